package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// logInPage is the log-in form.
type logInPage struct {
	basePage
	Form   form
	Next   string
	SignOn string // address of the unified sign-on; "" for none
	Leave  string // log-out address of the sign-on, after a log-out here
}

func (h *handlers) logInPage(w http.ResponseWriter, r *http.Request, f form, next string) logInPage {
	p := logInPage{basePage: h.base(w, r), Form: f, Next: next}
	if h.o.SignOn == nil {
		return p
	}
	p.SignOn = with(&url.URL{Path: "/signon"}, "next", next)
	if r.URL.Query().Has("out") {
		p.Leave = h.o.SignOn.Leave()
	}
	return p
}

func (h *handlers) showLogIn(w http.ResponseWriter, r *http.Request) error {
	next := localPath(r.URL.Query().Get("next"))
	if visitOf(r) != nil {
		h.redirect(w, r, h.afterLogIn(r, next))
		return nil
	}
	h.write(w, r, http.StatusOK, "login", "page", h.logInPage(w, r, newForm(r), next))
	return nil
}

// afterLogIn returns where to go after a log-in: next, else the first page.
func (h *handlers) afterLogIn(r *http.Request, next string) string {
	if next != "" {
		return next
	}
	return h.landing(r)
}

// logIn starts a session with a new secret and ends the one the browser had before.
func (h *handlers) logIn(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	next := localPath(f.Value("next"))
	in, err := h.t.LogIn(r.Context(), f.Value("login"), f.Value("password"), h.addressOf(r), r.UserAgent())
	if err != nil {
		if !f.wrong(err, nil) {
			return err
		}
		h.write(w, r, statusOf(err), "login", "page", h.logInPage(w, r, f, next))
		return nil
	}
	if v := visitOf(r); v != nil {
		if err := h.t.LogOut(r.Context(), v.secret); err != nil {
			return err
		}
	}
	if in.NeedsCode {
		h.setPendingCookie(w, r, in.Secret)
		h.redirect(w, r, withNext("/login/code", next))
		return nil
	}
	h.enter(w, r, in, next)
	return nil
}

// enter gives the browser its session and goes on: to what has to be done first, to next, or to the first page.
func (h *handlers) enter(w http.ResponseWriter, r *http.Request, in tracking.LoggedIn, next string) {
	h.setSessionCookie(w, r, in.Secret)
	to := next
	switch {
	case in.MustChange:
		to = withNext("/password", next)
	case in.Enrol == models.EnrolFirst || in.Enrol == models.EnrolSoon:
		to = withNext("/second-factor", next)
	case to == "" && models.CanSeeLeaderPage(in.Actor) == nil:
		to = "/leader"
	case to == "":
		to = "/" // redirects to the first page of the role
	}
	h.redirect(w, r, to)
}

// withNext adds where to go afterwards to an address.
func withNext(address, next string) string {
	if next == "" {
		return address
	}
	return address + "?next=" + url.QueryEscape(next)
}
