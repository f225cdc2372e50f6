package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// targetPage shows what a programme is held to, with the form that enters a decision.
type targetPage struct {
	basePage
	tracking.TargetPage
	NoList bool
	Form   form
	Kinds  []option
}

func (h *handlers) targetRoutes() []route {
	return []route{
		{pattern: "GET /target", who: plans, show: h.showTarget},
		{pattern: "POST /target", who: plans, show: h.decideTarget},
	}
}

// showTarget shows the target; ?amount= (万元) fills in what an import proposed, and ?programme= names the list.
func (h *handlers) showTarget(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	f.Set("amount", r.URL.Query().Get("amount"))
	return h.writeTarget(w, r, http.StatusOK, r.URL.Query().Get("programme"), f)
}

func (h *handlers) writeTarget(w http.ResponseWriter, r *http.Request, status int, programme string, f form) error {
	view, err := h.t.Target(r.Context(), actorOf(r), programme)
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := targetPage{basePage: h.base(w, r), TargetPage: view, NoList: noList, Form: f}
	for _, kind := range []models.TargetKind{models.TargetDecided, models.TargetAdjusted} {
		p.Kinds = append(p.Kinds, option{string(kind), phrase(kind.Chinese()).in(f.lang)})
	}
	if d := view.Targets.Decided; d != nil && !d.Grounded() && f.Value("amount") == "" {
		f.Set("amount", d.Money().In(models.WanYuan)) // its grounds are to be completed
	}
	p.add([]string{"plans.css"}, nil)
	h.write(w, r, status, "target", "page", p)
	return nil
}
