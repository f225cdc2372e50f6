package web

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
)

// visit is the logged-in person of a request, with their session.
type visit struct {
	actor   models.Actor
	session tracking.SessionView
	secret  string
}

type visitKey struct{}

// visitOf returns the request's visit; nil without a login.
func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

// actorOf returns the actor of a request; the zero actor without a login.
func actorOf(r *http.Request) models.Actor {
	if v := visitOf(r); v != nil {
		return v.actor
	}
	return models.Actor{}
}

// largestForm is the largest request body in bytes. Routes that take files have their own limit.
const largestForm = 256 << 10

// uploadTime is how long an upload may take in total.
const uploadTime = 10 * time.Minute

// protect runs a route's handler for people who may open it, and shows its error.
func (h *handlers) protect(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := to.body
		if most == 0 {
			most = largestForm
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		r, err := h.authenticate(r)
		if v := visitOf(r); v != nil && v.session.Renewed != "" {
			h.setSessionCookie(w, r, v.session.Renewed)
		}
		if to.body > largestForm && visitOf(r) != nil { // only people who are logged in send for long
			httpguard.AllowBody(r.Context(), uploadTime)
		}
		if err == nil {
			err = h.paced(w, r, to)
		} else if to.who.public { // a public page works without a session
			err = nil
		}
		if err == nil {
			err = h.authorise(w, r, to)
		}
		if err != nil {
			h.showError(w, r, err)
		}
	})
}

// authorise runs the handler if the person may open the route. Without a login it redirects to the log-in page and
// back; a person with a one-time password must change it first.
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
	case v.session.Enrol == models.EnrolFirst && r.URL.Path != "/password" && !isFactorPath(r.URL.Path):
		h.redirect(w, r, "/second-factor")
		return nil
	}
	var err error
	if to.who.ask != nil {
		err = to.who.ask(v.actor)
	}
	if err != nil && r.URL.Path == "/" { // the overview is not every role's first page
		h.redirect(w, r, h.landing(r))
		return nil
	}
	if err == nil && to.fresh && v.session.Stale {
		var proved bool
		if proved, err = h.prove(w, r, v); err == nil && !proved {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return to.show(w, r)
}

// isFactorPath reports whether a path is of setting up a second factor.
func isFactorPath(path string) bool {
	return path == "/second-factor" || strings.HasPrefix(path, "/second-factor/")
}

// authenticate adds the visit of the session cookie to the request. Polling by an open page does not extend a session.
func (h *handlers) authenticate(r *http.Request) (*http.Request, error) {
	cookie, err := r.Cookie(cookieName(r, sessionCookie))
	if err != nil || strings.HasPrefix(r.URL.Path, "/static/") {
		return r, nil //nolint:nilerr // no cookie: not logged in
	}
	used := !isFragment(r) || !r.URL.Query().Has("seen")
	actor, session, err := h.t.SessionActor(tracking.FromAddress(r.Context(), h.addressOf(r)), cookie.Value, used)
	switch {
	case err != nil && models.AsError(err).Kind.Ours():
		return r, err
	case err != nil:
		return r, nil //nolint:nilerr // an ended session: not logged in
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.acted.Store(actor.ID, true)
	}
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, &visit{actor, session,
		cmp.Or(session.Renewed, cookie.Value)})), nil
}

// mostDrained is how much of a form is read, in bytes, when the person is not logged in: a browser that is still
// sending does not see the answer.
const mostDrained = 8 << 20

// redirectToLogIn redirects to the log-in page, which returns to the requested address.
func (h *handlers) redirectToLogIn(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, mostDrained)) // the browser has gone: it needs no answer
	}
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

// redirect redirects after a form, for browsers and for htmx.
func (h *handlers) redirect(w http.ResponseWriter, r *http.Request, to string) {
	if isFragment(r) {
		w.Header().Set("HX-Redirect", to)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// localPath returns the address if it is a page of this server, else "".
func localPath(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" ||
		!strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") ||
		strings.ContainsAny(address, "\\\r\n\t") ||
		u.Path == "/login" || u.Path == "/logout" {
		return ""
	}
	return u.RequestURI()
}

// encrypted reports whether the browser uses https, to this server or to the proxy in front of it.
func (h *handlers) encrypted(r *http.Request) bool { return httpguard.ClientOf(r).Encrypted }

// addressOf returns the browser's IP address.
func (h *handlers) addressOf(r *http.Request) string { return httpguard.ClientOf(r).Address }

// sessionCookie holds the secret of the session.
const sessionCookie = "duban"

// cookieName returns the name of a cookie for a request. With https its prefix makes browsers refuse one that is not
// Secure or was set by another host.
func cookieName(r *http.Request, name string) string {
	if httpguard.ClientOf(r).Encrypted {
		return "__Host-" + name
	}
	return name
}

// setCookie sets a cookie of this program for some seconds, 0 as long as the browser is open; an empty value removes
// it.
func setCookie(w http.ResponseWriter, r *http.Request, name, value string, seconds int) {
	if value == "" {
		seconds = -1
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName(r, name), Value: value, Path: "/", MaxAge: seconds, HttpOnly: true,
		Secure: httpguard.ClientOf(r).Encrypted, SameSite: http.SameSiteLaxMode})
}

// setSessionCookie sets the session cookie; an empty secret removes it.
func (h *handlers) setSessionCookie(w http.ResponseWriter, r *http.Request, secret string) {
	setCookie(w, r, sessionCookie, secret, 0)
}
