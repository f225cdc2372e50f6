package tracking_test

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

// handIn reports February of a project as its owner.
func (h *env) handIn(t *testing.T, key string, p models.Project, amount models.Money) string {
	t.Helper()
	r, err := h.ReportMonth(t.Context(), holding(models.RoleOwner, p.OwnerID), key, p.Code, 0, models.ReportMonthCommand{
		Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true, Physical: "基础施工",
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.Object
}

func TestTheQueueForgetsWhatNobodyDecidesAnyMore(t *testing.T) {
	s := newFixture(t)
	queue, err := s.ReviewQueue(t.Context(), office, tracking.OldestFirst)
	if err != nil || len(queue.Lines) != 2 {
		t.Fatalf("%d lines, %v", len(queue.Lines), err)
	}
	_, err = s.ChangePlan(t.Context(), office, "close", s.own.Code, 0, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "建成"})
	if err != nil {
		t.Fatal(err)
	}
	if queue, err = s.ReviewQueue(t.Context(), office, tracking.OldestFirst); err != nil || len(queue.Lines) != 1 ||
		queue.Lines[0].Project != s.other.Code {
		t.Errorf("closed: %+v, %v", queue.Lines, err)
	}
	if views, err := s.Submissions(t.Context(), office, "", true); err != nil || len(views) != 1 {
		t.Errorf("waiting %+v, %v", views, err)
	}
	o, err := s.Overview(t.Context(), office, "")
	if err != nil || len(o.Waiting) != 1 || o.Status.Waiting != 1 {
		t.Errorf("overview: %d and %d wait, %v", len(o.Waiting), o.Status.Waiting, err)
	}
	page, err := s.SubmissionPage(t.Context(), office, s.waiting)
	if err != nil || page.MayDecide || page.Why.Text != "项目已销号，不再审核" || !page.Closed {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestTheQueueIsOrdered(t *testing.T) {
	s := newFixture(t)
	name := s.openMilestone()
	s.until(models.DateOf(2021, 9, 6).At(15, 0))
	r, err := s.SubmitMilestone(t.Context(), holding(models.RoleOwner, s.own.OwnerID), "late", s.own.Code, 0,
		models.SubmitMilestoneCommand{Milestone: name, DoneOn: s.clock.Date()})
	if err != nil {
		t.Fatal(err)
	}
	// own's report has a red card
	for order, want := range map[tracking.ReviewOrder]int{tracking.OldestFirst: 2, tracking.UrgentFirst: 1} {
		queue, err := s.ReviewQueue(t.Context(), office, order)
		if err != nil || len(queue.Lines) != 3 || queue.Overdue != 2 {
			t.Fatalf("%q: %+v, %v", order, queue, err)
		}
		line := queue.Lines[want]
		if line.ID != r.Object || line.DaysLate == 0 || line.Rung != models.Yellow || line.Due == 0 || line.Unit == "" {
			t.Errorf("%q: %+v", order, line)
		}
		if order == tracking.UrgentFirst && (queue.Lines[0].Rung != models.Red || queue.Lines[2].Rung != models.NoRung) {
			t.Errorf("%+v", queue.Lines)
		}
	}
}

func TestASubmissionShowsWhatChangedAndWhoMayDecide(t *testing.T) {
	s := newFixture(t)
	first := s.handIn(t, "first", s.own, 200)
	_, err := s.Review(t.Context(), office, "back", 0, models.ReviewCommand{Submission: first, Decision: models.Return,
		Reason: "与合同不符"})
	if err != nil {
		t.Fatal(err)
	}
	resubmitted := s.handIn(t, "again", s.own, 300)
	page, err := s.SubmissionPage(t.Context(), office, resubmitted)
	if err != nil {
		t.Fatal(err)
	}
	if page.Last == nil || page.Last.ID != first || page.Last.Reason != "与合同不符" || *page.Last.MonthAmount != 200 ||
		page.Before == nil || page.Before.Month.Number() != 1 {
		t.Errorf("last %+v, before %+v", page.Last, page.Before)
	}
	if !page.MayDecide || page.Report == nil || page.Due != models.DateOf(2021, 3, 5) || page.Physical != "基础施工" {
		t.Errorf("%+v", page)
	}
	for name, want := range map[string]struct {
		actor models.Actor
		id    string
		why   string
	}{
		"a reader":  {holding(models.RoleReadOnly, ""), resubmitted, "只有重点项目办可以审定，请联系重点项目办"},
		"its owner": {holding(models.RoleOwner, s.own.OwnerID), resubmitted, "只有重点项目办可以审定，请联系重点项目办"},
		"decided":   {office, first, "该填报已由重点项目办于2021-02-26 15:00退回"},
	} {
		page, err := s.SubmissionPage(t.Context(), want.actor, want.id)
		if err != nil || page.MayDecide || page.Why.Text != want.why {
			t.Errorf("%s: %q, %v", name, page.Why, err)
		}
	}
	behalf, err := s.ReportMonth(t.Context(), office, "own", s.other.Code, 0,
		models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: new(s.other.AnnualPlan * 2), Confirmed: true,
			Paper: "月报表"})
	if err != nil {
		t.Fatal(err)
	}
	if page, err = s.SubmissionPage(t.Context(), office, behalf.Object); err != nil || page.MayDecide ||
		page.Why.Text != "不能审核本人填报，请由他人审核" || len(page.Checks) == 0 {
		t.Errorf("own: %q, %v, %v", page.Why, page.Checks, err)
	}
	_, err = s.SubmissionPage(t.Context(), office, "nothing")
	wantCode(t, err, models.KindNotFound, "submission_not_found")
}
