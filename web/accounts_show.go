package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// accountsPage lists the accounts.
type accountsPage struct {
	basePage
	Form      form
	Role      choice
	State     choice
	Rows      []tracking.AccountView
	Total     int
	Counts    accountCounts
	Pager     pager
	MayCreate bool // the viewer may create accounts
	Waiting   int  // account requests
}

// accountCounts counts all accounts by state, whatever the filter.
type accountCounts struct{ Locked, Disabled, Fresh int }

const accountsPerPage = 100

// accountState is a state an account can be in.
type accountState struct {
	key  string
	word phrase
	dot  string // CSS class of its symbol
	is   func(tracking.AccountView) bool
}

// accountStates are checked in order; the first that applies is the account's state.
var accountStates = []accountState{
	{"disabled", "已停用", "no_data", func(a tracking.AccountView) bool { return a.Disabled }},
	{"locked", "已锁定", "red", func(a tracking.AccountView) bool { return a.Locked }},
	{"fresh", "待更改一次性密码", "yellow", func(a tracking.AccountView) bool { return a.MustChange }},
	{"roleless", "没有角色", "yellow", func(a tracking.AccountView) bool { return len(a.Roles) == 0 }},
	{"good", "正常", "green", func(tracking.AccountView) bool { return true }},
}

// shownState is an account's state as a template shows it.
type shownState struct{ Word, Dot string }

func stateOf(l lang, a tracking.AccountView) shownState {
	for _, s := range accountStates {
		if s.is(a) {
			return shownState{s.word.in(l), s.dot}
		}
	}
	return shownState{}
}

// StateOf returns an account's state.
func (p accountsPage) StateOf(a tracking.AccountView) shownState { return stateOf(p.Lang, a) }

func (h *handlers) showAccounts(w http.ResponseWriter, r *http.Request) error {
	all, err := h.t.Accounts(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := accountsPage{basePage: h.base(w, r), Form: askedForm(r), Total: len(all),
		MayCreate: models.CanAdminister(actorOf(r)) == nil}
	p.add([]string{"accounts.css"}, nil)
	states := []option{{"", p.Lang.text("全部状态")}}
	for _, s := range accountStates {
		states = append(states, option{s.key, s.word.in(p.Lang)})
	}
	p.State = choiceOf(p.Form, "state", p.Lang.text("状态"), states)
	p.Role = choiceOf(p.Form, "role", p.Lang.text("角色"), append([]option{{"", p.Lang.text("全部角色")}}, rolesFor(p.Lang)...))
	for _, a := range all {
		switch {
		case a.Disabled:
			p.Counts.Disabled++
		case a.Locked:
			p.Counts.Locked++
		case a.MustChange:
			p.Counts.Fresh++
		}
	}
	all = filterAccounts(all, p.Form)
	if takes(r) {
		return h.sendList(w, r, p.taken(all))
	}
	var from, to int
	from, to, p.Pager = paged(r, len(all), accountsPerPage)
	p.Rows = all[from:to]
	waiting, err := h.t.AccountRequests(r.Context(), actorOf(r), false)
	if err != nil {
		return err
	}
	p.Waiting = len(waiting)
	h.write(w, r, http.StatusOK, "accounts", "page", p)
	return nil
}

// filterAccounts keeps the accounts that match the form: part of a name or organisation, role, state.
func filterAccounts(all []tracking.AccountView, f form) []tracking.AccountView {
	text := strings.ToLower(strings.TrimSpace(f.Value("q")))
	role, state := models.RoleName(f.Value("role")), f.Value("state")
	return slices.DeleteFunc(all, func(a tracking.AccountView) bool {
		words := a.Login + " " + a.Name
		has := role == ""
		for _, g := range a.Roles {
			words += " " + g.Organisation + " " + g.Post
			has = has || g.Role == role
		}
		i := slices.IndexFunc(accountStates, func(s accountState) bool { return s.is(a) })
		return !has || !strings.Contains(strings.ToLower(words), text) || state != "" && accountStates[i].key != state
	})
}

// rolesFor returns all roles as options.
func rolesFor(l lang) (options []option) {
	for _, r := range models.RoleNames {
		options = append(options, option{string(r), l.text(phrase(r.Chinese()))})
	}
	return options
}
