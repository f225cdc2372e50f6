package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// provePage asks for the password again before a sensitive act. It carries the form that was sent, so that nothing has
// to be entered twice.
type provePage struct {
	basePage
	Form    form
	Address string // of the act
	Sent    []sentValue
	SignOn  string // address of the unified sign-on, for a session that was begun by it; "" for none
}

// sentValue is one value of the form that waits for the password.
type sentValue struct{ Name, Value string }

// proofField is the field with the password beside the fields of the act.
const proofField = "proof"

// prove reports whether a sensitive act may go on: the form carries the person's password. Otherwise it answers with
// the page that asks for it.
func (h *handlers) prove(w http.ResponseWriter, r *http.Request, v *visit) (bool, error) {
	f, err := sentForm(r)
	if err != nil {
		return false, err
	}
	if password := f.Value(proofField); password != "" {
		var secret string
		if secret, err = h.t.Prove(r.Context(), v.actor, v.secret, password, h.addressOf(r)); err == nil {
			h.setSessionCookie(w, r, secret)
			v.secret = secret
			v.actor, v.session, err = h.t.SessionActor(tracking.FromAddress(r.Context(), h.addressOf(r)), secret, true)
			if err != nil {
				return false, err
			}
			r.Form.Del(proofField)
			r.PostForm.Del(proofField)
			return true, nil
		}
		if !f.wrong(err, map[string]string{"wrong_password": proofField}) {
			return false, err
		}
	}
	p := provePage{basePage: h.base(w, r), Form: f, Address: r.URL.RequestURI()}
	for name, values := range r.PostForm {
		for _, value := range values {
			if name != proofField {
				p.Sent = append(p.Sent, sentValue{name, value})
			}
		}
	}
	slices.SortStableFunc(p.Sent, func(a, b sentValue) int { return strings.Compare(a.Name, b.Name) })
	if v.session.Way == models.BySignOn && h.o.SignOn != nil {
		next := ""
		if from, err := url.Parse(r.Referer()); err == nil {
			next = localPath(from.RequestURI())
		}
		p.SignOn = with(&url.URL{Path: "/signon"}, "next", next)
	}
	h.write(w, r, http.StatusForbidden, "prove", "page", p)
	return false, nil
}
