package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type markErrorsInput struct {
	Keyed
	OfProgramme
	File string `query:"file" required:"true" doc:"文件名" example:"2021年计划.xlsx"`
	FileBody
}

func (h handlers) markErrors(ctx context.Context, actor models.Actor, in *markErrorsInput) (*fileOutput, error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return sent(h.t.ErrorWorkbook(ctx, actor, tracking.Upload{FileName: in.File, Content: content, Programme: in.Programme,
		Key: in.Key}))
}
