package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Frozen is what is closed, confirmed or reopened.
type Frozen interface {
	Closings(ctx context.Context, actor models.Actor, programme string) (tracking.Closings, error)
	ClosingPage(ctx context.Context, actor models.Actor, programme string, kind models.ClosingKind, month models.Month,
		version int) (tracking.ClosingPage, error)
	PreviewClosing(ctx context.Context, actor models.Actor, programme string, kind models.ClosingKind,
		month models.Month) (tracking.ClosePreview, error)
	CloseMonth(ctx context.Context, actor models.Actor, key, programme string,
		r tracking.CloseRequest) (tracking.ClosingView, error)
	ReopenMonth(ctx context.Context, actor models.Actor, key, programme string,
		r tracking.CloseRequest) (tracking.ClosingView, error)
}

func closingRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/closings", "list-closings", "月结和上报：各月各版本、尚未月结的月份、待上报的数据", h.listClosings)
	get(a, "/api/v1/closings/{month}", "show-closing", "一个月的月结或上报数据，逐项目；与现有数据的差异；已提供给谁", h.showClosing)
	get(a, "/api/v1/closings/{month}/preview", "preview-closing", "月结或上报前核对：按现有数据将会怎样，不作更改", h.previewClosing)
	post(a, "/api/v1/programmes/{programme}/closings", "close-month", "月结，或确认上报数据", h.closeMonth)
	post(a, "/api/v1/programmes/{programme}/closings/reopen", "reopen-month", "重新开启已月结的月份", h.reopenMonth)
}

func (h handlers) listClosings(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.Closings],
	error) {
	return answered(h.t.Closings(ctx, actor, in.Programme))
}

// OfClosing names what is frozen of a programme.
type OfClosing struct {
	OfProgramme
	Month string `path:"month" doc:"月份" example:"2021-06"`
	Kind  string `query:"kind" enum:"month,estimate,verified" doc:"month 月结，estimate 25日预计数，verified 次月5日核定数；不填为月结"`
}

func (in OfClosing) parsed() (models.ClosingKind, models.Month, error) {
	month, err := models.ParseMonth(in.Month)
	kind := models.ClosingKind(in.Kind)
	if kind == "" {
		kind = models.ClosedMonth
	}
	return kind, month, err
}

type showClosingInput struct {
	OfClosing
	Version int `query:"version" minimum:"0" doc:"第几版；不填为最新一版" example:"1"`
}

func (h handlers) showClosing(ctx context.Context, actor models.Actor,
	in *showClosingInput) (*answer[tracking.ClosingPage], error) {
	kind, month, err := in.parsed()
	if err != nil {
		return nil, err
	}
	return answered(h.t.ClosingPage(ctx, actor, in.Programme, kind, month, in.Version))
}

func (h handlers) previewClosing(ctx context.Context, actor models.Actor,
	in *OfClosing) (*answer[tracking.ClosePreview], error) {
	kind, month, err := in.parsed()
	if err != nil {
		return nil, err
	}
	return answered(h.t.PreviewClosing(ctx, actor, in.Programme, kind, month))
}

// ClosingBody asks for a month to be closed or reopened, or an upward report to be confirmed.
type ClosingBody struct {
	Kind     string       `json:"kind,omitempty" enum:"month,estimate,verified" doc:"不填为月结" example:"month"`
	Month    models.Month `json:"month" doc:"月份" example:"2021-06"`
	Reason   string       `json:"reason,omitempty" doc:"原因；有未报项目或曾重新开启时必填" example:"2个项目未报，按上期审定数结转"`
	Document string       `json:"document,omitempty" doc:"依据文号；数据已对外提供后重新开启时必填" example:"区重点办〔2021〕12号"`
}

type closingInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[ClosingBody]
}

func (in closingInput) request() tracking.CloseRequest {
	b := in.Body.Value
	return tracking.CloseRequest{Kind: models.ClosingKind(b.Kind), Month: b.Month, Reason: b.Reason, Document: b.Document}
}

func (h handlers) closeMonth(ctx context.Context, actor models.Actor, in *closingInput) (*answer[tracking.ClosingView],
	error) {
	return answered(h.t.CloseMonth(ctx, actor, in.Key, in.Programme, in.request()))
}

func (h handlers) reopenMonth(ctx context.Context, actor models.Actor, in *closingInput) (*answer[tracking.ClosingView],
	error) {
	return answered(h.t.ReopenMonth(ctx, actor, in.Key, in.Programme, in.request()))
}
