package web

import (
	"net/http"

	"duban/tracking"
)

// disable returns the handler that disables or enables an account.
func (h *handlers) disable(disabled bool) func(http.ResponseWriter, *http.Request) error {
	message := map[bool]phrase{true: "账号已停用，其登录和令牌随即失效", false: "账号已恢复"}[disabled]
	return func(w http.ResponseWriter, r *http.Request) error {
		return h.askForPerson(w, r, string(message), func(f form) (tracking.Settled, error) {
			return h.t.SetAccountDisabled(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"), disabled)
		})
	}
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
