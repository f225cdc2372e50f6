package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// nextPlanPage shows what the draft of the next year's plan would contain.
type nextPlanPage struct {
	basePage
	tracking.NextPlan
	Form  form
	Shown []nextPlanLine
	More  int // projects that are drafted without a field here
}

// planFields is how many projects have a field for their plan. Those without a stated plan come first; the plans of the
// others are drafted as they are, and any cell of the draft can be corrected in its preview.
const planFields = 150

// nextPlanLine is a project with the field of its plan.
type nextPlanLine struct {
	models.NextPlanLine
	Field field
}

// planField is the name of the field of a project's plan.
func planField(code string) string { return "plan-" + code }

func (h *handlers) showNextPlan(w http.ResponseWriter, r *http.Request) error {
	return h.writeNextPlan(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeNextPlan(w http.ResponseWriter, r *http.Request, status int, f form) error {
	year, err := reserveYear(r)
	if err != nil {
		return err
	}
	view, err := h.t.NextPlan(r.Context(), actorOf(r), year)
	if err != nil {
		return err
	}
	p := nextPlanPage{basePage: h.base(w, r), NextPlan: view, Form: f}
	lines := slices.SortedStableFunc(slices.Values(view.Lines), func(a, b models.NextPlanLine) int {
		return stated(a.Plan) - stated(b.Plan)
	})
	p.More = max(0, len(lines)-planFields)
	for _, l := range lines[:len(lines)-p.More] {
		name := planField(l.Code)
		if l.Plan != nil && !f.values.Has(name) {
			f.Set(name, l.Plan.In(models.WanYuan))
		}
		p.Shown = append(p.Shown, nextPlanLine{l, fieldOf(f, name, "", "text")})
	}
	f.Set("year", itoa(view.Year))
	p.add([]string{"plans.css", "reserve.css"}, nil)
	h.write(w, r, status, "reserveplan", "page", p)
	return nil
}

// stated is 1 for a plan that is stated, else 0.
func stated(plan *models.Money) int {
	if plan == nil {
		return 0
	}
	return 1
}

// draftNextPlan makes the draft of a plan and shows it as any import.
func (h *handlers) draftNextPlan(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	in := tracking.NextPlanDraft{Year: f.number("year"), Plans: map[string]models.Money{}}
	for name := range f.values {
		code, is := strings.CutPrefix(name, planField(""))
		text := trimmedValue(f, name)
		if !is || text == "" {
			continue
		}
		amount, err := models.ParseMoney(text, models.WanYuan)
		if err != nil {
			f.errors[name] = f.lang.say(models.AsError(err).Message)
		}
		in.Plans[code] = amount
	}
	if len(f.errors) > 0 {
		return h.writeNextPlan(w, r, http.StatusUnprocessableEntity, f)
	}
	id, err := h.t.DraftNextPlan(r.Context(), actorOf(r), f.Key, in)
	if err == nil {
		h.redirect(w, r, draftAddress(id))
		return nil
	}
	if !f.wrong(err, nil) {
		return err
	}
	return h.writeNextPlan(w, r, statusOf(err), f)
}
