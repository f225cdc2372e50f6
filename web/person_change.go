package web

import (
	"net/http"

	"duban/tracking"
)

// changePerson does one thing to an account and goes back to its page, or shows the page again with what is wrong.
func (h *handlers) changePerson(w http.ResponseWriter, r *http.Request, said string, do func(f form) error) error {
	return h.askForPerson(w, r, said, func(f form) (tracking.Settled, error) {
		return tracking.Settled{Done: true},
			do(f)
	})
}

// askForPerson does one thing to an account, or asks for it: then it leads to what waits to be confirmed.
func (h *handlers) askForPerson(w http.ResponseWriter, r *http.Request, said string, do func(f form) (tracking.Settled,
	error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	settled, err := do(f)
	if err == nil && settled.Request != "" {
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, personAddress(r.PathValue("person")), said)
	}
	if !f.wrong(err, fieldOfAccountCode) {
		return err
	}
	p, failed := h.personPage(w, r, f)
	if failed != nil {
		return failed
	}
	h.write(w, r, statusOf(err), "person", "page", p)
	return nil
}
