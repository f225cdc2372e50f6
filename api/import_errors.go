package api

import (
	"bytes"
	"context"

	"duban/models"
	"duban/tracking"
)

type markErrorsInput struct {
	Keyed
	OfProgramme
	File    string `query:"file" required:"true" doc:"文件名" example:"2021年计划.xlsx"`
	RawBody []byte
}

func (h handlers) markErrors(ctx context.Context, actor models.Actor, in *markErrorsInput) (*fileOutput, error) {
	// RawBody goes back to a pool when the request ends.
	return sent(h.t.ErrorWorkbook(ctx, actor, tracking.Upload{FileName: in.File, Content: bytes.Clone(in.RawBody), Programme: in.Programme, Key: in.Key}))
}
