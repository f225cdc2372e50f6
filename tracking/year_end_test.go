package tracking_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// nextYear is a year's plan as a clerk makes it from the one before: the first projects go on, others are left out, and
// what was spent to the end of the year is filled in.
func nextYear(t *testing.T, d sample.Data, keep int, spent map[string]models.Money) []byte {
	t.Helper()
	table := d.Plan()
	table.Year++
	table.Title = fmt.Sprintf("%d年区重点项目投资计划表", table.Year)
	table.Sections = table.Sections[:1]
	lines := table.Sections[0].Lines[:keep]
	table.Sections[0].Lines = lines
	for i := range lines {
		p := &lines[i].Project
		p.Stage, p.ToEndOfLastYear = models.StageCarried, spent[p.Name]
		p.AnnualPlan = (p.TotalInvestment - p.ToEndOfLastYear) / 2
		lines[i].MonthPlans = nil
	}
	return workbookBytes(t, func(w io.Writer) error { return workbook.WritePlan(w, table) })
}

// replanned is the next year's milestones: the first project's last one on another day.
func replanned(t *testing.T, year int, project, milestone string, due models.Date) []byte {
	t.Helper()
	return workbookBytes(t, func(w io.Writer) error {
		return workbook.WriteMilestones(w, workbook.MilestoneTable{Title: fmt.Sprintf("%d年区重点项目节点计划表", year), Year: year,
			Projects: []workbook.MilestoneProject{{Name: project, Milestones: []workbook.MilestoneLine{{Name: milestone,
				Controlling: true, Due: workbook.PlannedDate{Date: due, Precision: models.PrecisionDay}}}}}})
	})
}

// lastOpen is the open milestone of a project that is due last.
func lastOpen(f models.Facts) (last models.Milestone) {
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneOpen && m.Due >= last.Due {
			last = m
		}
	}
	return last
}

// Case 20: the next year's plan has a milestone of this year's. Once the year is handed over there is one milestone and
// one ladder; nothing of the old list falls due any more.
func TestAYearIsHandedOver(t *testing.T) {
	h := planned(t, 5)
	h.until(models.DateOf(2022, 1, 10).At(10, 0))
	facts := h.facts(district)
	moving := lastOpen(facts[0])
	if moving.ID == "" {
		t.Fatal("the first project has no open milestone")
	}
	y, err := h.YearEnd(t.Context(), office, "")
	if err != nil || y.Year != 2021 || y.Refusal.IsZero() {
		t.Fatalf("before the next list is there: %v %+v", err, y.Refusal)
	}
	_, err = h.HandOverYear(t.Context(), office, "early", "", tracking.HandOver{})
	wantCode(t, err, models.KindConflict, "year_not_ready")

	spent := map[string]models.Money{}
	for _, f := range facts {
		spent[f.Project.Name] = f.Project.ToEndOfLastYear
	}
	plan := h.bring("plan 2022", nextYear(t, first(5), 2, spent))
	if len(plan.Continued) != 2 || plan.New != 2 {
		t.Fatalf("%+v", plan)
	}
	h.bring("milestones 2022", replanned(t, 2022, facts[0].Project.Name, moving.Name, models.DateOf(2022, 3, 31)))
	next := h.facts("district-2022")
	if next[0].Project.ContinuesID != facts[0].Project.ID || len(next[0].Milestones) != 1 ||
		next[0].Milestones[0].Baseline != moving.Baseline {
		t.Fatalf("%+v", next[0])
	}

	if y, err = h.YearEnd(t.Context(), office, ""); err != nil || y.Carried != 2 || y.Ending != 3 || y.Moving != 1 ||
		!y.Refusal.IsZero() {
		t.Fatalf("preview: %v %+v", err, y)
	}
	for range 2 { // the same request again gives the same result
		done, err := h.HandOverYear(t.Context(), office, "turn", "", tracking.HandOver{Document: "张重点办〔2022〕1号"})
		if err != nil || done.Done != 5 || done.Handed != 5 || len(done.Refused) != 0 || done.Year != 2021 {
			t.Fatalf("%v %+v", err, done)
		}
	}
	before := len(h.facts(district)[0].Escalations)
	h.until(models.DateOf(2022, 3, 25).At(10, 0))
	after := h.facts(district)
	for i, f := range after {
		for _, e := range f.Escalations {
			if e.Open() {
				t.Errorf("%s: %s is open", f.Project.Code, e.Sentence())
			}
		}
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen {
				t.Errorf("%s: %s is open", f.Project.Code, m.Name)
			}
			if want := "转入2022年"; i == 0 && m.ID == moving.ID && m.EndedBecause != want {
				t.Errorf("%s ended because %q, want %q", m.Name, m.EndedBecause, want)
			}
		}
		if f.Project.NextAt != 0 {
			t.Errorf("%s waits for %s", f.Project.Code, f.Project.NextWhat)
		}
	}
	if n := len(after[0].Escalations); n != before {
		t.Errorf("%d records after the hand-over, %d before", n, before)
	}
	h.until(models.DateOf(2022, 4, 20).At(10, 0))
	rungs := 0
	for _, e := range h.facts("district-2022")[0].Escalations {
		if e.Item == models.ItemMilestone && e.Kind == models.KindRung {
			rungs++
		}
	}
	if rungs == 0 {
		t.Error("the milestone has no ladder in the next year")
	}
	diagnosis, err := h.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range diagnosis.Checks {
		for _, found := range c.Found {
			if strings.Contains(found, "ZD-2021") {
				t.Errorf("%s: %s", c.Name, found)
			}
		}
	}
	// The list that was handed over can still be reported and closed.
	if _, err := h.UndoImport(t.Context(), office, "undo", plan.Batch); err == nil {
		t.Error("the plan that projects were handed into was undone")
	}
}
