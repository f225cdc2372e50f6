package web

import (
	"encoding/base64"
	"net/http"
)

// flashCookie carries a message over a redirect to the page that shows it.
const flashCookie = "duban-said"

// redirectWithMessage redirects after an action; the next page shows the message once.
func (h *handlers) redirectWithMessage(w http.ResponseWriter, r *http.Request, to, message string) error {
	http.SetCookie(w, &http.Cookie{
		Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(languageOf(r).word(message))), Path: "/",
		MaxAge:   60,
		HttpOnly: true, Secure: h.encrypted(r), SameSite: http.SameSiteLaxMode,
	})
	h.redirect(w, r, to)
	return nil
}

// takeMessage returns the message of the request before, and removes it.
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
