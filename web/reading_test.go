package web_test

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// errReadHere has a workbook read within the request, as while the workflows are unavailable.
var errReadHere = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")

func (*running) StartReading(context.Context, contract.Read) error { return errReadHere }

func (*running) ReadingResult(context.Context, string) error { return nil }

func (*running) StopReading(context.Context, string) error { return nil }

func (*running) ReadingProgress(context.Context, string) (contract.Progress, bool, error) {
	return contract.Progress{}, false, nil
}

func (away) StartReading(context.Context, contract.Read) error { return errReadHere }

func (away) ReadingResult(context.Context, string) error { return nil }

func (away) StopReading(context.Context, string) error { return nil }

func (away) ReadingProgress(context.Context, string) (contract.Progress, bool, error) {
	return contract.Progress{}, false, nil
}
