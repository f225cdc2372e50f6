package tracking_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/internal/testkit/booktest"
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
	dates := h.bring("milestones 2022", replanned(t, 2022, facts[0].Project.Name, moving.Name, models.DateOf(2022, 3, 31)))
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
	for _, batch := range []string{dates.Batch, plan.Batch} { // projects were handed into what they brought
		if _, err := h.UndoImport(t.Context(), office, "undo "+batch, batch); models.KindOf(err) != models.KindConflict {
			t.Errorf("undone: %v", err)
		}
	}
	// December of the year that is handed over can still be reported.
	amount := models.Money(100)
	if _, err := h.ReportMonth(t.Context(), models.Operator, "december", "2021/"+facts[1].Project.Code, 0,
		models.ReportMonthCommand{Month: models.MonthOf(2021, 12), MonthAmount: &amount, YTDAmount: &amount, Confirmed: true,
			Paper: "月报表扫描件"}); err != nil {
		t.Error(err)
	}
}

// Case 24: after an undo another plan's projects get codes of their own, and no project shows the history of one that
// was taken back.
func TestCodesAreNotUsedAgainAfterAnUndo(t *testing.T) {
	h := newEnv(t)
	withdrawn := h.bring("plan", planBook(t, first(3)))
	old := map[string]bool{}
	for _, f := range h.facts(district) {
		old[f.Project.Code] = true
	}
	if _, err := h.UndoImport(t.Context(), office, "undo", withdrawn.Batch); err != nil {
		t.Fatal(err)
	}
	*h.clock = h.clock.Add(time.Hour)
	table := first(5).Plan()
	table.Sections = table.Sections[:1]
	table.Sections[0].Lines = table.Sections[0].Lines[3:]
	h.bring("other plan", workbookBytes(t, func(w io.Writer) error { return workbook.WritePlan(w, table) }))
	for _, f := range h.facts(district) {
		if old[f.Project.Code] {
			t.Errorf("%s is given again, to %s", f.Project.Code, f.Project.Name)
		}
		history, err := h.ProjectHistory(t.Context(), office, f.Project.Code, 0, 50)
		if err != nil || len(history.Lines) != 1 || history.Lines[0].More != "" {
			t.Errorf("%s: %v %+v", f.Project.Code, err, history.Lines)
		}
	}
	// The same workbook again, with the codes it had: the projects are themselves, with the history since.
	h.bring("plan again", planBook(t, first(3)))
	for _, f := range h.facts(district) {
		history, err := h.ProjectHistory(t.Context(), office, f.Project.Code, 0, 50)
		if err != nil || len(history.Lines) != 1 {
			t.Errorf("%s: %v %+v", f.Project.Code, err, history.Lines)
		}
	}
}

// Case 17: what is refused is in no sum of a draft: a negative amount, and a word.
func TestNothingRefusedIsInADraftsSums(t *testing.T) {
	rows := [][]any{{"2021年重点项目计划表", nil, nil, nil, "单位：万元"}, {"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"},
		{1, "甲项目", "区工信局", 2_000, 600}, {2, "乙项目", "区住建局", 2_000, 400}, {3, "丙项目", "区住建局", 5_000, -500},
		{4, "丁项目", "区住建局", 5_000, "三千"}, {"合计", nil, nil, nil, 3_500}}
	h := newEnv(t)
	d := h.draft("plan", tracking.ImportFile{Name: "计划.xlsx", Content: booktest.Draw(t, booktest.Sheet{Rows: rows})})
	if d.Headline.Projects != 2 || d.Headline.AnnualPlan != 1_000*tenThousand ||
		d.Headline.TotalInvestment != 4_000*tenThousand {
		t.Errorf("headline %+v", d.Headline)
	}
	if p := d.Preview.Target; p == nil || p.Amount != 1_000*tenThousand || p.Rows != 1_000*tenThousand {
		t.Errorf("proposed %+v", p)
	}
}

// Case 28: the preview names each changed field once, old and new.
func TestAPreviewNamesEveryChangedField(t *testing.T) {
	plan := func(year any, quarters ...any) []byte {
		return booktest.Draw(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表"},
			{nil, nil, nil, nil, nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", "一季度计划投资", "二季度计划投资", "三季度计划投资", "四季度计划投资"},
			append([]any{1, "甲项目", "区工信局", 200_000, year}, quarters...)}})
	}
	h := newEnv(t)
	h.bring("plan", plan(10_000, 1_000, 2_000, 3_000, 4_000))
	if again := h.preview("again", plan(10_000, 1_000, 2_000, 3_000, 4_000)); !again.Identical {
		t.Errorf("the same again: %+v", again.Changes)
	}
	p := h.bring("changed", plan(11_000, 1_500, 2_500, 2_500, 4_500))
	if len(p.Changes) != 1 || len(p.Changes[0].Values) != 5 {
		t.Fatalf("%+v", p.Changes)
	}
	want := "年度计划投资：10000.00 万元 → 11000.00 万元；一季度计划投资：1000.00 万元 → 1500.00 万元；" +
		"二季度计划投资：2000.00 万元 → 2500.00 万元；三季度计划投资：3000.00 万元 → 2500.00 万元；四季度计划投资：4000.00 万元 → 4500.00 万元"
	if p.Changes[0].Fields != want {
		t.Errorf("got %s\nwant %s", p.Changes[0].Fields, want)
	}
	if _, err := h.UndoImport(t.Context(), office, "undo", p.Batch); err != nil {
		t.Fatal(err)
	}
	if again := h.preview("as before", plan(10_000, 1_000, 2_000, 3_000, 4_000)); len(again.Changes) != 0 {
		t.Errorf("after the undo: %+v", again.Changes)
	}
}
