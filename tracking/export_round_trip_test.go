package tracking_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"duban/models"
	"duban/tracking"
)

// exported is every export that can be imported, of the half-year.
func (h *env) exported() map[string][]byte {
	h.t.Helper()
	out := map[string][]byte{"monthly": h.export(june)}
	for name, export := range map[string]func() (string, []byte, error){
		"plan":       func() (string, []byte, error) { return h.ExportPlan(h.t.Context(), office, "") },
		"milestones": func() (string, []byte, error) { return h.ExportMilestones(h.t.Context(), office, "") },
		"ledger":     func() (string, []byte, error) { return h.ExportLedger(h.t.Context(), office, "", 0) },
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
	exported := h.exported()
	maps.Copy(exported, resaved(t, exported))
	for name, content := range exported {
		p := h.preview("export "+name, content)
		if !p.Identical || p.New+p.Changed+p.Missing+p.Conflicts+p.Errors+p.Warnings != 0 || p.Unchanged == 0 {
			t.Errorf("%s: new %d, changed %d, missing %d, conflicts %d, errors %d, warnings %d, unchanged %d\n%+v\n%+v", name,
				p.New, p.Changed, p.Missing, p.Conflicts, p.Errors, p.Warnings, p.Unchanged, p.Changes[:min(3, len(p.Changes))],
				p.Findings[:min(5, len(p.Findings))])
		}
	}
}

// moveSome changes what a person may change since the plan came in: a date, and what a milestone follows.
func (h *env) moveSome() {
	h.t.Helper()
	f := h.facts(district)[3]
	for i, m := range f.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 {
			if _, err := h.ChangePlan(h.t.Context(), office, "link", f.Project.Code, 0, models.ChangePlanCommand{
				Change: models.PlanSchedule, Reason: "先后关系",
				Steps: []models.PlannedStep{{Name: m.Name, Days: 30, After: []string{f.Milestones[i-1].Name}}},
			}); err != nil {
				h.t.Fatal(err)
			}
			if _, err := h.ChangePlan(h.t.Context(), office, "move", f.Project.Code, 0, models.ChangePlanCommand{
				Change: models.PlanMove, Milestone: m.Name, Date: m.Due + 40, Reason: "汛期", Document: "会议纪要〔2021〕3号",
			}); err != nil {
				h.t.Fatal(err)
			}
			return
		}
	}
}

// resaved are the same workbooks after a person has opened and saved them in another program; none where there is none.
func resaved(t *testing.T, books map[string][]byte) map[string][]byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("not saved again: apt-get install libreoffice-calc")
		return nil
	}
	dir, saved := t.TempDir(), map[string][]byte{}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx",
		"--outdir", filepath.Join(dir, "out")}
	for name, content := range books {
		file := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	for name := range books {
		content, err := os.ReadFile(filepath.Join(dir, "out", name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		saved[name+" saved again"] = content
	}
	return saved
}

// What a project did before it left the list stands in the months after it too, as in the overview; the months before
// show it as it was.
func TestTheReportCountsWhatWasDoneBeforeAProjectLeft(t *testing.T) {
	h := inMarch(t, 20)
	h.bring("february", progressBook(t, first(20), 2))
	h.bring("march", progressBook(t, first(20), 3))
	march, gone := models.MonthOf(2021, 3), h.districtOnly()
	c := adjustment(tracking.ListDrop, gone.Project.Code)
	c.Counts, c.EffectiveOn = true, march.First()
	if _, err := h.AdjustList(t.Context(), office, "drop", "2021", c); err != nil {
		t.Fatal(err)
	}
	until := c.EffectiveOn.Month() - 1
	for _, month := range []models.Month{until, march} {
		m, err := h.monthly(month)
		if err != nil {
			t.Fatal(err)
		}
		f := m.Figures
		if month == until && (f.Projects != 20 || f.Dropped != 0) || month > until && (f.Projects != 19 || f.Dropped != 1 ||
			h.status().ApprovedMonth == month && f.Approved != h.status().Approved) {
			t.Errorf("%s: %d listed, %d left, %d of %d", month, f.Projects, f.Dropped, f.Approved, h.status().Approved)
		}
		if point := f.Course()[month.Number()-1]; point.Approved == nil || *point.Approved != f.Approved {
			t.Errorf("%s: the chart says %v, the lines %d", month, point.Approved, f.Approved)
		}
		_, content, err := h.ExportMonthly(t.Context(), office, "", month)
		if err != nil {
			t.Fatal(err)
		}
		if p := h.preview("export "+month.String(), content); p.New+p.Changed+p.Conflicts+p.Errors != 0 {
			t.Errorf("%s changes something: %+v", month, p)
		}
	}
}
