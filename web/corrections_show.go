package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

const correctionsAddress = "/corrections"

// correctionsPage lists the corrections that wait to be confirmed and the earlier ones.
type correctionsPage struct {
	basePage
	Form    form
	Waiting []tracking.CorrectionView
	Past    []tracking.CorrectionView
}

func (h *handlers) showCorrections(w http.ResponseWriter, r *http.Request) error {
	return h.writeCorrections(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writeCorrections(w http.ResponseWriter, r *http.Request, f form, status int) error {
	all, err := h.t.Corrections(r.Context(), actorOf(r), true)
	if err != nil {
		return err
	}
	p := correctionsPage{basePage: h.base(w, r), Form: f}
	p.add([]string{"accounts.css", "closings.css"}, nil)
	for _, v := range all {
		if v.Status == models.RequestWaiting {
			p.Waiting = append(p.Waiting, v)
		} else {
			p.Past = append(p.Past, v)
		}
	}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	h.write(w, r, status, "corrections", "page", p)
	return nil
}

// correctionPhrases are the states of a correction that is decided.
var correctionPhrases = map[models.RequestStatus]phrase{
	models.RequestConfirmed: "已确认", models.RequestRefused: "已驳回", models.RequestWithdrawn: "已撤回",
}

// StatusOf returns how a correction ended, in the page's language.
func (p correctionsPage) StatusOf(v tracking.CorrectionView) string {
	return correctionPhrases[v.Status].in(p.Lang)
}
