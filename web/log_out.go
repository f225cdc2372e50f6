package web

import "net/http"

// logOut ends the session. It also answers when there is none: a person may log out in two windows.
func (h *handlers) logOut(w http.ResponseWriter, r *http.Request) error {
	if v := visitOf(r); v != nil {
		if err := h.t.LogOut(r.Context(), v.secret); err != nil {
			return err
		}
	}
	h.setSessionCookie(w, r, "")
	to := "/login"
	if h.o.SignOn != nil {
		to += "?out=1"
	}
	h.redirect(w, r, to)
	return nil
}
