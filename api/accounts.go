package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// People is the part of Tracking about accounts: who may log in, with what roles, sessions and tokens.
type People interface {
	Accounts(ctx context.Context, actor models.Actor) ([]tracking.AccountView, error)
	CreateAccount(ctx context.Context, actor models.Actor, key string, n tracking.NewAccount) (tracking.GivenPassword,
		error)
	ResetPassword(ctx context.Context, actor models.Actor, key, login string) (tracking.GivenPassword, error)
	SetAccountDisabled(ctx context.Context, actor models.Actor, key, login string, disabled bool) (tracking.Settled, error)
	GrantRole(ctx context.Context, actor models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled, error)
	RevokeRole(ctx context.Context, actor models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled, error)
	Sessions(ctx context.Context, actor models.Actor, login string) ([]tracking.SessionView, error)
	EndSession(ctx context.Context, actor models.Actor, key, login, id string) error
	Tokens(ctx context.Context, actor models.Actor, login string) ([]tracking.TokenView, error)
	IssueToken(ctx context.Context, actor models.Actor, key string, n tracking.NewToken) (tracking.GivenToken, error)
	RevokeToken(ctx context.Context, actor models.Actor, key, login, id string) error
}

func accountRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/accounts", "list-accounts", "账号与角色", h.listAccounts)
	post(a, "/api/v1/accounts", "create-account", "新建账号：经安全管理员确认后生效，一次性密码只向确认人显示一次", h.createAccount)
	post(a, "/api/v1/accounts/{login}/password", "reset-password", "重置密码：经安全管理员确认后生效，一次性密码只向确认人显示一次", h.resetPassword)
	post(a, "/api/v1/accounts/{login}/disable", "disable-account", "停用账号，其会话和令牌随即失效；停用管理员须经安全管理员确认", h.disableAccount)
	post(a, "/api/v1/accounts/{login}/enable", "enable-account", "恢复账号：经安全管理员确认后生效", h.enableAccount)
	post(a, "/api/v1/accounts/{login}/roles", "grant-role", "授予角色或改变任期：经安全管理员确认后生效", h.grantRole)
	post(a, "/api/v1/accounts/{login}/roles/revoke", "revoke-role", "收回角色：经安全管理员确认后生效", h.revokeRole)
	get(a, "/api/v1/accounts/{login}/sessions", "list-sessions", "登录记录", h.listSessions)
	post(a, "/api/v1/accounts/{login}/sessions/{id}/end", "end-session", "结束会话", h.endSession)
	get(a, "/api/v1/accounts/{login}/tokens", "list-tokens", "令牌", h.listTokens)
	post(a, "/api/v1/accounts/{login}/tokens", "issue-token", "生成令牌，只显示一次", h.issueToken)
	post(a, "/api/v1/accounts/{login}/tokens/{id}/revoke", "revoke-token", "作废令牌", h.revokeToken)
}

// OfAccount is the path parameter that names an account.
type OfAccount struct {
	Login string `path:"login" doc:"账号，或人员编号；me 为本人" example:"chen"`
}

// own returns the login name for tracking: "me" becomes "", which means the caller's own account.
func (o OfAccount) own() string {
	if o.Login == "me" {
		return ""
	}
	return o.Login
}

// settled is the body of a response without other content.
type settled = tracking.Settled

func done(err error) (*answer[settled], error) { return answered(settled{Done: err == nil}, err) }

type nothing struct{}

// Asking holds the reason for a change of accounts. The change takes effect when the security administrator confirms
// it. The operator makes changes at once while one of the three administrators is missing, or in an emergency.
type Asking struct {
	Reason    string `query:"reason" maxLength:"1000" doc:"申请理由；应急办理必填"`
	Emergency bool   `query:"emergency" doc:"应急办理：运维员不经安全管理员确认立即办理，单独记录"`
}

func (a Asking) why(ctx context.Context) context.Context {
	return tracking.Because(ctx, tracking.Why{Reason: a.Reason, Emergency: a.Emergency})
}

type accountInput struct {
	Keyed
	OfAccount
	Asking
}

type roleInput struct {
	Keyed
	OfAccount
	Asking
	Body body[tracking.RoleGrant]
}

func (h handlers) listAccounts(ctx context.Context, actor models.Actor, _ *nothing) (*answer[[]tracking.AccountView],
	error) {
	return listed(h.t.Accounts(ctx, actor))
}

type createAccountInput struct {
	Keyed
	Asking
	Body body[tracking.NewAccount]
}

func (h handlers) createAccount(ctx context.Context, actor models.Actor,
	in *createAccountInput) (*answer[tracking.GivenPassword], error) {
	return answered(h.t.CreateAccount(in.why(ctx), actor, in.Key, in.Body.Value))
}

func (h handlers) resetPassword(ctx context.Context, actor models.Actor,
	in *accountInput) (*answer[tracking.GivenPassword], error) {
	return answered(h.t.ResetPassword(in.why(ctx), actor, in.Key, in.Login))
}

func (h handlers) disableAccount(ctx context.Context, actor models.Actor, in *accountInput) (*answer[tracking.Settled],
	error) {
	return answered(h.t.SetAccountDisabled(in.why(ctx), actor, in.Key, in.Login, true))
}

func (h handlers) enableAccount(ctx context.Context, actor models.Actor, in *accountInput) (*answer[tracking.Settled],
	error) {
	return answered(h.t.SetAccountDisabled(in.why(ctx), actor, in.Key, in.Login, false))
}

func (h handlers) grantRole(ctx context.Context, actor models.Actor, in *roleInput) (*answer[tracking.Settled], error) {
	return answered(h.t.GrantRole(in.why(ctx), actor, in.Key, in.Login, in.Body.Value))
}

func (h handlers) revokeRole(ctx context.Context, actor models.Actor, in *roleInput) (*answer[tracking.Settled],
	error) {
	return answered(h.t.RevokeRole(in.why(ctx), actor, in.Key, in.Login, in.Body.Value))
}

func (h handlers) listSessions(ctx context.Context, actor models.Actor, in *OfAccount) (*answer[[]tracking.SessionView],
	error) {
	return listed(h.t.Sessions(ctx, actor, in.own()))
}

type ofAccountInput struct {
	Keyed
	OfAccount
	ID string `path:"id" doc:"编号，见列表" example:"s-4f0c2b1d"`
}

func (h handlers) endSession(ctx context.Context, actor models.Actor, in *ofAccountInput) (*answer[settled], error) {
	return done(h.t.EndSession(ctx, actor, in.Key, in.own(), in.ID))
}

func (h handlers) listTokens(ctx context.Context, actor models.Actor, in *OfAccount) (*answer[[]tracking.TokenView],
	error) {
	return listed(h.t.Tokens(ctx, actor, in.own()))
}

// NewTokenBody describes a token to be issued.
type NewTokenBody struct {
	Label     string         `json:"label" doc:"用途，以后凭它辨认"`
	Scopes    []models.Scope `json:"scopes" doc:"范围：read、submit、review、plan、admin"`
	ExpiresOn models.Date    `json:"expires_on,omitempty" doc:"最后有效日；不填为 180 天（可由系统设置改变），最长一年"`
}

type issueTokenInput struct {
	Keyed
	OfAccount
	Asking
	Body body[NewTokenBody]
}

func (h handlers) issueToken(ctx context.Context, actor models.Actor,
	in *issueTokenInput) (*answer[tracking.GivenToken], error) {
	b := in.Body.Value
	return answered(h.t.IssueToken(in.why(ctx), actor, in.Key, tracking.NewToken{Login: in.own(), Label: b.Label,
		Scopes: b.Scopes, ExpiresOn: b.ExpiresOn}))
}

func (h handlers) revokeToken(ctx context.Context, actor models.Actor, in *ofAccountInput) (*answer[settled], error) {
	return done(h.t.RevokeToken(ctx, actor, in.Key, in.own(), in.ID))
}
