package web

import (
	"net/http"
	"slices"
	"time"

	"duban/models"
	"duban/tracking"
)

// accountPage is a person's own account: roles, open sessions and tokens.
type accountPage struct {
	basePage
	Form           form
	Actor          models.Actor
	Login          string
	Roles          []tracking.RoleGrant
	Sessions       []tracking.SessionView // open ones
	CurrentSession string                 // ID of the session of this request
	Tokens         []tokenLine
	Scopes         []scopeChoice
	NewFeed        string // address of the calendar link just made; shown only on this page
	NewToken       string // token just issued; shown only on this page
	Policy         models.AccountPolicy
	GivenAt        models.Instant // when another person last set the password, and who
	GivenBy        string
}

// tokenLine is a token; Live reports that it is not revoked.
type tokenLine struct {
	tracking.TokenView
	Live bool
}

// scopeChoice is a scope to tick when a token is issued.
type scopeChoice struct {
	Value   models.Scope
	Label   string
	Checked bool
}

var scopePhrases = map[models.Scope]phrase{
	models.ScopeRead: "查看", models.ScopeSubmit: "填报", models.ScopeReview: "审核", models.ScopePlan: "计划与导入",
	models.ScopeAdmin: "账号管理", models.ScopeCalendar: "日历订阅",
}

// ScopeWord returns the name of a scope in the page's language.
func (b basePage) ScopeWord(s models.Scope) string { return scopePhrases[s].in(b.Lang) }

// LastDay returns the last day before a moment at which something expires.
func (b basePage) LastDay(end models.Instant) models.Date {
	return end.Add(-time.Millisecond).Date()
}

func (h *handlers) accountPage(w http.ResponseWriter, r *http.Request, f form) (accountPage, error) {
	v := visitOf(r)
	p := accountPage{basePage: h.base(w, r), Form: f, Actor: v.actor, Login: v.session.Login, CurrentSession: v.session.ID,
		Policy: v.session.Policy, GivenAt: v.session.GivenAt, GivenBy: v.session.GivenBy}
	p.add([]string{"accounts.css"}, nil)
	var err error
	if p.Roles, err = h.t.RolesOf(r.Context(), v.actor); err != nil {
		return p, err
	}
	if p.Sessions, err = h.t.Sessions(r.Context(), v.actor, ""); err != nil {
		return p, err
	}
	p.Sessions = slices.DeleteFunc(p.Sessions, func(s tracking.SessionView) bool { return !s.Live })
	tokens, err := h.t.Tokens(r.Context(), v.actor, "")
	for _, t := range slices.Backward(tokens) {
		p.Tokens = append(p.Tokens, tokenLine{t, t.RevokedAt == 0})
	}
	for _, s := range models.AllScopes {
		p.Scopes = append(p.Scopes, scopeChoice{s, p.ScopeWord(s), slices.Contains(f.values["scope"], string(s))})
	}
	return p, err
}

func (h *handlers) showAccount(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("scope", string(models.ScopeRead))
	p, err := h.accountPage(w, r, f)
	if err != nil {
		return err
	}
	h.write(w, r, http.StatusOK, "account", "page", p)
	return nil
}
