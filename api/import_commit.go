package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type commitImportInput struct {
	Keyed
	Batch string `path:"batch" doc:"预览给出的批次号" example:"batch-7d1c0a92"`
}

func (h handlers) commitImport(ctx context.Context, actor models.Actor,
	in *commitImportInput) (*answer[tracking.ImportPreview], error) {
	return answered(h.t.CommitImport(ctx, actor, in.Batch))
}
