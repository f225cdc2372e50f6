package api

import (
	"context"

	"duban/models"
)

type exportMonthlyInput struct {
	OfProgramme
	Month string `query:"month" doc:"月份；不填为最近一个报齐或已月结的月份" example:"2021-06"`
}

type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (h handlers) exportMonthly(ctx context.Context, actor models.Actor, in *exportMonthlyInput) (*fileOutput, error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	return sent(h.t.ExportMonthly(ctx, actor, in.Programme, month))
}
