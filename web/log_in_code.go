package web

import "net/http"

// codePage asks for the code of the authenticator app after a right password.
type codePage struct {
	basePage
	Form form
	Next string
}

// pendingCookie holds the secret of a log-in that waits for the code.
const (
	pendingCookie = "code"
	pendingTime   = 300 // seconds
)

func (h *handlers) showCode(w http.ResponseWriter, r *http.Request) error {
	if h.pending(r) == "" {
		h.redirect(w, r, "/login")
		return nil
	}
	p := codePage{h.base(w, r), newForm(r), localPath(r.URL.Query().Get("next"))}
	h.write(w, r, http.StatusOK, "logincode", "page", p)
	return nil
}

// giveCode begins the session when the code is right.
func (h *handlers) giveCode(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	next := localPath(f.Value("next"))
	in, err := h.t.FinishLogIn(r.Context(), h.pending(r), f.Value("code"), h.addressOf(r), r.UserAgent())
	if err != nil {
		if !f.wrong(err, map[string]string{"bad_code": "code"}) {
			return err
		}
		h.write(w, r, statusOf(err), "logincode", "page", codePage{h.base(w, r), f, next})
		return nil
	}
	if v := visitOf(r); v != nil {
		if err := h.t.LogOut(r.Context(), v.secret); err != nil {
			return err
		}
	}
	h.setPendingCookie(w, r, "")
	h.enter(w, r, in, next)
	return nil
}

// pending returns the secret of the log-in that waits in this browser; "" for none.
func (h *handlers) pending(r *http.Request) string {
	c, err := r.Cookie(cookieName(r, pendingCookie))
	if err != nil {
		return ""
	}
	return c.Value
}

func (h *handlers) setPendingCookie(w http.ResponseWriter, r *http.Request, secret string) {
	setCookie(w, r, pendingCookie, secret, pendingTime)
}
