package web

import "net/http"

// logOut ends the session. It asks nobody to be logged in: two windows may both be left.
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
