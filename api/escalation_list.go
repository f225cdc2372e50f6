package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type listEscalationsInput struct {
	OfProgramme
	Open bool `query:"open" doc:"只列未了结的"`
}

func (h handlers) listEscalations(ctx context.Context, actor models.Actor, in *listEscalationsInput) (*answer[[]tracking.EscalationView], error) {
	return listed(h.t.Escalations(ctx, actor, in.Programme, in.Open))
}
