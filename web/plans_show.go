package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// plansPage lists the plans, with the form that pauses several projects under one document.
type plansPage struct {
	basePage
	tracking.PlanList
	NoList bool
	Form   form
	Ticked map[string]bool
	Shown  []tracking.PlanLine // the part of the list
	Kept   []string            // ticked projects of other parts of the list
	Pager  pager
	Here   string // address of the part
	Acts   []option
	Open   int // projects that are followed
}

const plansPerPage = 100

// Plan returns the address of a project's plan.
func (p plansPage) Plan(l tracking.PlanLine) string { return planAddress(l.Year, l.Code) }

// Key returns what a project is ticked by.
func (plansPage) Key(l tracking.PlanLine) string { return itoa(l.Year) + "/" + l.Code }

// showPlans shows the plans of a programme, or redirects to the project in ?project=.
func (h *handlers) showPlans(w http.ResponseWriter, r *http.Request) error {
	if project := r.URL.Query().Get("project"); project != "" {
		page, err := h.t.PlanPage(r.Context(), actorOf(r), project)
		if err != nil {
			return err
		}
		h.redirect(w, r, planAddress(page.Year, page.Code))
		return nil
	}
	return h.writePlans(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writePlans(w http.ResponseWriter, r *http.Request, status int, f form) error {
	list, err := h.t.Plans(r.Context(), actorOf(r), r.URL.Query().Get("year"))
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := plansPage{basePage: h.base(w, r), PlanList: list, NoList: noList, Form: f, Ticked: map[string]bool{}}
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken())
	}
	for _, project := range f.values["project"] {
		p.Ticked[project] = true
	}
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "plan-list", size: plansPerPage}, list.Projects)
	p.Here = with(r.URL, "page", r.URL.Query().Get("page"))
	p.Acts = bulkActs(p.Lang, models.BulkUrge, models.BulkExtend, models.BulkAssign)
	for _, l := range list.Projects {
		if !l.Closed {
			p.Open++
		}
	}
	shown := map[string]bool{}
	for _, l := range p.Shown {
		shown[p.Key(l)] = true
	}
	for _, key := range f.values["project"] {
		if !shown[key] {
			p.Kept = append(p.Kept, key)
		}
	}
	p.add([]string{"plans.css"}, nil)
	h.write(w, r, status, "plans", "page", p)
	return nil
}
