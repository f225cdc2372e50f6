package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Requesting is what people ask for about a project, and what is decided: 延期、停工、正当理由、计划调整、撤回、销号、恢复.
type Requesting interface {
	AskRequest(ctx context.Context, actor models.Actor, key, project string, c models.RequestCommand) (tracking.AskedView,
		error)
	RequestList(ctx context.Context, actor models.Actor, all bool) ([]tracking.AskedView, error)
	RequestPage(ctx context.Context, actor models.Actor, id string) (tracking.AskedView, error)
	RequestForm(ctx context.Context, actor models.Actor, project string) (tracking.RequestForm, error)
	DecideAsked(ctx context.Context, actor models.Actor, key, id string, c models.DecideRequestCommand) (tracking.Receipt,
		error)
	WithdrawAsked(ctx context.Context, actor models.Actor, key, id string) (tracking.Receipt, error)
}

func askedRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/requests", "list-requests", "申请：待审批的，或全部", h.listAsked)
	get(a, "/api/v1/requests/{id}", "show-request", "一项申请", h.showAsked)
	get(a, "/api/v1/projects/{year}/{code}/requests", "show-request-form", "一个项目可以申请的事项和历次申请",
		h.showRequestForm)
	post(a, "/api/v1/projects/{year}/{code}/requests", "ask-request", "提出申请：延期、停工、正当理由、计划调整、撤回填报、销号、恢复",
		h.askRequest)
	command(a, "/api/v1/requests/{id}/decide", "decide-request", "审批申请：批准即执行；不批准须写明理由；责任单位可初审",
		h.decideAsked)
	command(a, "/api/v1/requests/{id}/withdraw", "withdraw-request", "撤回本人提出的申请", h.withdrawAsked)
}

type listAskedInput struct {
	All bool `query:"all" doc:"连同已办理的"`
}

// OfAsked is the path parameter that names a request.
type OfAsked struct {
	ID string `path:"id" doc:"申请编号，见列表" example:"request-0123456789ab"`
}

type askRequestInput struct {
	Keyed
	OfProject
	Body body[models.RequestCommand]
}

// RequestDecision is what becomes of a request. A leader's decision that the government office enters (代录) names the
// post, the paper and its date.
type RequestDecision struct {
	Decision models.RequestDecision `json:"decision" doc:"approve 批准，refuse 不批准，pass 初审同意"`
	Reason   string                 `json:"reason,omitempty" doc:"意见；不批准必填"`
	Post     string                 `json:"post,omitempty" doc:"代录：审批的领导岗位编号"`
	Paper    string                 `json:"paper,omitempty" doc:"代录：依据的纸质材料"`
	PaperOn  models.Date            `json:"paper_on,omitempty" doc:"代录：材料上的日期"`
}

type decideAskedInput struct {
	Keyed
	OfAsked
	Body body[RequestDecision]
}

type withdrawAskedInput struct {
	Keyed
	OfAsked
}

func (h handlers) listAsked(ctx context.Context, actor models.Actor,
	in *listAskedInput) (*answer[[]tracking.AskedView], error) {
	return listed(h.t.RequestList(ctx, actor, in.All))
}

func (h handlers) showAsked(ctx context.Context, actor models.Actor, in *OfAsked) (*answer[tracking.AskedView],
	error) {
	return answered(h.t.RequestPage(ctx, actor, in.ID))
}

func (h handlers) showRequestForm(ctx context.Context, actor models.Actor,
	in *OfProject) (*answer[tracking.RequestForm], error) {
	return answered(h.t.RequestForm(ctx, actor, in.text()))
}

func (h handlers) askRequest(ctx context.Context, actor models.Actor,
	in *askRequestInput) (*answer[tracking.AskedView], error) {
	return answered(h.t.AskRequest(ctx, actor, in.Key, in.text(), in.Body.Value))
}

func (h handlers) decideAsked(ctx context.Context, actor models.Actor, in *decideAskedInput) (*receiptOutput,
	error) {
	d := in.Body.Value
	return receipt(h.t.DecideAsked(ctx, actor, in.Key, in.ID, models.DecideRequestCommand{Decision: d.Decision,
		Reason: d.Reason, Post: d.Post, Paper: d.Paper, PaperOn: d.PaperOn}))
}

func (h handlers) withdrawAsked(ctx context.Context, actor models.Actor, in *withdrawAskedInput) (*receiptOutput,
	error) {
	return receipt(h.t.WithdrawAsked(ctx, actor, in.Key, in.ID))
}
