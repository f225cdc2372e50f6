package web

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

// SignOn is a unified sign-on (OpenID Connect) that authenticates people.
type SignOn interface {
	Issuer() string
	// Begin returns the address to send the browser to, and the state the browser keeps in a cookie meanwhile.
	Begin(ctx context.Context) (address, state string, err error)
	// Finish verifies the provider's answer against the state and returns the person's subject and login name.
	Finish(ctx context.Context, state string, answer url.Values) (subject, login string, err error)
	// Leave returns the address to log out of the sign-on itself; "" when it has none.
	Leave() string
}

// signOnCookie holds the state of one sign-on and the address to return to.
const (
	signOnCookie = "signon"
	signOnTime   = 600 // seconds
)

// issuer returns the sign-on's issuer; "" without a sign-on.
func (h *handlers) issuer() string {
	if h.o.SignOn == nil {
		return ""
	}
	return h.o.SignOn.Issuer()
}

// beginSignOn redirects the browser to the sign-on. It is a GET because the content security policy lets forms post
// only to this server.
func (h *handlers) beginSignOn(w http.ResponseWriter, r *http.Request) error {
	if h.o.SignOn == nil {
		return h.showUnknown(w, r)
	}
	address, state, err := h.o.SignOn.Begin(r.Context())
	if err != nil {
		return err
	}
	next := localPath(r.URL.Query().Get("next"))
	h.setSignOnCookie(w, r, base64.RawURLEncoding.EncodeToString([]byte(state))+"."+
		base64.RawURLEncoding.EncodeToString([]byte(next)))
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// finishSignOn starts a session for a person who returns from the sign-on, once and in the browser that began it.
func (h *handlers) finishSignOn(w http.ResponseWriter, r *http.Request) error {
	if h.o.SignOn == nil {
		return h.showUnknown(w, r)
	}
	state, next, ok := h.readSignOnCookie(r)
	h.setSignOnCookie(w, r, "")
	if !ok {
		return models.Errorf(models.KindInvalid, "sign_on_stale", "这次统一认证已过期，或不是从本浏览器发起的，请重新登录")
	}
	subject, login, err := h.o.SignOn.Finish(r.Context(), state, r.URL.Query())
	if models.KindOf(err) == models.KindForbidden { // not believed, too weak or denied
		h.t.NoteSignOnRefused(r.Context(), h.addressOf(r))
	}
	if err != nil {
		return err
	}
	in, err := h.t.SignIn(r.Context(), tracking.Subject{Issuer: h.o.SignOn.Issuer(), Subject: subject, Login: login},
		h.addressOf(r), r.UserAgent())
	if err != nil {
		return err
	}
	if v := visitOf(r); v != nil {
		if err := h.t.LogOut(r.Context(), v.secret); err != nil {
			return err
		}
	}
	h.setSessionCookie(w, r, in.Secret)
	if next == "" {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

func (h *handlers) setSignOnCookie(w http.ResponseWriter, r *http.Request, value string) {
	setCookie(w, r, signOnCookie, value, signOnTime)
}

func (h *handlers) readSignOnCookie(r *http.Request) (state, next string, ok bool) {
	cookie, err := r.Cookie(cookieName(r, signOnCookie))
	if err != nil {
		return "", "", false
	}
	first, second, _ := strings.Cut(cookie.Value, ".")
	decoded, err := base64.RawURLEncoding.DecodeString(first)
	if err != nil || len(decoded) == 0 {
		return "", "", false
	}
	address, err := base64.RawURLEncoding.DecodeString(second)
	return string(decoded), localPath(string(address)), err == nil
}
