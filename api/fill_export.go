package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

func fillRoute(a huma.API, h handlers) {
	register(a, huma.Operation{Method: http.MethodPost, Path: "/api/v1/exports/fill", OperationID: "fill-form",
		Summary: "上传自己的表格，按其版式填好后返回（不改动数据）", Errors: append([]int{http.StatusBadRequest}, writeErrors...),
		MaxBodyBytes: maxWorkbook + 1, RequestBody: fileRequest(), Responses: workbookResponse()}, h.fillForm)
}

type fillFormInput struct {
	Keyed
	OfProgramme
	Month string `query:"month" required:"true" doc:"月份" example:"2021-06"`
	File  string `query:"file" required:"true" doc:"文件名" example:"市重大项目进展表.xlsx"`
	FileBody
}

type filledOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Left        string `header:"Duban-Left" doc:"没有填写的内容和原因，逐条以换行分隔，按 URL 编码"`
	Body        []byte
}

func (h handlers) fillForm(ctx context.Context, actor models.Actor, in *fillFormInput) (*filledOutput, error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	form, err := in.content()
	if err != nil {
		return nil, err
	}
	return sentFilled(h.t.FillForm(ctx, actor, tracking.FormToFill{FileName: in.File, Content: form,
		Programme: in.Programme, Month: month}))
}

// sentFilled is a filled form, with what could not be filled in.
func sentFilled(name string, content []byte, left []models.Message, err error) (*filledOutput, error) {
	out, err := sent(name, content, err)
	if err != nil {
		return nil, err
	}
	text := models.Words{Mark: "\n", Items: left}.String()
	return &filledOutput{out.ContentType, out.Disposition, url.PathEscape(text), out.Body}, nil
}
