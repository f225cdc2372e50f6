package web

import (
	"context"
	"net/http"

	"duban/models"
	"duban/tracking"
)

// withReason returns the request's context with the reason given in a form.
func withReason(r *http.Request, f form) context.Context {
	return tracking.Because(r.Context(), tracking.Why{Reason: f.Value("reason")})
}

// decideRequest runs do on an account request and redirects to the list with a message, or shows the list with the
// form's errors. do returns shown when it has written the response.
func (h *handlers) decideRequest(w http.ResponseWriter, r *http.Request, message string,
	do func(f form, id string) (shown bool, err error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	shown, err := do(f, r.PathValue("request"))
	switch {
	case err != nil && !f.wrong(err, nil):
		return err
	case err != nil:
		return h.writeRequests(w, r, f, statusOf(err))
	case shown:
		return nil
	}
	return h.redirectWithMessage(w, r, requestsAddress, message)
}

// confirmRequest confirms a request, which carries it out. A password or token it creates is shown only on the page
// that answers.
func (h *handlers) confirmRequest(w http.ResponseWriter, r *http.Request) error {
	return h.decideRequest(w, r, "已确认，变更已生效", func(f form, id string) (bool, error) {
		done, err := h.t.ConfirmRequest(r.Context(), actorOf(r), f.Key, id, f.Value("reason"))
		if err == nil && len(done.Accounts) > 0 {
			h.showCredentials(w, r, done.Accounts)
			return true, nil
		}
		if err != nil || done.Password == "" && done.Token == "" {
			return false, err
		}
		h.showCredential(w, r, credentialPage{
			GivenPassword: tracking.GivenPassword{ID: done.PersonID, Login: done.Who, Name: done.Name, Password: done.Password},
			Reset:         done.Kind == models.ChangeReset, Token: done.Token,
		})
		return true, nil
	})
}

func (h *handlers) refuseRequest(w http.ResponseWriter, r *http.Request) error {
	return h.decideRequest(w, r, "申请已驳回", func(f form, id string) (bool, error) {
		return false, h.t.RefuseRequest(r.Context(), actorOf(r), f.Key, id, f.Value("reason"))
	})
}

func (h *handlers) withdrawRequest(w http.ResponseWriter, r *http.Request) error {
	return h.decideRequest(w, r, "申请已撤回", func(f form, id string) (bool, error) {
		return false, h.t.WithdrawRequest(r.Context(), actorOf(r), f.Key, id)
	})
}
