package web

import "net/http"

func (h *handlers) revokeOwnToken(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.RevokeToken(r.Context(), actorOf(r), key(r), "", r.PathValue("token")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/account", "令牌已作废")
}

func (h *handlers) endOwnSession(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.EndSession(r.Context(), actorOf(r), key(r), "", r.PathValue("session")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/account", "会话已结束")
}

func (h *handlers) logOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.LogOutEverywhere(r.Context(), actorOf(r), key(r)); err != nil {
		return err
	}
	h.setSessionCookie(w, r, "")
	return h.redirectWithMessage(w, r, "/login", "已在所有设备上退出")
}
