package web

import "net/url"

func (h *handlers) accountRoutes() []route {
	return []route{
		{pattern: "GET /account", who: signedIn, show: h.showAccount},
		{pattern: "POST /account/logout-everywhere", who: signedIn, show: h.logOutEverywhere, fresh: true},
		{pattern: "POST /account/sessions/{session}/end", who: signedIn, show: h.endOwnSession, fresh: true},
		{pattern: "POST /account/tokens", who: signedIn, show: h.issueToken, fresh: true},
		{pattern: "POST /account/tokens/{token}/revoke", who: signedIn, show: h.revokeOwnToken},

		{pattern: "GET /accounts", who: seesPeople, show: h.showAccounts},
		{pattern: "GET /accounts/new", who: administers, show: h.showNewAccount},
		{pattern: "POST /accounts/new", who: administers, show: h.createAccount, fresh: true},
		{pattern: "GET /accounts/{person}", who: seesPeople, show: h.showPerson},
		{pattern: "POST /accounts/{person}/password", who: administers, show: h.resetPassword, fresh: true},
		{pattern: "POST /accounts/{person}/disable", who: seesPeople, show: h.disable(true), fresh: true},
		{pattern: "POST /accounts/{person}/enable", who: administers, show: h.disable(false), fresh: true},
		{pattern: "POST /accounts/{person}/roles", who: administers, show: h.grantRole, fresh: true},
		{pattern: "POST /accounts/{person}/roles/revoke", who: administers, show: h.revokeRole, fresh: true},
		{pattern: "POST /accounts/{person}/sessions/{session}/end", who: seesPeople, show: h.endSession},
		{pattern: "POST /accounts/{person}/tokens/{token}/revoke", who: seesPeople, show: h.revokeToken},
		{pattern: "POST /accounts/{person}/subjects", who: administers, show: h.linkSubject, fresh: true},
		{pattern: "POST /accounts/{person}/subjects/unlink", who: administers, show: h.unlinkSubject, fresh: true},

		{pattern: "POST /accounts/{person}/expiry", who: administers, show: h.setExpiry, fresh: true},
		{pattern: "POST /accounts/{person}/second-factor", who: administers, show: h.resetFactor, fresh: true},
		{pattern: "GET /login/code", who: public, show: h.showCode},
		{pattern: "POST /login/code", who: public, show: h.giveCode},
		{pattern: "GET /second-factor", who: signedIn, show: h.showFactor},
		{pattern: "POST /second-factor/start", who: signedIn, show: h.startFactor, fresh: true},
		{pattern: "POST /second-factor/confirm", who: signedIn, show: h.confirmFactor},
		{pattern: "POST /second-factor/codes", who: signedIn, show: h.renewCodes},
		{pattern: "GET /account-policy", who: seesPolicy, show: h.showAccountPolicy},
		{pattern: "POST /account-policy", who: setsPolicy, show: h.setAccountPolicy, fresh: true},

		{pattern: "GET /account-requests", who: seesPeople, show: h.showRequests},
		{pattern: "POST /account-requests/{request}/confirm", who: decides, show: h.confirmRequest, fresh: true},
		{pattern: "POST /account-requests/{request}/refuse", who: decides, show: h.refuseRequest},
		{pattern: "POST /account-requests/{request}/withdraw", who: administers, show: h.withdrawRequest},

		{pattern: "GET /audit", who: audits, show: h.showAudit},
		{pattern: "GET /audit/export", who: audits, show: h.exportAudit},
	}
}

// personAddress returns the address of an account's page.
func personAddress(id string) string { return "/accounts/" + url.PathEscape(id) }
