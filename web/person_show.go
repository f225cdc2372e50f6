package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// personPage is an account as administrators see it.
type personPage struct {
	basePage
	tracking.AccountPage
	Form    form // shared by all forms of the page: one is sent at a time
	Roles   choice
	Handed  *choice // which role is handed to another person; nil: none can be
	Choices tracking.AccountChoices
	// names that are known and not proposed, because there are many
	Unlisted int
	State    shownState
	Address  string
	Mine     bool   // it is the viewer's own account
	May      bool   // the viewer may change roles and passwords
	Issuer   string // of the unified sign-on; "" for none
	Live     []tracking.SessionView
	Past     []tracking.SessionView
}

// pastSessions is how many ended sessions are shown.
const pastSessions = 10

func (h *handlers) personPage(w http.ResponseWriter, r *http.Request, f form) (personPage, error) {
	actor := actorOf(r)
	account, err := h.t.Account(r.Context(), actor, r.PathValue("person"))
	if err != nil {
		return personPage{}, err
	}
	p := personPage{
		basePage: h.base(w, r), AccountPage: account, Form: f, Address: personAddress(account.ID),
		Mine: account.ID == actor.ID,
		May:  models.CanAdminister(actor) == nil, Issuer: h.issuer(),
	}
	p.add([]string{"accounts.css"}, nil)
	p.State = stateOf(p.Lang, account.AccountView)
	p.Roles = choiceOf(f, "role", p.Lang.text("角色"), rolesFor(p.Lang))
	p.Handed = handedOf(p.Lang, f, account.AccountView)
	for _, s := range account.Sessions {
		if s.Live {
			p.Live = append(p.Live, s)
		} else if len(p.Past) < pastSessions {
			p.Past = append(p.Past, s)
		}
	}
	if p.May {
		p.Choices, p.Unlisted, err = h.accountChoices(r)
	}
	return p, err
}

// Ended returns how a session ended.
func (p personPage) Ended(s tracking.SessionView) string {
	words := map[string]phrase{
		"log_out": "已退出", "password": "密码更改后退出", "disabled": "账号停用", "security": "由管理员或本人结束",
		"elsewhere": "在所有设备上退出", "limit": "已超出同时登录数",
		"address": "网络地址变化后退出",
	}
	if word, ok := words[s.EndReason]; ok {
		return word.in(p.Lang)
	}
	return p.Lang.text("已过期")
}

func (h *handlers) showPerson(w http.ResponseWriter, r *http.Request) error {
	p, err := h.personPage(w, r, newForm(r))
	if err != nil {
		return err
	}
	h.write(w, r, http.StatusOK, "person", "page", p)
	return nil
}
