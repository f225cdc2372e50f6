package api

import (
	"context"

	"duban/models"
)

type reportMonthInput struct {
	Keyed
	Edit
	OfProject
	Body body[models.ReportMonthCommand]
}

func (h handlers) reportMonth(ctx context.Context, actor models.Actor, in *reportMonthInput) (*receiptOutput, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return receipt(h.t.ReportMonth(ctx, actor, in.Key, in.text(), version, in.Body.Value))
}
