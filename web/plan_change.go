package web

import (
	"net/http"

	"duban/models"
)

// changePlan changes one project's plan.
func (h *handlers) changePlan(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	page, err := h.t.PlanPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	change := models.PlanChange(f.Value("change"))
	command, err := parsePlanChange(f, change)
	if err == nil {
		receipt, sending := h.t.ChangePlan(r.Context(), actorOf(r), f.Key, projectOf(r), 0, command)
		if sending == nil {
			return h.redirectWithReceipt(w, r, receipt, f.backTo(planAddress(page.Year, page.Code), page.Year, page.Code))
		}
		err = sending
	}
	if !f.wrong(err, fieldOfPlan) {
		if models.KindOf(err) != models.KindUnavailable {
			return err
		}
		f.errors[""] = f.lang.say(models.AsError(err).Message) // what was typed must not be lost
	}
	h.writePlan(w, r, statusOf(err), page, change, f)
	return nil
}

// backTo returns the project's milestones where the form stands on the project's page, else the form's own page.
func (f form) backTo(own string, year int, code string) string {
	if f.Value("then") == "project" {
		return projectAddress(year, code) + "#life-title"
	}
	return own
}
