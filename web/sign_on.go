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

// SignOn is a unified sign-on (OpenID Connect) that says who somebody is.
type SignOn interface {
	Issuer() string
	// Begin gives the address to send a browser to, and what the browser keeps until it comes back.
	Begin(ctx context.Context) (address, kept string, err error)
	// Finish says who came back with an answer: their subject, and the login name they are to have here, if it is to be
	// believed.
	Finish(ctx context.Context, kept string, answer url.Values) (subject, login string, err error)
	// Leave is where somebody logs out of the sign-on itself; "" when it has no such page.
	Leave() string
}

// signOnCookie keeps what belongs to one attempt to come in, and where it is to lead.
const (
	signOnCookie = "signon"
	signOnTime   = 600 // seconds
)

// issuer is that of the sign-on; "" when there is none.
func (h *handlers) issuer() string {
	if h.o.SignOn == nil {
		return ""
	}
	return h.o.SignOn.Issuer()
}

// beginSignOn sends the browser to the sign-on. It is a link, not a form: a page's forms may only be sent here.
func (h *handlers) beginSignOn(w http.ResponseWriter, r *http.Request) error {
	if h.o.SignOn == nil {
		return h.showUnknown(w, r)
	}
	address, kept, err := h.o.SignOn.Begin(r.Context())
	if err != nil {
		return err
	}
	next := localPath(r.URL.Query().Get("next"))
	h.setSignOnCookie(w, r, base64.RawURLEncoding.EncodeToString([]byte(kept))+"."+
		base64.RawURLEncoding.EncodeToString([]byte(next)))
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// finishSignOn begins a session for who comes back from the sign-on: in the browser that went there, once.
func (h *handlers) finishSignOn(w http.ResponseWriter, r *http.Request) error {
	if h.o.SignOn == nil {
		return h.showUnknown(w, r)
	}
	kept, next, ok := h.readSignOnCookie(r)
	h.setSignOnCookie(w, r, "")
	if !ok {
		return models.Errorf(models.KindInvalid, "sign_on_stale", "这次统一认证已过期，或不是从本浏览器发起的，请重新登录")
	}
	subject, login, err := h.o.SignOn.Finish(r.Context(), kept, r.URL.Query())
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

func (h *handlers) signOnCookieName(r *http.Request) string {
	if h.encrypted(r) {
		return "__Host-" + signOnCookie
	}
	return signOnCookie
}

func (h *handlers) setSignOnCookie(w http.ResponseWriter, r *http.Request, value string) {
	c := http.Cookie{Name: h.signOnCookieName(r), Value: value, Path: "/", MaxAge: signOnTime, HttpOnly: true,
		Secure: h.encrypted(r), SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, &c)
}

func (h *handlers) readSignOnCookie(r *http.Request) (kept, next string, ok bool) {
	cookie, err := r.Cookie(h.signOnCookieName(r))
	if err != nil {
		return "", "", false
	}
	first, second, _ := strings.Cut(cookie.Value, ".")
	state, err := base64.RawURLEncoding.DecodeString(first)
	if err != nil || len(state) == 0 {
		return "", "", false
	}
	address, err := base64.RawURLEncoding.DecodeString(second)
	return string(state), localPath(string(address)), err == nil
}
