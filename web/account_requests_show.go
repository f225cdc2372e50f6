package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

const (
	requestsAddress  = "/account-requests"
	requestSubmitted = "申请已提交，待安全管理员确认"
)

// requestsPage lists the account requests that wait for confirmation and the earlier ones.
type requestsPage struct {
	basePage
	Form    form
	Waiting []tracking.RequestView
	Past    []tracking.RequestView
}

var requestPhrases = map[models.RequestStatus]phrase{
	models.RequestConfirmed: "已确认", models.RequestRefused: "已驳回", models.RequestWithdrawn: "已撤回",
	models.RequestExpired: "已过期",
}

// StatusOf returns how a closed request ended, in the page's language.
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
