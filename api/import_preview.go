package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type previewImportInput struct {
	Keyed
	OfProgramme
	File     string `query:"file" required:"true" doc:"文件名" example:"2021年计划.xlsx"`
	LiveFrom string `query:"live_from" doc:"新建清单时：从哪天起正式督办；不填为试运行" example:"2021-07-01"`
	ImportSaid
	FileBody
}

func (h handlers) previewImport(ctx context.Context, actor models.Actor,
	in *previewImportInput) (*answer[tracking.ImportPreview], error) {
	live, err := models.ParseDate(in.LiveFrom)
	if err != nil {
		return nil, err
	}
	choices, err := in.choices()
	if err != nil {
		return nil, err
	}
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return answered(h.t.PreviewImport(ctx, actor, tracking.Upload{
		FileName: in.File, Content: content, Programme: in.Programme, LiveFrom: live, Key: in.Key, Choices: choices,
	}))
}
