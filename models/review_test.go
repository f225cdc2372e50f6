package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// inReview returns a project with a milestone and a month submitted by Li.
func inReview() models.Facts {
	f := late(models.DateOf(2021, 6, 30), true)
	at := models.DateOf(2021, 6, 29).At(15, 0)
	f.Submissions = []models.Submission{
		{ID: "s1", Kind: models.SubmitMilestone, MilestoneID: "m1", DoneOn: models.DateOf(2021, 6, 28),
			Status: models.SubmissionWaiting, SubmittedAt: at, ByID: filler.ID},
		{ID: "s2", Kind: models.SubmitReport, Month: models.MonthOf(2021, 5), MonthAmount: of(60 * wan),
			YTDAmount: of(400 * wan), Status: models.SubmissionWaiting, SubmittedAt: at, ByID: filler.ID},
	}
	f.Reports = []models.Report{{ID: "r5", Month: models.MonthOf(2021, 5), ReportedMonth: of(60 * wan),
		ReportedYTD: of(400 * wan), Status: models.ReportWaiting, SubmittedAt: at}}
	return f
}

func TestReviewMoves(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 20)
	decided := func(status models.SubmissionStatus) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Submissions[0].Status, f.Submissions[0].DecidedAt = status, models.DateOf(2021, 6, 30).At(9, 30)
		}
	}
	reviews := []models.Review{{SubmissionID: "s1", ByName: "张", At: models.DateOf(2021, 6, 30).At(9, 30)}}
	type command = models.ReviewCommand
	for _, c := range []struct {
		name    string
		lay     func(*models.Facts)
		cmd     command
		by      models.Actor
		reviews []models.Review
		want    refused
	}{
		{"accept", nil, command{Submission: "s1", Decision: models.Accept}, reviewer, nil, refused{}},
		{"return with a reason", nil, command{Submission: "s1", Decision: models.Return, Reason: "照片不清"}, reviewer, nil,
			refused{}},
		{"unknown", nil, command{Submission: "s9", Decision: models.Accept}, reviewer, nil, refused{models.KindNotFound,
			"submission_not_found", "“s9”"}},
		{"one's own", nil, command{Submission: "s1", Decision: models.Accept}, filler, nil, refused{models.KindForbidden,
			"own_submission", "不能审核本人填报"}},
		{"decided: by whom, when, how", decided(models.SubmissionAccepted), command{Submission: "s1",
			Decision: models.Accept}, reviewer, reviews,
			refused{models.KindConflict, "already_decided", "该填报已由张于2021-06-30 09:30通过"}},
		{"returned already", decided(models.SubmissionReturned), command{Submission: "s1", Decision: models.Accept}, reviewer,
			reviews,
			refused{models.KindConflict, "already_decided", "该填报已由张于2021-06-30 09:30退回"}},
		{"decided, by whom is not at hand", decided(models.SubmissionReturned), command{Submission: "s1",
			Decision: models.Accept}, reviewer, nil,
			refused{models.KindConflict, "already_decided", "该填报已于2021-06-30 09:30退回"}},
		{"neither accept nor return", nil, command{Submission: "s1", Decision: "maybe"}, reviewer, nil,
			refused{models.KindInvalid, "bad_decision", "“maybe”"}},
		{"return without a reason", nil, command{Submission: "s1", Decision: models.Return}, reviewer, nil,
			refused{models.KindInvalid, "reason_missing", "退回须写明原因"}},
		{"closed project", func(f *models.Facts) { f.Project.Status = models.ProjectClosed }, command{Submission: "s1",
			Decision: models.Accept}, reviewer, nil,
			refused{models.KindConflict, "project_closed", "销号"}},
		{"dropped milestone: not accepted", func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDropped },
			command{Submission: "s1", Decision: models.Accept}, reviewer, nil,
			refused{models.KindConflict, "milestone_dropped", "“主体封顶”已取消"}},
		{"dropped milestone: returned", func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDropped },
			command{Submission: "s1", Decision: models.Return, Reason: "已取消"}, reviewer, nil, refused{}},
		{"report as reported", nil, command{Submission: "s2", Decision: models.Accept}, reviewer, nil, refused{}},
		{"report with other figures", nil, command{Submission: "s2", Decision: models.Accept, MonthAmount: of(50 * wan),
			YTDAmount: of(390 * wan)}, reviewer, nil, refused{}},
		{"only one other figure", nil, command{Submission: "s2", Decision: models.Accept, YTDAmount: of(390 * wan)}, reviewer,
			nil,
			refused{models.KindInvalid, "amount_missing", "核定数须同时填写本月和累计"}},
		{"approved year-to-date under the month", nil, command{Submission: "s2", Decision: models.Accept,
			MonthAmount: of(50 * wan), YTDAmount: of(49 * wan)}, reviewer, nil,
			refused{models.KindInvalid, "ytd_below_month", "49.00 万元小于本月 50.00 万元"}},
		{"less than an earlier month that was approved meanwhile", func(f *models.Facts) {
			total := 401 * wan
			f.Reports = append(f.Reports, models.Report{ID: "r4", Month: models.MonthOf(2021, 4), ReportedYTD: of(340 * wan),
				Status: models.ReportWaiting}, models.Report{ID: "r3", Month: models.MonthOf(2021, 3), ReportedYTD: &total,
				Status: models.ReportApproved, ApprovedYTD: &total})
		}, command{Submission: "s2", Decision: models.Accept}, reviewer, nil,
			refused{models.KindInvalid, "ytd_below_last_month", "1-5月累计 400.00 万元小于已审定的1-3月累计 401.00 万元"}},
		{"more than a later month that was approved before it", laterApproved(399 * wan), command{Submission: "s2",
			Decision: models.Accept}, reviewer, nil,
			refused{models.KindInvalid, "ytd_mismatch", "1-5月累计 400.00 万元与已审定的8月不衔接（499.00 万元 − 100.00 万元）"}},
		{"as much as before a later month that was approved before it", laterApproved(400 * wan), command{Submission: "s2",
			Decision: models.Accept}, reviewer, nil, refused{}},
		{"approved month negative", nil, command{Submission: "s2", Decision: models.Accept, MonthAmount: of(-wan),
			YTDAmount: of(49 * wan)}, reviewer, nil,
			refused{models.KindInvalid, "negative_amount", "核定的5月投资额不能为负数"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := inReview()
			if c.lay != nil {
				c.lay(&f)
			}
			before := copyOf(f)
			_, err := models.RulesFor(f, calendar2021()).Review(&f, c.cmd, c.reviews, c.by, now)
			c.want.check(t, err, before, f)
		})
	}
}

// laterApproved approves August, two months after the next one; before is what stands to the end of July.
func laterApproved(before models.Money) func(f *models.Facts) {
	return func(f *models.Facts) {
		august, total := 100*wan, before+100*wan
		f.Reports = append(f.Reports, models.Report{ID: "r8", Month: models.MonthOf(2021, 8), Status: models.ReportApproved,
			ReportedMonth: &august, ReportedYTD: &total, ApprovedMonth: &august, ApprovedYTD: &total})
	}
}

func TestReviewIsDecidedOnce(t *testing.T) {
	f := inReview()
	r, now := models.RulesFor(f, calendar2021()), models.DateOf(2021, 6, 30).At(15, 20)
	out, err := r.Review(&f, models.ReviewCommand{Submission: "s1", Decision: models.Accept}, nil, reviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Review(&f, models.ReviewCommand{Submission: "s1", Decision: models.Return, Reason: "晚了"},
		[]models.Review{*out.Review}, models.Actor{ID: "zhao"}, now+60_000)
	wantError(t, err, models.KindConflict, "already_decided", "已由王于2021-06-30 15:20通过")
}

func TestAccept(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 20)
	f := inReview()
	r := models.RulesFor(f, calendar2021())
	out, err := r.Review(&f, models.ReviewCommand{Submission: "s1", Decision: models.Accept}, nil, reviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	if m := f.Milestones[0]; m.Status != models.MilestoneDone || m.DoneOn != models.DateOf(2021, 6, 28) ||
		out.Completed == nil || *out.Completed != m {
		t.Errorf("milestone %+v, completed %+v", m, out.Completed)
	}
	if diff := cmp.Diff(f.Submissions[0], *out.Decided); diff != "" || out.Decided.DecidedAt != now {
		t.Errorf("decided at %s\n%s", out.Decided.DecidedAt, diff)
	}
	want := models.Review{SubmissionID: "s1", Decision: models.Accept, ByID: "wang", ByName: "王", At: now}
	if *out.Review != want || out.Action != "milestone.accept" || out.Object != "s1" {
		t.Errorf("%+v %s %s", *out.Review, out.Action, out.Object)
	}

	out, err = r.Review(&f, models.ReviewCommand{Submission: "s2", Decision: models.Accept, MonthAmount: of(50 * wan),
		YTDAmount: of(390 * wan)}, nil, reviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	report := models.Report{
		ID: "r5", Month: models.MonthOf(2021, 5), ReportedMonth: of(60 * wan), ReportedYTD: of(400 * wan),
		ApprovedMonth: of(50 * wan), ApprovedYTD: of(390 * wan),
		Status: models.ReportApproved, SubmittedAt: models.DateOf(2021, 6, 29).At(15, 0), ApprovedAt: now,
	}
	if diff := cmp.Diff([]models.Report{report}, f.Reports); diff != "" {
		t.Errorf("reported and approved are two figures:\n%s", diff)
	}
	if diff := cmp.Diff(&report, out.Report); diff != "" {
		t.Error(diff)
	}
}

func TestReturn(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 20)
	f := inReview()
	r := models.RulesFor(f, calendar2021())
	for _, id := range []string{"s1", "s2"} {
		if _, err := r.Review(&f, models.ReviewCommand{Submission: id, Decision: models.Return, Reason: "更正"}, nil, reviewer,
			now); err != nil {
			t.Fatal(err)
		}
	}
	if f.Milestones[0].Status != models.MilestoneOpen || f.Reports[0].Status != models.ReportReturned ||
		f.Reports[0].ApprovedYTD != nil {
		t.Errorf("%+v %+v", f.Milestones[0], f.Reports[0])
	}
	if _, err := r.SubmitMilestone(&f, models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: now.Date()}, "again", filler,
		now+1); err != nil {
		t.Errorf("a returned milestone may be handed in again: %v", err)
	}
}
