package web

import (
	"context"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// Administration is who has an account, with what roles, sessions and tokens, and the record of everything.
type Administration interface {
	Accounts(ctx context.Context, actor models.Actor) ([]tracking.AccountView, error)
	Account(ctx context.Context, actor models.Actor, who string) (tracking.AccountPage, error)
	AccountChoices(ctx context.Context, actor models.Actor) (tracking.AccountChoices, error)
	CreateAccount(ctx context.Context, actor models.Actor, key string, n tracking.NewAccount) (tracking.GivenPassword,
		error)
	ResetPassword(ctx context.Context, actor models.Actor, key, login string) (tracking.GivenPassword, error)
	SetAccountDisabled(ctx context.Context, actor models.Actor, key, login string, disabled bool) (tracking.Settled, error)
	GrantRole(ctx context.Context, actor models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled, error)
	RevokeRole(ctx context.Context, actor models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled, error)
	EndSession(ctx context.Context, actor models.Actor, key, login, id string) error
	Tokens(ctx context.Context, actor models.Actor, login string) ([]tracking.TokenView, error)
	IssueToken(ctx context.Context, actor models.Actor, key string, n tracking.NewToken) (tracking.GivenToken, error)
	RevokeToken(ctx context.Context, actor models.Actor, key, login, id string) error
	LinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) (tracking.Settled, error)
	AccountRequests(ctx context.Context, actor models.Actor, all bool) ([]tracking.RequestView, error)
	ConfirmRequest(ctx context.Context, actor models.Actor, key, id, reason string) (tracking.ConfirmedRequest, error)
	RefuseRequest(ctx context.Context, actor models.Actor, key, id, reason string) error
	WithdrawRequest(ctx context.Context, actor models.Actor, key, id string) error
	UnlinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) error

	Audit(ctx context.Context, actor models.Actor, f tracking.AuditFilter, from, count int) (tracking.AuditPage, error)
	ShowAuditHead(ctx context.Context, actor models.Actor) (tracking.AuditHead, error)
	ExportAudit(ctx context.Context, actor models.Actor, f tracking.AuditFilter, each func(tracking.AuditLine) error) error
}

func (h *handlers) accountRoutes() []route {
	return []route{
		{pattern: "GET /account", who: signedIn, show: h.showAccount},
		{pattern: "POST /account/logout-everywhere", who: signedIn, show: h.logOutEverywhere},
		{pattern: "POST /account/sessions/{session}/end", who: signedIn, show: h.endOwnSession},
		{pattern: "POST /account/tokens", who: signedIn, show: h.issueToken},
		{pattern: "POST /account/tokens/{token}/revoke", who: signedIn, show: h.revokeOwnToken},

		{pattern: "GET /accounts", who: seesPeople, show: h.showAccounts},
		{pattern: "GET /accounts/new", who: administers, show: h.showNewAccount},
		{pattern: "POST /accounts/new", who: administers, show: h.createAccount},
		{pattern: "GET /accounts/{person}", who: seesPeople, show: h.showPerson},
		{pattern: "POST /accounts/{person}/password", who: administers, show: h.resetPassword},
		{pattern: "POST /accounts/{person}/disable", who: seesPeople, show: h.disable(true)},
		{pattern: "POST /accounts/{person}/enable", who: administers, show: h.disable(false)},
		{pattern: "POST /accounts/{person}/roles", who: administers, show: h.grantRole},
		{pattern: "POST /accounts/{person}/roles/revoke", who: administers, show: h.revokeRole},
		{pattern: "POST /accounts/{person}/sessions/{session}/end", who: seesPeople, show: h.endSession},
		{pattern: "POST /accounts/{person}/tokens/{token}/revoke", who: seesPeople, show: h.revokeToken},
		{pattern: "POST /accounts/{person}/subjects", who: administers, show: h.linkSubject},
		{pattern: "POST /accounts/{person}/subjects/unlink", who: administers, show: h.unlinkSubject},

		{pattern: "GET /account-requests", who: seesPeople, show: h.showRequests},
		{pattern: "POST /account-requests/{request}/confirm", who: decides, show: h.confirmRequest},
		{pattern: "POST /account-requests/{request}/refuse", who: decides, show: h.refuseRequest},
		{pattern: "POST /account-requests/{request}/withdraw", who: administers, show: h.withdrawRequest},

		{pattern: "GET /audit", who: audits, show: h.showAudit},
		{pattern: "GET /audit/export", who: audits, show: h.exportAudit},
	}
}

// personAddress is where an account's page is.
func personAddress(id string) string { return "/accounts/" + url.PathEscape(id) }
