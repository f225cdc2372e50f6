package api

import (
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Confirmations is the part of Tracking about 形象进度确认单.
type Confirmations interface {
	Confirmations(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.Confirmations,
		error)
	ConfirmationSheets(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	AskConfirmations(ctx context.Context, actor models.Actor, key, programme string,
		c tracking.ConfirmationsAsked) (tracking.Confirmations, error)
	SetConfirmationRule(ctx context.Context, actor models.Actor, key, programme string,
		from models.Money) (tracking.Confirmations, error)
	ConfirmationPage(ctx context.Context, actor models.Actor, project string, month models.Month) (
		tracking.ConfirmationPage, error)
	ConfirmationSheet(ctx context.Context, actor models.Actor, project string, month models.Month,
		print bool) (tracking.OrderDocument, error)
	AttachConfirmation(ctx context.Context, actor models.Actor, key, project string,
		c tracking.ConfirmationAttached) (tracking.ConfirmationPage, error)
	OpenConfirmation(ctx context.Context, actor models.Actor, project, id string) (tracking.OpenedEvidence, error)
}

func confirmationRoutes(a huma.API, h handlers) {
	const one = "/api/v1/projects/{year}/{code}/confirmations"
	get(a, "/api/v1/confirmations", "list-confirmations", "一个月的形象进度确认单：需要的、已附的、缺的", h.listConfirmations)
	post(a, "/api/v1/confirmations", "ask-confirmations", "要求一些项目提供形象进度确认单", h.askConfirmations)
	post(a, "/api/v1/confirmation-rule", "set-confirmation-rule", "设置每季度需要形象进度确认单的年度计划金额", h.setConfirmationRule)
	documentDownload(a, "/api/v1/confirmations/sheets", "show-confirmation-sheets", "下载尚缺的形象进度确认单（docx，每项目一页）",
		h.showConfirmationSheets)
	get(a, one, "show-confirmations", "一个项目的形象进度确认单", h.showConfirmations)
	documentDownload(a, one+"/sheet", "show-confirmation-sheet", "下载预填的形象进度确认单（docx）", h.showConfirmationSheet)
	post(a, one, "attach-confirmation", "附签字盖章的形象进度确认单扫描件", h.attachConfirmation)
	register(a, huma.Operation{Method: http.MethodGet, Path: one + "/{confirmation}/file",
		OperationID: "open-confirmation",
		Summary:     "下载形象进度确认单扫描件，记入日志", Errors: readErrors, Responses: map[string]*huma.Response{"200": {
			Description: "文件原样", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{
				Type: "string", Format: "binary"}}}}}}, h.openConfirmation)
}

// documentDownload registers an operation that answers with a .docx.
func documentDownload[I any](a huma.API, path, id, summary string, do operation[I, fileOutput]) {
	register(a, huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Errors: readErrors,
		Responses: map[string]*huma.Response{"200": {Description: "文件", Content: map[string]*huma.MediaType{
			documentType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}}, do)
}

func (h handlers) listConfirmations(ctx context.Context, actor models.Actor,
	in *exportMonthlyInput) (*answer[tracking.Confirmations], error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.Confirmations(ctx, actor, in.Programme, month))
}

type askConfirmationsInput struct {
	Keyed
	OfProgramme
	Body body[tracking.ConfirmationsAsked]
}

func (h handlers) askConfirmations(ctx context.Context, actor models.Actor,
	in *askConfirmationsInput) (*answer[tracking.Confirmations], error) {
	return answered(h.t.AskConfirmations(ctx, actor, in.Key, in.Programme, in.Body.Value))
}

type confirmationFrom struct {
	From models.Money `json:"from_fen" doc:"年度计划高于此数的项目每季度需要确认单，单位分" example:"1000000000"`
}

type setConfirmationRuleInput struct {
	Keyed
	OfProgramme
	Body body[confirmationFrom]
}

func (h handlers) setConfirmationRule(ctx context.Context, actor models.Actor,
	in *setConfirmationRuleInput) (*answer[tracking.Confirmations], error) {
	return answered(h.t.SetConfirmationRule(ctx, actor, in.Key, in.Programme, in.Body.Value.From))
}

func (h handlers) showConfirmationSheets(ctx context.Context, actor models.Actor,
	in *exportMonthlyInput) (*fileOutput, error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	return sent(h.t.ConfirmationSheets(ctx, actor, in.Programme, month))
}

type confirmationMonthInput struct {
	OfProject
	Month string `query:"month" doc:"月份；不填为最近一个报齐或已月结的月份" example:"2021-06"`
}

func (h handlers) showConfirmations(ctx context.Context, actor models.Actor,
	in *confirmationMonthInput) (*answer[tracking.ConfirmationPage], error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.ConfirmationPage(ctx, actor, in.text(), month))
}

func (h handlers) showConfirmationSheet(ctx context.Context, actor models.Actor,
	in *confirmationMonthInput) (*fileOutput, error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	d, err := h.t.ConfirmationSheet(ctx, actor, in.text(), month, false)
	return sent(d.FileName, d.Content, err)
}

type attachConfirmationInput struct {
	Keyed
	OfProject
	Body body[tracking.ConfirmationAttached]
}

func (h handlers) attachConfirmation(ctx context.Context, actor models.Actor,
	in *attachConfirmationInput) (*answer[tracking.ConfirmationPage], error) {
	return answered(h.t.AttachConfirmation(ctx, actor, in.Key, in.text(), in.Body.Value))
}

type openConfirmationInput struct {
	OfProject
	Confirmation string `path:"confirmation" doc:"确认单编号" example:"confirmation-4f0c"`
}

func (h handlers) openConfirmation(ctx context.Context, actor models.Actor,
	in *openConfirmationInput) (*huma.StreamResponse, error) {
	e, err := h.t.OpenConfirmation(ctx, actor, in.text(), in.Confirmation)
	if err != nil {
		return nil, err
	}
	return streamed(e), nil
}

// streamed sends a file, so that it is never completely in memory.
func streamed(e tracking.OpenedEvidence) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer e.Content.Close()
		c.SetHeader("Content-Type", e.MediaType)
		c.SetHeader("Content-Length", strconv.FormatInt(e.Size, 10))
		c.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": e.Name}))
		c.SetStatus(http.StatusOK)
		_, _ = io.Copy(c.BodyWriter(), e.Content) // the client has disconnected
	}}
}
