package tracking_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// ledger adds the rows up by hand, in the plainest way there is.
type ledger struct {
	total, plan, reported, approved, gap models.Money
	byMonth                              map[models.Month]models.Money // approved to the end of each month
}

func (h *env) ledger() ledger {
	l := ledger{byMonth: map[models.Month]models.Money{}}
	for _, f := range h.facts(district) {
		l.total += f.Project.TotalInvestment
		l.plan += f.Project.AnnualPlan
		var reported, approved models.Money
		last := models.Month(0)
		for m := models.MonthOf(2021, 1); m <= models.MonthOf(2021, 12); m++ {
			for _, r := range f.Reports {
				if r.Month == m && r.ReportedYTD != nil {
					reported = *r.ReportedYTD
				}
				if r.Month == m && r.ApprovedYTD != nil {
					approved, reported, last = *r.ApprovedYTD, *r.ApprovedYTD, m
				}
			}
			l.byMonth[m] += approved
		}
		l.reported, l.approved = l.reported+reported, l.approved+approved
		if last != 0 {
			l.gap += max(0, models.Scheduled(f.Project, f.MonthPlans, models.Linear, june)-approved)
		}
	}
	return l
}

func TestEverySumIsTheLedgersToTheFen(t *testing.T) {
	h, cut, waiting := halfYear(t)
	want := h.ledger()
	s, err := h.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	o, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, o.Status); diff != "" {
		t.Errorf("status (-) and overview (+):\n%s", diff)
	}
	if s.TotalInvestment != want.total || s.AnnualPlan != want.plan || s.Reported != want.reported ||
		s.Approved != want.approved {
		t.Errorf("status %+v, ledger %+v", s, want)
	}
	if want.approved%100 == 0 || want.reported <= want.approved || want.total != 4_490_000_000_000 {
		t.Errorf("the year does not tell sums apart: %+v", want)
	}
	checkOverview(t, o, want)
	if s.Waiting != 1 || len(o.Waiting) != 1 || o.Waiting[0].Name != waiting {
		t.Errorf("%d wait, listed %+v", s.Waiting, o.Waiting)
	}
	colours := 0
	for _, n := range s.Colours {
		colours += n
	}
	if colours != 48 || s.Colours[models.NoData] == 0 || s.Colours[models.RedHue]+s.Colours[models.TopHue] == 0 {
		t.Errorf("colours %v", s.Colours)
	}
	if got := *h.project(cut).Reports[5].ReportedYTD - *h.project(cut).Reports[5].ApprovedYTD; got != 1_234_567 {
		t.Errorf("cut by %d fen", got)
	}
}

func checkOverview(t *testing.T, o tracking.Overview, want ledger) {
	t.Helper()
	var approved, behind models.Money
	for _, p := range o.Projects {
		if p.Approved != nil {
			approved += *p.Approved
		}
		behind += p.Behind
	}
	if approved != want.approved || o.GapTotal != want.gap || behind != want.gap {
		t.Errorf("lines add up to %d approved and %d behind, the ledger has %+v", approved, behind, want)
	}
	if len(o.Curve) != 12 {
		t.Fatalf("%d points", len(o.Curve))
	}
	for _, p := range o.Curve {
		switch {
		case p.Month > june:
			if p.Approved != nil {
				t.Errorf("%s is drawn although nobody has reported it", p.Month)
			}
		case p.Approved == nil || *p.Approved != want.byMonth[p.Month]:
			t.Errorf("%s: %v on the curve, %d in the ledger", p.Month, p.Approved, want.byMonth[p.Month])
		}
		if p.Month == o.Status.ScheduledMonth && p.Scheduled != o.Status.Scheduled {
			t.Errorf("%s: %d on the curve, status has %d", p.Month, p.Scheduled, o.Status.Scheduled)
		}
	}
	if last := o.Curve[11].Scheduled; last != want.plan {
		t.Errorf("the year's schedule ends at %d, the plan is %d", last, want.plan)
	}
	for i := 1; i < len(o.Gap); i++ {
		if o.Gap[i].Behind > o.Gap[i-1].Behind {
			t.Errorf("%s is further behind than the one above it", o.Gap[i].Code)
		}
	}
	worst := models.Money(0)
	for _, p := range o.Projects {
		worst = max(worst, p.Behind)
	}
	if len(o.Gap) != 5 || o.Gap[0].Behind != worst {
		t.Errorf("%d gaps are named, the first is %d, the worst %d", len(o.Gap), o.Gap[0].Behind, worst)
	}
}

func TestTheMonthsWorkbookIsTheLedgerAndChangesNothing(t *testing.T) {
	h, _, waiting := halfYear(t)
	content := h.export(june)
	rows, detail := detailOf(t, content)
	if len(rows) != 48 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, f := range h.facts(district) {
		want := figuresOf(f, june)
		got := rows[f.Project.Name]
		if f.Project.Name == waiting { // reported and not approved: the sums carry May
			may := f.Reports[4]
			want = [2]*models.Money{new(models.Money), may.ApprovedYTD}
		}
		if diff := cmp.Diff(want, [2]*models.Money{got.MonthAmount, got.YearToDate}); diff != "" {
			t.Errorf("%s, ledger (-) and workbook (+):\n%s", f.Project.Code, diff)
		}
	}
	checkTotals(t, detail)
	p := h.preview("back again", content)
	if p.New+p.Changed+p.Conflicts != 0 || !p.Identical {
		t.Errorf("with a report in review: %+v", p) // its row says that it is only reported
	}

	f := h.project(waiting)
	h.review(h.waitingOf(waiting), *f.Reports[5].ReportedMonth, *f.Reports[5].ReportedYTD)
	content = h.export(june)
	rows, _ = detailOf(t, content)
	sum := models.Money(0)
	for _, r := range rows {
		if r.YearToDate != nil {
			sum += *r.YearToDate
		}
	}
	if s, err := h.Status(t.Context(), office, ""); err != nil || sum != s.Approved || s.Approved != h.ledger().approved {
		t.Errorf("workbook %d, status %d, ledger %d, %v", sum, s.Approved, h.ledger().approved, err)
	}
	if p := h.preview("all decided", content); !p.Identical || p.New+p.Changed+p.Conflicts+p.Errors != 0 ||
		p.Unchanged == 0 {
		t.Errorf("with everything decided: %+v", p)
	}
}

// figuresOf is what the month's workbook must show of a project: what the office decided, else what was handed in.
func figuresOf(f models.Facts, month models.Month) (shown [2]*models.Money) {
	for _, r := range f.Reports {
		if r.Month == month {
			shown = [2]*models.Money{r.ReportedMonth, r.ReportedYTD}
			if r.ApprovedYTD != nil {
				shown = [2]*models.Money{r.ApprovedMonth, r.ApprovedYTD}
			}
		}
	}
	return shown
}

func (h *env) export(month models.Month) []byte {
	h.t.Helper()
	name, content, err := h.ExportMonthly(h.t.Context(), office, "", month)
	if err != nil || !strings.HasPrefix(name, "2021年区重点项目6月月报") {
		h.t.Fatalf("%q, %v", name, err)
	}
	return content
}

func detailOf(t *testing.T, content []byte) (map[string]importer.ReportRow, importer.Sheet) {
	t.Helper()
	book, err := importer.Inspect("月报.xlsx", content)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]importer.ReportRow{}
	for _, s := range book.Sheets {
		if s.Kind != importer.KindProgress || !s.Skipped.IsZero() {
			continue
		}
		for _, r := range s.Reports {
			rows[r.Project] = r
		}
		return rows, s
	}
	t.Fatalf("no progress sheet among %d", len(book.Sheets))
	return nil, importer.Sheet{}
}

func checkTotals(t *testing.T, s importer.Sheet) {
	t.Helper()
	sum := models.Money(0)
	for _, r := range s.Reports {
		if r.YearToDate != nil {
			sum += *r.YearToDate
		}
	}
	seen := false
	for _, total := range s.Totals {
		if !total.OK {
			t.Errorf("%s %s: declared %d, computed %d", total.Cell, total.Label, total.Declared, total.Computed)
		}
		if total.Label == "合计" && total.Field == importer.FieldYearToDate {
			seen = true
			if total.Declared != sum {
				t.Errorf("the workbook's total is %d, its rows add up to %d", total.Declared, sum)
			}
		}
	}
	if !seen {
		t.Errorf("no total of year-to-date among %+v", s.Totals)
	}
}

func TestTheMonthOfAnotherYearIsRefused(t *testing.T) {
	h := planned(t, 2)
	_, _, err := h.ExportMonthly(t.Context(), office, "", models.MonthOf(2022, 1))
	wantCode(t, err, models.KindInvalid, "month_outside_year")
	_, _, err = h.ExportMonthly(t.Context(), office, "2019", june)
	wantCode(t, err, models.KindNotFound, "no_programme")
}

// yearBefore is the year before with its first n projects.
func yearBefore(n int) sample.Data {
	d := sample.Programme(2020)
	d.Projects = d.Projects[:n]
	return d
}

// While Temporal is away everything reads, and the count of its workflows is unknown, not zero.
func TestPagesReadWithoutTemporal(t *testing.T) {
	h := planned(t, 2)
	h.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	s, err := h.Status(t.Context(), office, "")
	if err != nil || s.Running != nil || s.Projects != 2 {
		t.Errorf("status %+v, %v", s, err)
	}
	if o, err := h.Overview(t.Context(), office, ""); err != nil || o.Status.Running != nil {
		t.Errorf("overview %+v, %v", o.Status, err)
	}
	_, err = h.Ready(t.Context())
	wantCode(t, err, models.KindUnavailable, "process_unavailable")
	code := h.facts(district)[0].Project.Code
	r, err := h.ChangePlan(t.Context(), office, "k", code, 0, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "测试"})
	if err != nil || !r.Pending {
		t.Errorf("it is stored, and carried out later: %+v, %v", r, err)
	}
	h.runs.away = nil
	if _, err := h.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestTheYearBeforeStandsBesideThisOne(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, data))
	h.bring("old plan", planBook(t, yearBefore(3)))
	h.bring("old 2", progressBook(t, yearBefore(3), 2))
	h.bring("old 12", progressBook(t, yearBefore(3), 12))
	h.until(models.DateOf(2021, 3, 4).At(9, 30))
	h.bring("2", progressBook(t, data, 2))
	o, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	var same, complete models.Money
	for _, f := range h.facts("district-2020") {
		for _, r := range f.Reports {
			switch r.Month {
			case models.MonthOf(2020, 2):
				same += *r.ApprovedYTD
			case models.MonthOf(2020, 12):
				complete += *r.ApprovedYTD
			}
		}
	}
	want := &tracking.LastYear{Programme: "2020年区重点项目", Projects: 3, SameMonth: models.MonthOf(2020, 2), Approved: same,
		WholeYear: complete, Carried: 3}
	if diff := cmp.Diff(want, o.LastYear); diff != "" || same == 0 {
		t.Errorf("same month %d:\n%s", same, diff)
	}
	if diff := cmp.Diff([]int{2021, 2020}, o.ListedYears); diff != "" {
		t.Errorf("listed years:\n%s", diff)
	}
	if p := o.Curve[1].LastYear; p == nil || *p != same || o.Curve[2].LastYear != nil {
		t.Errorf("the curve of the year before: %v", p)
	}
}

func TestEscalationsOfTheListAgreeWithTheStatus(t *testing.T) {
	h, _, _ := halfYear(t)
	s, err := h.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	open, err := h.Escalations(t.Context(), office, "", true)
	if err != nil {
		t.Fatal(err)
	}
	all, err := h.Escalations(t.Context(), office, "", false)
	if err != nil {
		t.Fatal(err)
	}
	got := map[models.Rung]int{models.Urging: 0, models.Yellow: 0, models.Red: 0, models.Top: 0}
	type item struct{ project, subject string }
	highest := map[item]models.Rung{}
	for i, e := range open { // the worst first: each item counts once, at its highest rung
		if at := (item{e.Project, e.Subject}); highest[at] == models.NoRung {
			highest[at] = e.Rung
			got[e.Rung]++
		}
		if !e.Open || i > 0 && e.Rung.Height() > open[i-1].Rung.Height() {
			t.Errorf("%d: %+v", i, e)
		}
	}
	if diff := cmp.Diff(s.OpenEscalations, got); diff != "" || len(all) <= len(open) || len(open) == 0 {
		t.Errorf("%d of %d open, status (-) and list (+):\n%s", len(open), len(all), diff)
	}
	rows := 0
	for _, f := range h.facts(district) {
		rows += len(f.Escalations)
	}
	if rows != len(all) {
		t.Errorf("%d on record, %d listed", rows, len(all))
	}
}
