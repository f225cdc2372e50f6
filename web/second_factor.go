package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// factorPage is a person's own second factor, and the steps of setting one up.
type factorPage struct {
	basePage
	tracking.FactorPage
	Form  form
	Next  string
	Until models.Instant      // until when it may be put off; 0: it may not
	First bool                // it has to be set up before anything else
	New   *tracking.NewFactor // waits for its first code
	Codes []string            // new recovery codes, shown once
	Left  int                 // recovery codes that are left
}

// factorCodes are the fields of the errors of a second factor.
var factorCodes = map[string]string{"bad_code": "code"}

func (h *handlers) factorPage(w http.ResponseWriter, r *http.Request, f form, next string) (factorPage, error) {
	v := visitOf(r)
	own, err := h.t.SecondFactor(r.Context(), v.actor)
	p := factorPage{basePage: h.base(w, r), FactorPage: own, Form: f, Next: localPath(next),
		Until: v.session.EnrolUntil, First: v.session.Enrol == models.EnrolFirst, Left: own.Codes}
	p.add([]string{"accounts.css"}, nil)
	return p, err
}

func (h *handlers) writeFactor(w http.ResponseWriter, r *http.Request, status int, f form,
	fill func(*factorPage)) error {
	p, err := h.factorPage(w, r, f, f.Value("next"))
	if err != nil {
		return err
	}
	fill(&p)
	h.write(w, r, status, "secondfactor", "page", p)
	return nil
}

func (h *handlers) showFactor(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("next", r.URL.Query().Get("next"))
	return h.writeFactor(w, r, http.StatusOK, f, func(*factorPage) {})
}

// startFactor shows a new secret, once, with the field for its first code.
func (h *handlers) startFactor(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	made, err := h.t.StartSecondFactor(r.Context(), actorOf(r), f.Key, f.Value("code"), h.addressOf(r))
	if err != nil {
		return h.wrongFactor(w, r, f, err, nil)
	}
	fresh := newForm(r)
	fresh.Set("next", f.Value("next"))
	return h.writeFactor(w, r, http.StatusOK, fresh, func(p *factorPage) { p.New = &made })
}

// confirmFactor takes the first code, and shows the recovery codes, once.
func (h *handlers) confirmFactor(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	codes, err := h.t.ConfirmSecondFactor(r.Context(), actorOf(r), f.Key, visitOf(r).secret, f.Value("code"))
	if err != nil {
		if models.AsError(err).Code != "bad_code" {
			return h.wrongFactor(w, r, f, err, nil)
		}
		made, failed := h.t.NextFactor(r.Context(), actorOf(r))
		if failed != nil {
			return failed
		}
		return h.wrongFactor(w, r, f, err, &made)
	}
	return h.writeFactor(w, r, http.StatusOK, f, func(p *factorPage) { p.Codes, p.First, p.Until = codes, false, 0 })
}

// renewCodes replaces the recovery codes.
func (h *handlers) renewCodes(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	codes, err := h.t.NewRecoveryCodes(r.Context(), actorOf(r), f.Key, f.Value("code"), h.addressOf(r))
	if err != nil {
		return h.wrongFactor(w, r, f, err, nil)
	}
	return h.writeFactor(w, r, http.StatusOK, f, func(p *factorPage) { p.Codes = codes })
}

func (h *handlers) wrongFactor(w http.ResponseWriter, r *http.Request, f form, err error,
	made *tracking.NewFactor) error {
	if !f.wrong(err, factorCodes) {
		return err
	}
	return h.writeFactor(w, r, statusOf(err), f, func(p *factorPage) { p.New = made })
}

// resetFactor requests that a person's second factor is removed.
func (h *handlers) resetFactor(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "动态口令已重置", func(f form) (tracking.Settled, error) {
		return h.t.ResetSecondFactor(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"))
	})
}
