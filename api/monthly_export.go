package api

import (
	"context"
	"net/url"

	"duban/models"
)

type exportMonthlyInput struct {
	OfProgramme
	Month string `query:"month" required:"true" doc:"月份" example:"2021-06"`
}

type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (h handlers) exportMonthly(ctx context.Context, actor models.Actor, in *exportMonthlyInput) (*fileOutput, error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	name, content, err := h.t.ExportMonthly(ctx, actor, in.Programme, month)
	// RFC 6266: a Chinese name travels percent-encoded
	return &fileOutput{workbookType, "attachment; filename*=UTF-8''" + url.PathEscape(name), content}, err
}
