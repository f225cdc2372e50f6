package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Outings is the part of Tracking about batches of projects that begin together (集中开工) and routes of visits (观摩).
type Outings interface {
	Outings(ctx context.Context, actor models.Actor, programme string) (tracking.OutingList, error)
	Outing(ctx context.Context, actor models.Actor, id string) (tracking.OutingPage, error)
	OutingForm(ctx context.Context, actor models.Actor, programme string, f models.OutingFilter) (tracking.OutingForm,
		error)
	KeepOuting(ctx context.Context, actor models.Actor, key, programme, id string, e models.OutingEntry) (
		tracking.OutingPage, error)
	OutingSheet(ctx context.Context, actor models.Actor, id string) (tracking.OrderDocument, error)
	OutingWorkbook(ctx context.Context, actor models.Actor, id string) (string, []byte, error)
}

func outingRoutes(a huma.API, h handlers) {
	const one = "/api/v1/outings/{outing}"
	get(a, "/api/v1/outings", "list-outings", "集中开工批次和观摩路线", h.listOutings)
	get(a, "/api/v1/outing-form", "propose-outing", "按条件选取项目", h.proposeOuting)
	post(a, "/api/v1/outings", "keep-outing", "登记集中开工批次或观摩路线", h.keepOuting)
	get(a, one, "show-outing", "一个批次或一条路线的项目", h.showOuting)
	post(a, one+"/change", "change-outing", "修改批次或路线", h.changeOuting)
	documentDownload(a, one+"/sheet", "show-outing-sheet", "下载名单（docx）", h.showOutingSheet)
	download(a, one+"/workbook", "export-outing", "导出名单（xlsx）", h.exportOuting)
}

// OfOuting is the path parameter that names a batch or a route.
type OfOuting struct {
	Outing string `path:"outing" doc:"批次或路线编号" example:"outing-0123456789abcdef0123"`
}

func (h handlers) listOutings(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.OutingList],
	error) {
	return answered(h.t.Outings(ctx, actor, in.Programme))
}

func (h handlers) showOuting(ctx context.Context, actor models.Actor, in *OfOuting) (*answer[tracking.OutingPage],
	error) {
	return answered(h.t.Outing(ctx, actor, in.Outing))
}

type proposeOutingInput struct {
	OfProgramme
	Kind  string `query:"kind" enum:"start,route" doc:"start 集中开工，route 观摩路线" example:"start"`
	Stage string `query:"stage" doc:"建设阶段：new_start、carried_over、completing" example:"new_start"`
	Unit  string `query:"unit" doc:"责任单位" example:"区住建局"`
	From  string `query:"from" doc:"计划开工月份起" example:"2021-06"`
	Until string `query:"until" doc:"计划开工月份止" example:"2021-09"`
}

func (h handlers) proposeOuting(ctx context.Context, actor models.Actor,
	in *proposeOutingInput) (*answer[tracking.OutingForm], error) {
	f := models.OutingFilter{Kind: models.OutingKind(in.Kind), Stage: models.Stage(in.Stage), Unit: in.Unit}
	var err error
	if f.From, err = monthOrNone(in.From); err != nil {
		return nil, err
	}
	if f.Until, err = monthOrNone(in.Until); err != nil {
		return nil, err
	}
	return answered(h.t.OutingForm(ctx, actor, in.Programme, f))
}

type keepOutingInput struct {
	Keyed
	OfProgramme
	Body body[models.OutingEntry]
}

func (h handlers) keepOuting(ctx context.Context, actor models.Actor,
	in *keepOutingInput) (*answer[tracking.OutingPage], error) {
	return answered(h.t.KeepOuting(ctx, actor, in.Key, in.Programme, "", in.Body.Value))
}

type changeOutingInput struct {
	Keyed
	OfOuting
	Body body[models.OutingEntry]
}

func (h handlers) changeOuting(ctx context.Context, actor models.Actor,
	in *changeOutingInput) (*answer[tracking.OutingPage], error) {
	return answered(h.t.KeepOuting(ctx, actor, in.Key, "", in.Outing, in.Body.Value))
}

func (h handlers) showOutingSheet(ctx context.Context, actor models.Actor, in *OfOuting) (*fileOutput, error) {
	d, err := h.t.OutingSheet(ctx, actor, in.Outing)
	return sent(d.FileName, d.Content, err)
}

func (h handlers) exportOuting(ctx context.Context, actor models.Actor, in *OfOuting) (*fileOutput, error) {
	return sent(h.t.OutingWorkbook(ctx, actor, in.Outing))
}
