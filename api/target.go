package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) showTarget(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.TargetPage],
	error) {
	return answered(h.t.Target(ctx, actor, in.Programme))
}

type decideTargetInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[models.TargetEntry]
}

func (h handlers) decideTarget(ctx context.Context, actor models.Actor,
	in *decideTargetInput) (*answer[tracking.TargetPage], error) {
	return answered(h.t.DecideTarget(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
