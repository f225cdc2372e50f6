package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Policies is the part of Tracking about the account policy and the last day of accounts.
type Policies interface {
	AccountPolicy(ctx context.Context, actor models.Actor) (tracking.AccountPolicyPage, error)
	SetAccountPolicy(ctx context.Context, actor models.Actor, key string,
		n tracking.NewAccountPolicy) (tracking.AccountPolicyPage, error)
	SetAccountExpiry(ctx context.Context, actor models.Actor, key, login string, last models.Date) (tracking.Settled,
		error)
	ResetSecondFactor(ctx context.Context, actor models.Actor, key, login string) (tracking.Settled, error)
}

func accountPolicyRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/account-policy", "show-account-policy", "账号安全策略与更改记录", h.showAccountPolicy)
	post(a, "/api/v1/account-policy", "set-account-policy", "更改账号安全策略：仅安全管理员，立即生效", h.setAccountPolicy)
	post(a, "/api/v1/accounts/{login}/expiry", "set-account-expiry", "设定账号有效期：经安全管理员确认后生效", h.setAccountExpiry)
	post(a, "/api/v1/accounts/{login}/second-factor/reset", "reset-second-factor", "重置动态口令：经安全管理员确认后生效",
		h.resetSecondFactor)
}

func (h handlers) showAccountPolicy(ctx context.Context, actor models.Actor,
	_ *nothing) (*answer[tracking.AccountPolicyPage], error) {
	return answered(h.t.AccountPolicy(ctx, actor))
}

type setAccountPolicyInput struct {
	Keyed
	Asking
	Body body[tracking.NewAccountPolicy]
}

func (h handlers) setAccountPolicy(ctx context.Context, actor models.Actor,
	in *setAccountPolicyInput) (*answer[tracking.AccountPolicyPage], error) {
	return answered(h.t.SetAccountPolicy(in.why(ctx), actor, in.Key, in.Body.Value))
}

// ExpiryBody is the last day of an account.
type ExpiryBody struct {
	ExpiresOn models.Date `json:"expires_on,omitzero" doc:"最后有效日；不填为长期有效" example:"2026-12-31"`
}

type accountExpiryInput struct {
	Keyed
	OfAccount
	Asking
	Body body[ExpiryBody]
}

func (h handlers) setAccountExpiry(ctx context.Context, actor models.Actor,
	in *accountExpiryInput) (*answer[tracking.Settled], error) {
	return answered(h.t.SetAccountExpiry(in.why(ctx), actor, in.Key, in.Login, in.Body.Value.ExpiresOn))
}

func (h handlers) resetSecondFactor(ctx context.Context, actor models.Actor,
	in *accountInput) (*answer[tracking.Settled], error) {
	return answered(h.t.ResetSecondFactor(in.why(ctx), actor, in.Key, in.Login))
}
