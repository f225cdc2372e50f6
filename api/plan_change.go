package api

import (
	"context"

	"duban/models"
)

type changePlanInput struct {
	Keyed
	Edit
	OfProject
	Body body[models.ChangePlanCommand]
}

func (h handlers) changePlan(ctx context.Context, actor models.Actor, in *changePlanInput) (*receiptOutput, error) {
	return receipt(h.t.ChangePlan(ctx, actor, in.Key, in.text(), in.Body.Value))
}
