package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// planPage is one project's plan: its versions, its changes and the open form.
type planPage struct {
	basePage
	tracking.PlanPage
	Kinds       []option // the changes possible now
	Do          string   // the change the form is for; "" for none
	DoWord      string
	Form        form
	Movable     []option // milestones
	Cancellable []option // pauses
	Paused      *models.Pause
	Action      string
}

// planChanges are the changes of a plan in the order they are offered.
var planChanges = []struct {
	change models.PlanChange
	word   phrase
}{
	{models.PlanMove, "批准延期"}, {models.PlanPause, "登记停工"}, {models.PlanResume, "登记复工"}, {models.PlanAmount, "调整年度计划"},
	{models.PlanCancel, "取消登记错的停工"}, {models.PlanClose, "销号"},
}

// showPlan shows one project's plan with the form asked for by ?do=.
func (h *handlers) showPlan(w http.ResponseWriter, r *http.Request) error {
	page, err := h.t.PlanPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	f, do := newForm(r), models.PlanChange(r.URL.Query().Get("do"))
	switch do {
	case models.PlanPause, models.PlanResume:
		f.Set("date", page.AsOf.Date().String())
	case models.PlanAmount:
		f.Set("amount", page.Plan.In(models.WanYuan))
	}
	h.writePlan(w, r, http.StatusOK, page, do, f)
	return nil
}

func (h *handlers) writePlan(w http.ResponseWriter, r *http.Request, status int, page tracking.PlanPage,
	do models.PlanChange, f form) {
	p := planPage{basePage: h.base(w, r), PlanPage: page, Form: f, Action: planAddress(page.Year, page.Code)}
	p.add([]string{"plans.css"}, nil)
	for _, m := range page.Milestones {
		if m.Status == models.MilestoneOpen {
			label := m.Name
			if m.Due != 0 {
				label += " " + m.Due.String()
			}
			p.Movable = append(p.Movable, option{m.ID, label})
		}
	}
	for i, pause := range slices.Backward(page.Pauses) {
		p.Cancellable = append(p.Cancellable, option{pause.From.String(), pause.From.String() + " " + pause.Reason})
		if pause.To == 0 {
			p.Paused = &page.Pauses[i]
		}
	}
	legal := map[models.PlanChange]bool{
		models.PlanMove: p.Movable != nil, models.PlanCancel: p.Cancellable != nil,
		models.PlanPause: p.Paused == nil, models.PlanResume: p.Paused != nil,
		models.PlanAmount: true, models.PlanClose: true,
	}
	for _, c := range planChanges {
		if !legal[c.change] {
			continue
		}
		p.Kinds = append(p.Kinds, option{string(c.change), c.word.in(p.Lang)})
		if c.change == do {
			p.Do, p.DoWord = string(do), c.word.in(p.Lang)
		}
	}
	h.write(w, r, status, "plan", "page", p)
}
