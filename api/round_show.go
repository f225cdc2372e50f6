package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type showRoundInput struct {
	OfProgramme
	Month string `query:"month" doc:"月份；不填为最近一轮" example:"2021-06"`
}

func (h handlers) showRound(ctx context.Context, actor models.Actor, in *showRoundInput) (*answer[tracking.RoundBoard],
	error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.ChaseText(ctx, actor, in.Programme, month))
}
