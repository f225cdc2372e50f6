package web

import (
	"encoding/base64"
	"net/http"
)

// flashCookie carries what was just done over the redirect to the page that says so.
const flashCookie = "duban-said"

// redirectWithMessage leads on after something was done; the next page says what.
func (h *handlers) redirectWithMessage(w http.ResponseWriter, r *http.Request, to, message string) error {
	http.SetCookie(w, &http.Cookie{
		Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(message)), Path: "/", MaxAge: 60,
		HttpOnly: true, Secure: h.encrypted(r), SameSite: http.SameSiteLaxMode,
	})
	h.redirect(w, r, to)
	return nil
}

// takeMessage takes what the page before did, once.
func (h *handlers) takeMessage(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(flashCookie)
	if err != nil || isFragment(r) {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: h.encrypted(r),
		SameSite: http.SameSiteLaxMode})
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return ""
	}
	return string(text)
}
