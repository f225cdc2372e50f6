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
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return receipt(h.t.ChangePlan(ctx, actor, in.Key, in.text(), version, in.Body.Value))
}
