package api

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

type importProgressInput struct {
	Batch string `path:"batch" doc:"批次号；读取和比对时为预览的请求编号" example:"batch-7d1c0a92"`
}

func (h handlers) showImportProgress(ctx context.Context, actor models.Actor,
	in *importProgressInput) (*answer[contract.Progress], error) {
	return answered(h.t.ImportProgress(ctx, actor, in.Batch))
}
