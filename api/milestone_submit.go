package api

import (
	"context"

	"duban/models"
)

type submitMilestoneInput struct {
	Keyed
	Edit
	OfProject
	Body body[models.SubmitMilestoneCommand]
}

func (h handlers) submitMilestone(ctx context.Context, actor models.Actor, in *submitMilestoneInput) (*receiptOutput,
	error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return receipt(h.t.SubmitMilestone(ctx, actor, in.Key, in.text(), version, in.Body.Value))
}
