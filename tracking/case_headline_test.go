package tracking_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/models"
	"duban/tracking"
)

// aprilBegun is the sample's first n projects with February and March, and a report of April of one project.
func aprilBegun(t *testing.T, n int) (h *env, code string, approve func()) {
	t.Helper()
	h = inMarch(t, n)
	h.bring("february", progressBook(t, first(n), 2))
	h.bring("march", progressBook(t, first(n), 3))
	h.until(models.DateOf(2021, 4, 28).At(10, 0))
	f := h.facts(district)[0]
	amount := models.Money(123_400)
	ytd := *models.LatestApproved(f.Reports).ApprovedYTD + amount
	_, err := h.ReportMonth(t.Context(), models.Operator, "april", f.Project.Code, 0, models.ReportMonthCommand{
		Month: models.MonthOf(2021, 4), MonthAmount: &amount, Confirmed: true, YTDAmount: &ytd, Physical: "主体施工",
		Paper: "月报表扫描件"})
	if err != nil {
		t.Fatal(err)
	}
	return h, f.Project.Code, func() { h.review(h.waitingOf(f.Project.Name), amount, ytd) }
}

// progressOf leaves out what an approval may change: the round in progress beside the headline, and the year as it is
// expected (全年预计), which rests on the newest figure of every project and says so.
var progressOf = cmp.Options{cmpopts.IgnoreFields(models.Headline{}, "Progress"),
	cmpopts.IgnoreFields(tracking.Status{}, "YearOutlook")}

func TestCase1OneApprovalMovesNoHeadlineNoRankAndNoLine(t *testing.T) {
	march := models.MonthOf(2021, 3)
	for n, want := range map[int]models.Headline{
		6:  {Month: march, Complete: true, Closed: true, Next: march + 1},
		20: {Month: march, Next: march, AskClose: true}, // one of them never reports
	} {
		moveNothing(t, n, want)
	}
}

func moveNothing(t *testing.T, n int, want models.Headline) {
	t.Helper()
	h, code, approve := aprilBegun(t, n)
	march := models.MonthOf(2021, 3)
	before, ranks := h.overview(), h.ranking(tracking.ByUnit, 0)
	if diff := cmp.Diff(want, before.Status.Headline, progressOf); diff != "" ||
		before.Status.ApprovedMonth != march || before.Status.ScheduledMonth != march {
		t.Fatalf("%d projects: %s %s", n, before.Status.ApprovedMonth, diff)
	}
	approve()
	after, later := h.overview(), h.ranking(tracking.ByUnit, 0)
	if p := after.Status.Headline.Progress; p.Due != n || want.Complete && p.Approved != 1 {
		t.Errorf("the round in progress: %+v", p)
	}
	now := cmpopts.IgnoreFields(tracking.Status{}, "AsOf", "Waiting")
	if diff := cmp.Diff(before.Status, after.Status, now, progressOf); diff != "" {
		t.Errorf("status before (-) and after (+):\n%s", diff)
	}
	if diff := cmp.Diff(before.Projects, after.Projects); diff != "" {
		t.Errorf("projects before (-) and after (+):\n%s", diff)
	}
	if diff := cmp.Diff(before.Curve, after.Curve); diff != "" {
		t.Errorf("curve before (-) and after (+):\n%s", diff)
	}
	if diff := cmp.Diff(ranks, later, progressOf, cmpopts.IgnoreFields(tracking.Ranking{}, "AsOf", "Months")); diff != "" {
		t.Errorf("ranks before (-) and after (+):\n%s", diff)
	}
	page, err := h.ProjectPage(t.Context(), office, code)
	if err != nil || page.Month != march || page.Months[3].ApprovedYTD == nil {
		t.Errorf("the project stands on %s, April is %+v, %v", page.Month, page.Months[3], err)
	}
}

func (h *env) overview() tracking.Overview {
	h.t.Helper()
	o, err := h.Overview(h.t.Context(), office, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

func TestCase3ASkippedMonthIsCarriedAndAddsUp(t *testing.T) {
	h := inMarch(t, 6)
	skipping := progressBook(t, first(5), 3)
	h.bring("february", progressBook(t, first(6), 2))
	h.bring("march", skipping)
	h.until(models.DateOf(2021, 5, 4).At(10, 0))
	h.bring("april", progressBook(t, first(6), 4))
	o := h.overview()
	before := models.Money(0)
	for _, p := range o.Curve[1:4] {
		if p.Approved == nil || *p.Approved != before+*p.InMonth {
			t.Fatalf("%s: %v is not %d and %v", p.Month, p.Approved, before, p.InMonth)
		}
		before = *p.Approved
	}
	if o.Curve[2].Carried != 1 {
		t.Errorf("March: %+v", o.Curve[2])
	}
	march := h.ranking(tracking.ByUnit, models.MonthOf(2021, 3))
	var approved, carried models.Money
	for _, l := range march.Projects {
		approved += *l.Approved
		if l.CarriedFrom != 0 {
			carried += *l.Approved
			if l.CarriedFrom != models.MonthOf(2021, 2) || l.Month != l.CarriedFrom || *l.InMonth != 0 {
				t.Errorf("%+v", l)
			}
		}
	}
	if approved != *o.Curve[2].Approved || approved != march.Total.Approved || carried != march.Total.CarriedAmount ||
		carried == 0 || before != o.Status.Approved {
		t.Errorf("March %d, ranking %d, curve %d, carried %d; April %d, status %d", approved, march.Total.Approved,
			*o.Curve[2].Approved, carried, before, o.Status.Approved)
	}
}

func TestCase2And4ReportedStandsApartAndIsOfTheMonthItself(t *testing.T) {
	h, _, waiting := halfYear(t)
	s := h.status()
	var pending, pendingMonth models.Money
	for _, f := range h.facts(district) {
		for _, r := range f.Reports {
			if r.Month == june && r.ApprovedYTD == nil && r.ReportedYTD != nil {
				last := models.LatestApproved(f.Reports)
				pending += *r.ReportedYTD - *last.ApprovedYTD
				pendingMonth += *r.ReportedMonth
			}
		}
	}
	if pending == 0 || s.Approved != h.ledger().approved || s.Reported-s.Approved != pending ||
		s.Figures.Reported != pendingMonth || s.Figures.ReportedCount != 1 {
		t.Errorf("approved %d, reported %d, apart %d of %d; want %d and %d more", s.Approved, s.Reported,
			s.Figures.Reported, s.Figures.ReportedCount, h.ledger().approved, pending)
	}
	for _, l := range h.overview().Projects {
		if (l.Pending != nil) != (l.Name == waiting) {
			t.Errorf("%s: handed in and not approved %v", l.Name, l.Pending)
		}
	}
}

func TestCase10OneOutlookEverywhere(t *testing.T) {
	h, _, _ := halfYear(t)
	s := h.status()
	leader, err := h.LeaderPage(t.Context(), holding(models.RoleGovernment, ""), "")
	if err != nil {
		t.Fatal(err)
	}
	board, err := h.Board(t.Context(), office, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	forecast, err := h.Forecast(t.Context(), office, "", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	want := forecast.Outlook
	if want.Month != june || want.Target != s.AnnualPlan || !want.OfPlans ||
		len(forecast.Projects) != s.Projects+s.Dropped {
		t.Errorf("%+v of %d projects", want, len(forecast.Projects))
	}
	for door, got := range map[string]tracking.Status{"status": s, "overview": h.overview().Status,
		"leader": leader.Status} {
		if !reflect.DeepEqual(got.Outlook, want) || got.Forecast == nil || *got.Forecast != want.Low ||
			want.Low >= want.High {
			t.Errorf("%s: %+v, forecast %v, want %+v", door, got.Outlook, got.Forecast, want)
		}
	}
	if !reflect.DeepEqual(board.Status.Outlook, want.Public()) || board.Status.Forecast != nil {
		t.Errorf("board: %+v", board.Status.Outlook)
	}
}

func TestCase11TheLeadersItemsAreThoseOfTheRecord(t *testing.T) {
	h, _, _ := halfYear(t)
	open, err := h.Escalations(t.Context(), office, "", true)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]tracking.EscalationView{}
	for _, e := range open {
		of[e.ID] = e
	}
	leader, err := h.LeaderPage(t.Context(), holding(models.RoleGovernment, ""), "")
	if err != nil || len(leader.Escalations) != len(open) || len(open) == 0 {
		t.Fatalf("%d and %d, %v", len(leader.Escalations), len(open), err)
	}
	late := 0
	for _, e := range leader.Escalations {
		e.Order = of[e.ID].Order // which order an item belongs to stands with the orders of this page
		if diff := cmp.Diff(of[e.ID], e); diff != "" || e.Unit == "" {
			t.Fatalf("record (-) and leader (+):\n%s", diff)
		}
		late += e.DaysLate
	}
	if late == 0 {
		t.Error("nothing is late: nothing was compared")
	}
	list, err := h.EscalationList(t.Context(), office, tracking.EscalationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withoutZeroes(leader.Status.Rungs), withoutZeroes(list.Rungs)); diff != "" {
		t.Errorf("rungs of the status (-) and the list (+):\n%s", diff)
	}
}

func withoutZeroes(counts map[models.Rung]int) map[models.Rung]int {
	out := map[models.Rung]int{}
	for rung, n := range counts {
		if n > 0 {
			out[rung] = n
		}
	}
	return out
}

func TestCase5RanksFollowTheChosenRule(t *testing.T) {
	h, _, _ := halfYear(t)
	seen := map[string]bool{}
	for _, rule := range models.RankRules {
		if err := h.SetRank(t.Context(), office, "rank "+string(rule), "", rule); err != nil {
			t.Fatal(err)
		}
		r := h.ranking(tracking.ByUnit, 0)
		order := []string{}
		for i, g := range r.Groups {
			order = append(order, g.Name)
			if i > 0 && rule.Value(g.Totals) > rule.Value(r.Groups[i-1].Totals) {
				t.Errorf("%s: %s stands below %s", rule, g.Name, r.Groups[i-1].Name)
			}
		}
		if r.RankRule != rule || r.RankName != rule.Chinese() || r.RankName == "" {
			t.Errorf("printed %q %q", r.RankRule, r.RankName)
		}
		seen[strings.Join(order, " ")] = true
	}
	if len(seen) != len(models.RankRules) {
		t.Errorf("%d orders by %d rules: they are not told apart", len(seen), len(models.RankRules))
	}
	audit := h.dump().Audit
	if last := audit[len(audit)-1]; last.Action != "programme.rank" ||
		last.Detail != `{"from":"schedule","programme":"district-2021","to":"points"}` {
		t.Errorf("%+v", last)
	}
	wantCode(t, h.SetRank(t.Context(), office, "other", "", "mine"), models.KindInvalid, "unknown_rank_rule")
}
