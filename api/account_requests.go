package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Confirming is the part of Tracking about changes that one administrator requests and another confirms.
type Confirming interface {
	AccountRequests(ctx context.Context, actor models.Actor, all bool) ([]tracking.RequestView, error)
	ConfirmRequest(ctx context.Context, actor models.Actor, key, id, reason string) (tracking.ConfirmedRequest, error)
	RefuseRequest(ctx context.Context, actor models.Actor, key, id, reason string) error
	WithdrawRequest(ctx context.Context, actor models.Actor, key, id string) error
}

func requestRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/account-requests", "list-account-requests", "账号变更申请：待确认的，或全部", h.listRequests)
	post(a, "/api/v1/account-requests/{id}/confirm", "confirm-account-request", "确认申请并执行（安全管理员），一次性密码只显示一次",
		h.confirmRequest)
	post(a, "/api/v1/account-requests/{id}/refuse", "refuse-account-request", "驳回申请（安全管理员），须写明理由", h.refuseRequest)
	post(a, "/api/v1/account-requests/{id}/withdraw", "withdraw-account-request", "撤回本人提出的申请", h.withdrawRequest)
}

type listRequestsInput struct {
	All bool `query:"all" doc:"连同已办理的"`
}

// OfRequest is the path parameter that names a request.
type OfRequest struct {
	ID string `path:"id" doc:"申请编号，见列表" example:"req-0123456789ab"`
}

// DecisionBody is the reason for confirming or refusing a request.
type DecisionBody struct {
	Reason string `json:"reason,omitempty" doc:"理由；驳回必填"`
}

type decideInput struct {
	Keyed
	OfRequest
	Body body[DecisionBody]
}

func (h handlers) listRequests(ctx context.Context, actor models.Actor,
	in *listRequestsInput) (*answer[[]tracking.RequestView], error) {
	return listed(h.t.AccountRequests(ctx, actor, in.All))
}

func (h handlers) confirmRequest(ctx context.Context, actor models.Actor,
	in *decideInput) (*answer[tracking.ConfirmedRequest], error) {
	return answered(h.t.ConfirmRequest(ctx, actor, in.Key, in.ID, in.Body.Value.Reason))
}

func (h handlers) refuseRequest(ctx context.Context, actor models.Actor, in *decideInput) (*answer[settled], error) {
	return done(h.t.RefuseRequest(ctx, actor, in.Key, in.ID, in.Body.Value.Reason))
}

func (h handlers) withdrawRequest(ctx context.Context, actor models.Actor, in *withdrawInput) (*answer[settled],
	error) {
	return done(h.t.WithdrawRequest(ctx, actor, in.Key, in.ID))
}

type withdrawInput struct {
	Keyed
	OfRequest
}
