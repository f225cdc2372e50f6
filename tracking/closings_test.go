package tracking_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// closingsEnv is a list of three projects in March 2021, of which February's reports of two are approved.
func closingsEnv(t *testing.T) *env {
	t.Helper()
	h := newEnv(t)
	h.bring("plan", planBook(t, first(3)))
	h.until(models.DateOf(2021, 3, 2).At(10, 0))
	for i, f := range h.facts(district)[:2] {
		h.approve(f.Project.Code, models.MonthOf(2021, 2), models.Money(i+1)*100_000)
	}
	return h
}

// approve reports a month of a project and approves it.
func (h *env) approve(code string, month models.Month, amount models.Money) {
	h.t.Helper()
	key := fmt.Sprint(code, month)
	r, err := h.ReportMonth(h.t.Context(), models.Operator, key, code, 0, models.ReportMonthCommand{Month: month,
		MonthAmount: &amount, Confirmed: true, Paper: "月报表"})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.Review(h.t.Context(), office, key+" review", 0, models.ReviewCommand{Submission: r.Object,
		Decision: models.Accept}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *env) closed() []tracking.ClosingView {
	h.t.Helper()
	list, err := h.Closings(h.t.Context(), office, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return list.Closings
}

func TestARoundClosesWithTheLastApprovalAndOnlyThen(t *testing.T) {
	h := closingsEnv(t)
	if got := h.closed(); len(got) != 0 {
		t.Fatalf("closed with one missing: %+v", got)
	}
	h.approve(h.facts(district)[2].Project.Code, models.MonthOf(2021, 2), 300_000)
	got := h.closed()
	if len(got) != 1 || got[0].Month != models.MonthOf(2021, 2) || got[0].Version != 1 || got[0].Reconstructed ||
		len(got[0].Missing) != 0 || got[0].Totals.Approved != 600_000 {
		t.Fatalf("closings %+v", got)
	}
}

func TestARoundClosesWhenTheLastMissingOneIsPausedOrDropped(t *testing.T) {
	for _, how := range []string{"paused", "dropped"} {
		t.Run(how, func(t *testing.T) {
			h := closingsEnv(t)
			code := h.facts(district)[2].Project.Code
			var err error
			if how == "paused" {
				_, err = h.ChangePlan(t.Context(), office, "stop", code, 0, models.ChangePlanCommand{Change: models.PlanPause,
					MovesDue: models.No,
					Date:     models.DateOf(2021, 3, 1), Reason: "停工", Document: "1号"})
			} else {
				_, err = h.AdjustList(t.Context(), office, "drop", "", tracking.ListAdjustment{Change: tracking.ListDrop,
					Projects: []string{code}, Document: "1号", EffectiveOn: models.DateOf(2021, 3, 1)})
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := h.closed(); len(got) != 1 {
				t.Errorf("closings %+v", got)
			}
		})
	}
}

func TestAPersonClosesReopensAndClosesAgain(t *testing.T) {
	h, february := closingsEnv(t), models.MonthOf(2021, 2)
	ask := tracking.CloseRequest{Month: february}
	_, err := h.CloseMonth(t.Context(), office, "early", "", ask)
	wantCode(t, err, models.KindInvalid, "round_not_due")
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	_, err = h.CloseMonth(t.Context(), office, "no reason", "", ask)
	wantCode(t, err, models.KindInvalid, "reason_missing")
	ask.Reason = "一个项目未报"
	for range 2 { // the same key twice
		v, err := h.CloseMonth(t.Context(), office, "close", "", ask)
		if err != nil || v.Version != 1 || len(v.Missing) != 1 || v.By != office.Name {
			t.Fatalf("%+v, %v", v, err)
		}
	}
	_, err = h.CloseMonth(t.Context(), office, "again", "", ask)
	wantCode(t, err, models.KindConflict, "already_closed")

	if v, err := h.ReopenMonth(t.Context(), office, "reopen", "", tracking.CloseRequest{Month: february,
		Reason: "复核"}); err != nil || v.Version != 2 || !v.Reopened {
		t.Fatalf("%+v, %v", v, err)
	}
	if v, err := h.CloseMonth(t.Context(), office, "close again", "", ask); err != nil || v.Version != 3 ||
		len(v.Missing) != 1 || v.Totals.Approved != 300_000 {
		t.Fatalf("%+v, %v", v, err)
	}
}

// Case 3: a report that is approved after its month was closed makes the next version of that month and of the closed
// months that carried the project, so that each month's cumulative amount is that of the month before and its own.
func TestCase3ALateReportMakesTheNextVersions(t *testing.T) {
	h := closingsEnv(t)
	february, march := models.MonthOf(2021, 2), models.MonthOf(2021, 3)
	late := h.facts(district)[2].Project
	h.until(models.DateOf(2021, 4, 15).At(10, 0))
	for _, month := range []models.Month{february, march} {
		if _, err := h.CloseMonth(t.Context(), office, "close "+month.String(), "", tracking.CloseRequest{Month: month,
			Reason: "未报齐"}); err != nil {
			t.Fatal(err)
		}
	}
	h.approve(late.Code, february, 300_000)
	for month, want := range map[models.Month]struct{ approved, inMonth models.Money }{
		february: {600_000, 600_000}, march: {600_000, 0},
	} {
		first, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, month, 1)
		if err != nil || first.Totals.Approved != 300_000 {
			t.Errorf("%s, version 1: %+v, %v", month, first.Totals, err)
		}
		page, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, month, 0)
		if err != nil || page.Version != 2 || page.Totals.Approved != want.approved ||
			page.Totals.InMonth != want.inMonth || page.Reason != "补审定："+late.Code+" "+late.Name+"2月月报" {
			t.Errorf("%s: version %d, %s, %+v, %v", month, page.Version, page.Reason, page.Totals, err)
		}
	}
}

// Case 13: the plan is changed after a month was closed.
func TestCase13AChangedPlanLeavesAClosedMonth(t *testing.T) {
	h, february := closingsEnv(t), models.MonthOf(2021, 2)
	third := h.facts(district)[2].Project
	h.approve(third.Code, february, 300_000)
	before, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, february, 0)
	if err != nil {
		t.Fatal(err)
	}
	h.until(models.DateOf(2021, 7, 20).At(10, 0))
	plan := third.AnnualPlan * 2
	if _, err := h.ChangePlan(t.Context(), office, "more", third.Code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: plan, Reason: "调整", Document: "2号"}); err != nil {
		t.Fatal(err)
	}
	after, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, february, 0)
	if err != nil || after.SHA256 != before.SHA256 || after.Totals.Plan != before.Totals.Plan ||
		after.Lines[2].Plan != third.AnnualPlan {
		t.Fatalf("%+v, %v", after.Totals, err)
	}
	if got := after.Lines[2].Today; len(got) != 1 || !strings.HasPrefix(got[0].Text, "现年度计划") {
		t.Errorf("differences to today: %v", got)
	}
	// Its next version keeps the plan of then, too.
	if _, err := h.ReopenMonth(t.Context(), office, "reopen", "", tracking.CloseRequest{Month: february,
		Reason: "复核"}); err != nil {
		t.Fatal(err)
	}
	v, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: february, Reason: "复核"})
	if err != nil || v.Totals.Plan != before.Totals.Plan || v.Totals.Scheduled != before.Totals.Scheduled {
		t.Errorf("the next version: %+v, %v", v.Totals, err)
	}
}

func TestFiguresThatWentOutNeedADocumentToReopen(t *testing.T) {
	h, february := closingsEnv(t), models.MonthOf(2021, 2)
	h.approve(h.facts(district)[2].Project.Code, february, 300_000)
	if v, err := h.CloseMonth(t.Context(), office, "up", "", tracking.CloseRequest{Kind: models.ClosedVerified,
		Month: february}); err != nil || v.Version != 1 || v.Totals.Approved != 600_000 {
		t.Fatalf("%+v, %v", v, err)
	}
	r := tracking.CloseRequest{Month: february, Reason: "有误"}
	_, err := h.ReopenMonth(t.Context(), office, "reopen", "", r)
	wantCode(t, err, models.KindInvalid, "document_missing")
	r.Document = "3号"
	if _, err := h.ReopenMonth(t.Context(), office, "reopen 2", "", r); err != nil {
		t.Fatal(err)
	}
	page, err := h.ClosingPage(t.Context(), office, "", models.ClosedVerified, february, 1)
	if err != nil || len(page.Sent) != 1 || page.Sent[0].By != office.Name {
		t.Errorf("who has had the figures: %+v, %v", page.Sent, err)
	}
}

func TestTheOfficeIsAskedOnceADayToCloseAnOverdueRound(t *testing.T) {
	h := closingsEnv(t)
	if err := goLiveNow(h); err != nil {
		t.Fatal(err)
	}
	asked := func() int {
		t.Helper()
		kept, err := h.KeepMonths(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return kept.Asked
	}
	if n := asked(); n != 0 {
		t.Errorf("asked %d times before it is due", n)
	}
	h.until(models.DateOf(2021, 3, 12).At(10, 0))   // due on Friday the 5th: the fifth working day after it
	if a, b := asked(), asked(); a != 2 || b != 0 { // the district's list and the city's
		t.Errorf("asked %d and %d times on the fifth working day", a, b)
	}
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	if n := asked(); n != 2 {
		t.Errorf("asked %d times on the next working day", n)
	}
	if _, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: models.MonthOf(2021, 2),
		Reason: "一个项目未报"}); err != nil {
		t.Fatal(err)
	}
	h.until(models.DateOf(2021, 3, 16).At(10, 0))
	if n := asked(); n != 1 {
		t.Errorf("asked %d times after the district's was closed", n)
	}
}

func goLiveNow(h *env) error {
	if _, err := h.GoLive(h.t.Context(), office, "", 0, "", "back"); err != nil {
		return err
	}
	_, err := h.GoLive(h.t.Context(), office, "", h.clock.Date()+1, models.GoLiveWord, "live")
	return err
}

// A kill between two months is a transaction that never began: the next run goes on with the first month missing.
func TestMonthsBeforeThisVersionAreReconstructedAndAKillContinues(t *testing.T) {
	h := closingsEnv(t)
	h.until(models.DateOf(2021, 5, 20).At(10, 0))
	err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		p, err := tx.FindProgramme("")
		if err != nil {
			return err
		}
		all, err := figures.Load(tx, p, h.Calendar)
		if err != nil {
			return err
		}
		month, err := all.Reconstruct(tx, *h.clock)
		if month != models.MonthOf(2021, 2) {
			t.Errorf("the first month is %s", month)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := h.KeepMonths(t.Context())
	if err != nil || kept.Reconstructed != 2+3 { // the district's March and April, the city's too
		t.Fatalf("%+v, %v", kept, err)
	}
	for _, v := range h.closed() {
		if !v.Reconstructed || v.Version != 1 || len(v.Missing) == 0 {
			t.Errorf("%+v", v)
		}
	}
	if kept, err = h.KeepMonths(t.Context()); err != nil || kept.Reconstructed != 0 {
		t.Errorf("once more: %+v, %v", kept, err)
	}
}

// What is changed in a line or a total is found by models.MonthClosing.Check.
func TestTheDoctorNamesAMissingVersion(t *testing.T) {
	h := closingsEnv(t)
	h.approve(h.facts(district)[2].Project.Code, models.MonthOf(2021, 2), 300_000)
	err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		c, _, err := tx.Closing(district, models.ClosedMonth, models.MonthOf(2021, 2))
		if err != nil {
			return err
		}
		lines, err := tx.ClosingLines(c.ID)
		if err != nil {
			return err
		}
		c.ID, c.Version = "third", 3
		for i := range lines {
			lines[i].ClosingID = c.ID
		}
		return tx.InsertClosing(c, lines)
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Checks {
		if c.Name == "月结记录完整" && (len(c.Found) != 1 || !strings.Contains(c.Found[0], "缺第2版")) {
			t.Errorf("found %v", c.Found)
		}
	}
}
