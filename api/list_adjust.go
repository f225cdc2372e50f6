package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type adjustListInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021"`
	Body      body[tracking.ListAdjustment]
}

func (h handlers) adjustList(ctx context.Context, actor models.Actor,
	in *adjustListInput) (*answer[tracking.ListAdjusted], error) {
	return answered(h.t.AdjustList(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
