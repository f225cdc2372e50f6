package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type listImportsInput struct {
	Programme string `query:"programme" doc:"项目清单：名称、编号或年度；不填为全部" example:"2021年区重点项目"`
}

func (h handlers) listImports(ctx context.Context, actor models.Actor, in *listImportsInput) (*answer[[]tracking.ImportLine], error) {
	return listed(h.t.Imports(ctx, actor, in.Programme))
}

func (h handlers) showImport(ctx context.Context, actor models.Actor, in *importProgressInput) (*answer[tracking.ImportPreview], error) {
	return answered(h.t.ShowImport(ctx, actor, in.Batch))
}
