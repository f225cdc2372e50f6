package web

import (
	"context"
	"net/http"

	"duban/models"
	"duban/tracking"
)

const (
	requestsAddress = "/account-requests"
	saidAsked       = "申请已提交，待安全管理员确认"
)

// requestsPage is what waits to be confirmed, and what became of earlier requests.
type requestsPage struct {
	basePage
	Form    form
	Waiting []tracking.RequestView
	Past    []tracking.RequestView
}

// because carries the reason of a form to what is asked for.
func because(r *http.Request, f form) context.Context {
	return tracking.Because(r.Context(), tracking.Why{Reason: f.Value("reason")})
}

var requestPhrases = map[models.RequestStatus]phrase{
	models.RequestConfirmed: "已确认", models.RequestRefused: "已驳回", models.RequestWithdrawn: "已撤回",
	models.RequestExpired: "已过期",
}

// StatusOf is how a request that waits no more ended, in words.
func (p requestsPage) StatusOf(v tracking.RequestView) string {
	return requestPhrases[v.Status].in(p.Lang)
}

func (h *handlers) showRequests(w http.ResponseWriter, r *http.Request) error {
	return h.writeRequests(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writeRequests(w http.ResponseWriter, r *http.Request, f form, status int) error {
	all, err := h.t.AccountRequests(r.Context(), actorOf(r), true)
	if err != nil {
		return err
	}
	p := requestsPage{basePage: h.base(w, r), Form: f}
	p.add([]string{"accounts.css"}, nil)
	for _, v := range all {
		if v.Status == models.RequestWaiting {
			p.Waiting = append(p.Waiting, v)
		} else {
			p.Past = append(p.Past, v)
		}
	}
	h.write(w, r, status, "requests", "page", p)
	return nil
}

// decideRequest does one thing to a request and goes back to the list, or shows it with what is wrong.
func (h *handlers) decideRequest(w http.ResponseWriter, r *http.Request, said string,
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
	return h.done(w, r, requestsAddress, said)
}

// confirmRequest carries a request out. A password or token it makes is shown on the page that answers, and never
// again.
func (h *handlers) confirmRequest(w http.ResponseWriter, r *http.Request) error {
	return h.decideRequest(w, r, "已确认，变更已生效", func(f form, id string) (bool, error) {
		done, err := h.t.ConfirmRequest(r.Context(), actorOf(r), f.Key, id, f.Value("reason"))
		if err != nil || done.Password == "" && done.Token == "" {
			return false, err
		}
		h.showGiven(w, r, givenPage{
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
