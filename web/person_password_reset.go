package web

import "net/http"

// resetPassword requests a new one-time password. It is shown to the person who confirms the request, or here when no
// confirmation is needed.
func (h *handlers) resetPassword(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	account, err := h.t.Account(r.Context(), actorOf(r), r.PathValue("person"))
	if err != nil {
		return err
	}
	reset, err := h.t.ResetPassword(withReason(r, f), actorOf(r), f.Key, account.Login)
	if err != nil {
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
	if reset.Request != "" {
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	}
	h.showCredential(w, r, credentialPage{GivenPassword: reset, Reset: true})
	return nil
}
