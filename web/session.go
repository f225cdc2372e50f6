package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
)

// visit is who opens a page, in which session.
type visit struct {
	actor   models.Actor
	session tracking.SessionView
	secret  string
}

type visitKey struct{}

// visitOf is who opens a page; nil when nobody is logged in.
func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

// actorOf is who asks; nobody when nobody is logged in.
func actorOf(r *http.Request) models.Actor {
	if v := visitOf(r); v != nil {
		return v.actor
	}
	return models.Actor{}
}

// largestForm is the most bytes a form may have; a route that takes files says its own.
const largestForm = 256 << 10

// uploadTime is how long a form with files may take to come, in all.
const uploadTime = 10 * time.Minute

// protect lets in who may open a route.
func (h *handlers) protect(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := to.body
		if most == 0 {
			most = largestForm
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		if to.body > largestForm {
			httpguard.AllowBody(r.Context(), uploadTime)
		}
		r, err := h.authenticate(r)
		if err == nil || to.who.public { // a page for everybody need not know who it is
			err = h.authorise(w, r, to)
		}
		if err != nil {
			h.showError(w, r, err)
		}
	})
}

// authorise shows a page to who may open it. Who is not logged in is sent to log in and comes back; who was given a
// password by somebody else changes it first.
func (h *handlers) authorise(w http.ResponseWriter, r *http.Request, to route) error {
	v := visitOf(r)
	switch {
	case to.who.public:
		return to.show(w, r)
	case v == nil:
		h.redirectToLogIn(w, r)
		return nil
	case v.session.MustChange && r.URL.Path != "/password":
		h.redirect(w, r, "/password")
		return nil
	case to.who.ask == nil:
		return to.show(w, r)
	}
	err := to.who.ask(v.actor)
	if err != nil && r.URL.Path == "/" { // the overview is not everybody's first page
		h.redirect(w, r, h.landing(r))
		return nil
	}
	if err != nil {
		return err
	}
	return to.show(w, r)
}

// authenticate finds whose session the request belongs to. A page that asks for itself again does not keep a session
// alive.
func (h *handlers) authenticate(r *http.Request) (*http.Request, error) {
	cookie, err := r.Cookie(h.cookieName(r))
	if err != nil || strings.HasPrefix(r.URL.Path, "/static/") {
		return r, nil //nolint:nilerr // no cookie, nobody
	}
	used := !isFragment(r) || !r.URL.Query().Has("seen")
	actor, session, err := h.t.SessionActor(r.Context(), cookie.Value, used)
	switch {
	case err != nil && models.AsError(err).Kind.Ours():
		return r, err
	case err != nil:
		return r, nil //nolint:nilerr // a session that is over is nobody's
	}
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, &visit{actor, session, cookie.Value})), nil
}

// redirectToLogIn leads to the log-in page and from there back to where somebody wanted to go.
func (h *handlers) redirectToLogIn(w http.ResponseWriter, r *http.Request) {
	next := r.URL.RequestURI()
	if from, err := url.Parse(r.Header.Get("HX-Current-URL")); isFragment(r) && err == nil {
		next = from.RequestURI()
	}
	address := "/login"
	if r.Method == http.MethodGet && next != "/" {
		address += "?next=" + url.QueryEscape(next)
	}
	if isFragment(r) {
		w.Header().Set("HX-Redirect", address)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// redirect leads on after a form, with or without a script.
func (h *handlers) redirect(w http.ResponseWriter, r *http.Request, to string) {
	if isFragment(r) {
		w.Header().Set("HX-Redirect", to)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// localPath keeps an address that leads within these pages; anything else is "".
func localPath(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path,
		"//") || strings.ContainsAny(address, "\\\r\n\t") ||
		u.Path == "/login" || u.Path == "/logout" {
		return ""
	}
	return u.RequestURI()
}

// encrypted reports whether the browser speaks https, to us or to the proxy before us.
func (h *handlers) encrypted(r *http.Request) bool { return httpguard.ClientOf(r).Encrypted }

// addressOf is where the browser is.
func (h *handlers) addressOf(r *http.Request) string { return httpguard.ClientOf(r).Address }

// cookieName is that of the session. With https the prefix has the browser refuse one from elsewhere.
func (h *handlers) cookieName(r *http.Request) string {
	if h.encrypted(r) {
		return "__Host-duban"
	}
	return "duban"
}

// setSessionCookie gives the browser its session; "" takes it away.
func (h *handlers) setSessionCookie(w http.ResponseWriter, r *http.Request, secret string) {
	c := http.Cookie{Name: h.cookieName(r), Value: secret, Path: "/", HttpOnly: true, Secure: h.encrypted(r),
		SameSite: http.SameSiteLaxMode}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, &c)
}
