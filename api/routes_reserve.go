package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Reserving is the part of Tracking about applications for a coming year's list (储备、申报) and the plan made of it.
type Reserving interface {
	Reserves(ctx context.Context, actor models.Actor, year int) (tracking.ReserveView, error)
	Reserve(ctx context.Context, actor models.Actor, id string) (tracking.ReservePage, error)
	KeepReserve(ctx context.Context, actor models.Actor, key, id string,
		in tracking.ReserveKeep) (tracking.ReservePage, error)
	TakeReserves(ctx context.Context, actor models.Actor, key string,
		in tracking.ReserveTake) (tracking.ReserveView, error)
	CallReserves(ctx context.Context, actor models.Actor, key string,
		in tracking.ReserveCall) (tracking.ReserveView, error)
	ExportReserves(ctx context.Context, actor models.Actor, year int) (fileName string, content []byte, err error)
	UploadReserves(ctx context.Context, actor models.Actor, key string, year int, file string,
		content []byte) (tracking.ReserveImportView, error)
	ReserveImport(ctx context.Context, actor models.Actor, id string) (tracking.ReserveImportView, error)
	CommitReserves(ctx context.Context, actor models.Actor, key, id string) (tracking.ReserveImportView, error)
	NextPlan(ctx context.Context, actor models.Actor, year int) (tracking.NextPlan, error)
	DraftNextPlan(ctx context.Context, actor models.Actor, key string, in tracking.NextPlanDraft) (string, error)
	ShowDraft(ctx context.Context, actor models.Actor, id string) (tracking.ImportDraft, error)
}

func reserveRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/reserve", "list-reserves", "储备项目：一个年度的申报和办理状态", h.listReserves)
	post(a, "/api/v1/reserve", "enter-reserve", "登记储备项目", h.enterReserve)
	get(a, "/api/v1/reserve/projects/{id}", "show-reserve", "一个储备项目及办理记录", h.showReserve)
	post(a, "/api/v1/reserve/projects/{id}", "change-reserve", "修改储备项目", h.changeReserve)
	post(a, "/api/v1/reserve/acts", "take-reserves", "办理储备项目：申报、初筛、联审、列入清单、撤回", h.takeReserves)
	post(a, "/api/v1/reserve/call", "call-reserves", "通知各责任单位申报", h.callReserves)
	download(a, "/api/v1/exports/reserve", "export-reserves", "导出申报表（xlsx）", h.exportReserves)
	upload(a, "/api/v1/reserve/imports", "upload-reserves", "上传申报表并预览（不导入）", maxFundBook, h.uploadReserves)
	get(a, "/api/v1/reserve/imports/{id}", "show-reserve-import", "一份申报表：识别结果和问题", h.showReserveImport)
	post(a, "/api/v1/reserve/imports/{id}", "commit-reserves", "导入预览过的申报表", h.commitReserves)
	get(a, "/api/v1/reserve/plan", "show-next-plan", "下一年度计划的构成：结转和新列入", h.showNextPlan)
	post(a, "/api/v1/reserve/plan", "draft-next-plan", "生成下一年度计划草稿（按导入办理）", h.draftNextPlan)
}

// OfReserveYear is the year of a list.
type OfReserveYear struct {
	Year int `query:"year" doc:"清单年度；不填为下一年度" example:"2022"`
}

// OfReserve is the parameter of an operation on one application.
type OfReserve struct {
	ID string `path:"id" doc:"储备项目编号" example:"rsv-0123456789abcdef0123"`
}

func (h handlers) listReserves(ctx context.Context, actor models.Actor,
	in *OfReserveYear) (*answer[tracking.ReserveView], error) {
	return answered(h.t.Reserves(ctx, actor, in.Year))
}

type enterReserveInput struct {
	Keyed
	Body body[tracking.ReserveKeep]
}

func (h handlers) enterReserve(ctx context.Context, actor models.Actor,
	in *enterReserveInput) (*answer[tracking.ReservePage], error) {
	return answered(h.t.KeepReserve(ctx, actor, in.Key, "", in.Body.Value))
}

func (h handlers) showReserve(ctx context.Context, actor models.Actor,
	in *OfReserve) (*answer[tracking.ReservePage], error) {
	return answered(h.t.Reserve(ctx, actor, in.ID))
}

type changeReserveInput struct {
	Keyed
	OfReserve
	Body body[tracking.ReserveKeep]
}

func (h handlers) changeReserve(ctx context.Context, actor models.Actor,
	in *changeReserveInput) (*answer[tracking.ReservePage], error) {
	return answered(h.t.KeepReserve(ctx, actor, in.Key, in.ID, in.Body.Value))
}

type takeReservesInput struct {
	Keyed
	Body body[tracking.ReserveTake]
}

func (h handlers) takeReserves(ctx context.Context, actor models.Actor,
	in *takeReservesInput) (*answer[tracking.ReserveView], error) {
	return answered(h.t.TakeReserves(ctx, actor, in.Key, in.Body.Value))
}

type callReservesInput struct {
	Keyed
	Body body[tracking.ReserveCall]
}

func (h handlers) callReserves(ctx context.Context, actor models.Actor,
	in *callReservesInput) (*answer[tracking.ReserveView], error) {
	return answered(h.t.CallReserves(ctx, actor, in.Key, in.Body.Value))
}

func (h handlers) exportReserves(ctx context.Context, actor models.Actor, in *OfReserveYear) (*fileOutput, error) {
	return sent(h.t.ExportReserves(ctx, actor, in.Year))
}

type uploadReservesInput struct {
	Keyed
	OfReserveYear
	File string `query:"file" required:"true" doc:"文件名：xlsx、xls 或 csv" example:"申报表.xlsx"`
	FileBody
}

func (h handlers) uploadReserves(ctx context.Context, actor models.Actor,
	in *uploadReservesInput) (*answer[tracking.ReserveImportView], error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return answered(h.t.UploadReserves(ctx, actor, in.Key, in.Year, in.File, content))
}

// OfReserveImport is the parameter of an operation on one table of applications.
type OfReserveImport struct {
	ID string `path:"id" doc:"申报表导入编号" example:"rsi-0123456789abcdef0123"`
}

func (h handlers) showReserveImport(ctx context.Context, actor models.Actor,
	in *OfReserveImport) (*answer[tracking.ReserveImportView], error) {
	return answered(h.t.ReserveImport(ctx, actor, in.ID))
}

type commitReservesInput struct {
	Keyed
	OfReserveImport
}

func (h handlers) commitReserves(ctx context.Context, actor models.Actor,
	in *commitReservesInput) (*answer[tracking.ReserveImportView], error) {
	return answered(h.t.CommitReserves(ctx, actor, in.Key, in.ID))
}

func (h handlers) showNextPlan(ctx context.Context, actor models.Actor,
	in *OfReserveYear) (*answer[tracking.NextPlan], error) {
	return answered(h.t.NextPlan(ctx, actor, in.Year))
}

type draftNextPlanInput struct {
	Keyed
	Body body[tracking.NextPlanDraft]
}

func (h handlers) draftNextPlan(ctx context.Context, actor models.Actor,
	in *draftNextPlanInput) (*answer[tracking.ImportDraft], error) {
	id, err := h.t.DraftNextPlan(ctx, actor, in.Key, in.Body.Value)
	if err != nil {
		return nil, err
	}
	return answered(h.t.ShowDraft(ctx, actor, id))
}
