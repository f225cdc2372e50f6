package tracking_test

import (
	"testing"

	"duban/models"
)

// exported is every export that can be imported, of the half-year.
func (h *house) exported() map[string][]byte {
	h.t.Helper()
	out := map[string][]byte{"monthly": h.export(june)}
	for name, export := range map[string]func() (string, []byte, error){
		"plan":       func() (string, []byte, error) { return h.ExportPlan(h.t.Context(), office, "") },
		"milestones": func() (string, []byte, error) { return h.ExportMilestones(h.t.Context(), office, "") },
		"ledger":     func() (string, []byte, error) { return h.ExportLedger(h.t.Context(), office, "") },
	} {
		_, content, err := export()
		if err != nil {
			h.t.Fatal(name, err)
		}
		out[name] = content
	}
	return out
}

// Every export can be imported as it is, and then nothing is new, changed or in doubt.
func TestExportThenImportChangesNothing(t *testing.T) {
	h, _, waiting := halfYear(t)
	h.moveSome()
	f := h.project(waiting)
	h.review(h.waitingOf(waiting), *f.Reports[5].ReportedMonth, *f.Reports[5].ReportedYTD)
	for name, content := range h.exported() {
		p := h.preview("export "+name, content)
		if !p.Identical || p.New+p.Changed+p.Missing+p.Conflicts+p.Errors+p.Warnings != 0 || p.Unchanged == 0 {
			t.Errorf("%s: new %d, changed %d, missing %d, conflicts %d, errors %d, warnings %d, unchanged %d\n%+v\n%+v", name,
				p.New, p.Changed, p.Missing, p.Conflicts, p.Errors, p.Warnings, p.Unchanged, p.Changes[:min(3, len(p.Changes))], p.Findings[:min(5, len(p.Findings))])
		}
	}
}

// moveSome changes what a person may change since the plan came in: a date, an annual plan.
func (h *house) moveSome() {
	h.t.Helper()
	f := h.facts(district)[3]
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 {
			if _, err := h.ChangePlan(h.t.Context(), office, "move", f.Project.Code, models.ChangePlanCommand{
				Change: models.PlanMove, Milestone: m.Name, Date: m.Due + 40, Reason: "汛期", Document: "会议纪要〔2021〕3号",
			}); err != nil {
				h.t.Fatal(err)
			}
			return
		}
	}
}
