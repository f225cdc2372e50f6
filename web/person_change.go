package web

import (
	"net/http"

	"duban/tracking"
)

// changePerson does one thing to an account and goes back to its page, or shows the page again with what is wrong.
func (h *handlers) changePerson(w http.ResponseWriter, r *http.Request, said string, do func(f form) error) error {
	return h.askForPerson(w, r, said, func(f form) (tracking.Settled, error) {
		return tracking.Settled{Done: true},
			do(f)
	})
}

// askForPerson does one thing to an account, or asks for it: then it leads to what waits to be confirmed.
func (h *handlers) askForPerson(w http.ResponseWriter, r *http.Request, said string, do func(f form) (tracking.Settled,
	error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	settled, err := do(f)
	if err == nil && settled.Request != "" {
		return h.done(w, r, requestsAddress, saidAsked)
	}
	if err == nil {
		return h.done(w, r, personAddress(r.PathValue("person")), said)
	}
	if !f.wrong(err, fieldOfAccountCode) {
		return err
	}
	p, failed := h.personPage(w, r, f)
	if failed != nil {
		return failed
	}
	h.write(w, r, statusOf(err), "person", "page", p)
	return nil
}

// resetPassword asks for a new one-time password; it is shown to whoever confirms.
func (h *handlers) resetPassword(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	account, err := h.t.Account(r.Context(), actorOf(r), r.PathValue("person"))
	if err != nil {
		return err
	}
	given, err := h.t.ResetPassword(because(r, f), actorOf(r), f.Key, account.Login)
	if err != nil {
		if !f.wrong(err, fieldOfAccountCode) {
			return err
		}
		p, failed := h.personPage(w, r, f)
		if failed != nil {
			return failed
		}
		h.write(w, r, statusOf(err), "person", "page", p)
		return nil
	}
	if given.Request != "" {
		return h.done(w, r, requestsAddress, saidAsked)
	}
	h.showGiven(w, r, givenPage{GivenPassword: given, Reset: true})
	return nil
}

func (h *handlers) disable(disabled bool) func(http.ResponseWriter, *http.Request) error {
	said := map[bool]phrase{true: "账号已停用，其登录和令牌随即失效", false: "账号已恢复"}[disabled]
	return func(w http.ResponseWriter, r *http.Request) error {
		return h.askForPerson(w, r, string(said), func(f form) (tracking.Settled, error) {
			return h.t.SetAccountDisabled(because(r, f), actorOf(r), f.Key, r.PathValue("person"), disabled)
		})
	}
}

func (h *handlers) grantRole(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "角色已授予", func(f form) (tracking.Settled, error) {
		g, err := grantOf(f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return h.t.GrantRole(because(r, f), actorOf(r), f.Key, r.PathValue("person"), g)
	})
}

func (h *handlers) revokeRole(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "角色已收回", func(f form) (tracking.Settled, error) {
		g, err := grantOf(f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return h.t.RevokeRole(because(r, f), actorOf(r), f.Key, r.PathValue("person"), g)
	})
}

func (h *handlers) endSession(w http.ResponseWriter, r *http.Request) error {
	return h.changePerson(w, r, "会话已结束", func(f form) error {
		account, err := h.t.Account(r.Context(), actorOf(r), r.PathValue("person"))
		if err != nil {
			return err
		}
		return h.t.EndSession(r.Context(), actorOf(r), f.Key, account.Login, r.PathValue("session"))
	})
}

func (h *handlers) revokeToken(w http.ResponseWriter, r *http.Request) error {
	return h.changePerson(w, r, "令牌已作废", func(f form) error {
		return h.t.RevokeToken(r.Context(), actorOf(r), f.Key, r.PathValue("person"), r.PathValue("token"))
	})
}

func (h *handlers) linkSubject(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "已关联统一认证", func(f form) (tracking.Settled, error) {
		return h.t.LinkSubject(because(r, f), actorOf(r), f.Key, r.PathValue("person"), h.issuer(), f.Value("subject"))
	})
}

func (h *handlers) unlinkSubject(w http.ResponseWriter, r *http.Request) error {
	return h.changePerson(w, r, "已取消统一认证关联", func(f form) error {
		return h.t.UnlinkSubject(r.Context(), actorOf(r), f.Key, r.PathValue("person"), f.Value("issuer"), f.Value("subject"))
	})
}
