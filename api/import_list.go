package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type listImportsInput struct {
	Paged
	Programme string `query:"programme" doc:"项目清单：名称、编号或年度；不填为全部" example:"2021年区重点项目"`
}

func (h handlers) listImports(ctx context.Context, actor models.Actor,
	in *listImportsInput) (*page[tracking.ImportLine], error) {
	rows, err := h.t.Imports(ctx, actor, in.Programme)
	return paged(&in.Paged, rows, func(l tracking.ImportLine) string { return l.Batch }, err)
}

func (h handlers) showImport(ctx context.Context, actor models.Actor,
	in *importProgressInput) (*answer[tracking.ImportPreview], error) {
	return answered(h.t.ShowImport(ctx, actor, in.Batch))
}
