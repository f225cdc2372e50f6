package web_test

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// errReadHere makes the service read a workbook within the request, as it does while the workflows are unavailable.
var errReadHere = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")

func (*fakeProcess) StartReading(context.Context, contract.Read) error { return errReadHere }

func (*fakeProcess) ReadingResult(context.Context, string) error { return nil }

func (*fakeProcess) StopReading(context.Context, string) error { return nil }

func (*fakeProcess) ReadingProgress(context.Context, string) (contract.Progress, bool, error) {
	return contract.Progress{}, false, nil
}

func (noProcess) StartReading(context.Context, contract.Read) error { return errReadHere }

func (noProcess) ReadingResult(context.Context, string) error { return nil }

func (noProcess) StopReading(context.Context, string) error { return nil }

func (noProcess) ReadingProgress(context.Context, string) (contract.Progress, bool, error) {
	return contract.Progress{}, false, nil
}
