package web

import (
	"encoding/base64"
	"net/http"
)

// flashCookie carries a message over a redirect to the page that shows it.
const (
	flashCookie = "duban-said"
	flashTime   = 60 // seconds
)

// redirectWithMessage redirects after an action; the next page shows the message once.
func (h *handlers) redirectWithMessage(w http.ResponseWriter, r *http.Request, to, message string) error {
	setCookie(w, r, flashCookie, base64.RawURLEncoding.EncodeToString([]byte(languageOf(r).word(message))), flashTime)
	h.redirect(w, r, to)
	return nil
}

// takeMessage returns the message of the request before, and removes it.
func (h *handlers) takeMessage(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(cookieName(r, flashCookie))
	if err != nil || isFragment(r) {
		return ""
	}
	setCookie(w, r, flashCookie, "", 0)
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return ""
	}
	return string(text)
}
