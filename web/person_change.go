package web

import (
	"net/http"

	"duban/tracking"
)

// changePerson runs do on an account and redirects to its page, or shows the page with the form's errors.
func (h *handlers) changePerson(w http.ResponseWriter, r *http.Request, message string, do func(f form) error) error {
	return h.askForPerson(w, r, message, func(f form) (tracking.Settled, error) {
		return tracking.Settled{Done: true}, do(f)
	})
}

// askForPerson is changePerson for a change that may need confirmation; then it redirects to the account requests.
func (h *handlers) askForPerson(w http.ResponseWriter, r *http.Request, message string,
	do func(f form) (tracking.Settled, error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	settled, err := do(f)
	if err == nil && settled.Request != "" {
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, personAddress(r.PathValue("person")), message)
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
