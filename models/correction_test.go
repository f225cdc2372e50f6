package models_test

import (
	"testing"
	"time"

	"duban/models"
)

var secondReviewer = models.Actor{ID: "zhao", Name: "赵", Roles: []models.Role{{Role: models.RoleOffice}}}

// approvedMonths is a project with approved months from February on, each with the given amount in 万元.
func approvedMonths(amounts ...models.Money) models.Facts {
	f := late(models.DateOf(2021, 12, 30), true)
	ytd := models.Money(0)
	for i, a := range amounts {
		ytd += a * wan
		month := models.MonthOf(2021, i+2)
		f.Reports = append(f.Reports, models.Report{ID: models.ReportID(f.Project.ID, month), ProjectID: f.Project.ID,
			Month: month, ReportedMonth: of(a * wan), ReportedYTD: of(ytd), ApprovedMonth: of(a * wan), ApprovedYTD: of(ytd),
			Status: models.ReportApproved, SubmittedAt: 1, ApprovedAt: 2})
	}
	return f
}

func ask(t *testing.T, f *models.Facts, c models.CorrectionCommand, now models.Instant) models.Correction {
	t.Helper()
	made, err := clerkRules().NewCorrection(*f, c, "ask", filler, now)
	if err != nil {
		t.Fatal(err)
	}
	f.Corrections = append(f.Corrections, made)
	return made
}

// Case 12: March approved with 100, the truth is 80; April is truly 50, 130 to date.
func TestAnApprovedMonthIsCorrected(t *testing.T) {
	now := models.DateOf(2021, 5, 6).At(10, 0)
	f := approvedMonths(0, 100)
	c := ask(t, &f, models.CorrectionCommand{Kind: models.CorrectMonth, Month: models.MonthOf(2021, 3),
		MonthAmount: of(80 * wan), Reason: "票据重复"}, now)
	_, err := clerkRules().ConfirmCorrection(&f, c, "", false, filler, now)
	wantError(t, err, models.KindForbidden, "forbidden", "重点项目办")
	own := secondReviewer
	own.ID = filler.ID
	_, err = clerkRules().ConfirmCorrection(&f, c, "", false, own, now)
	wantError(t, err, models.KindForbidden, "own_correction", "不能确认本人提出的更正")
	_, err = clerkRules().ConfirmCorrection(&f, c, "", true, secondReviewer, now)
	wantError(t, err, models.KindForbidden, "office_head_needed", "负责人")
	alone := headOfOffice()
	alone.ID = filler.ID
	_, err = clerkRules().ConfirmCorrection(&f, c, "", true, alone, now)
	wantError(t, err, models.KindForbidden, "own_correction", "由经办人提出")
	changes, err := clerkRules().ConfirmCorrection(&f, c, "", false, secondReviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	if got := changes.Corrected; len(got) != 1 || *got[0].ApprovedMonth != 80*wan || *got[0].ApprovedYTD != 80*wan ||
		*got[0].ReportedMonth != 100*wan {
		t.Errorf("March: %+v", got)
	}
	_, err = clerkRules().ReportMonth(&f, models.ReportMonthCommand{Month: models.MonthOf(2021, 4),
		MonthAmount: of(50 * wan),
		YTDAmount:   of(130 * wan)}, "april", filler, now)
	if err != nil {
		t.Errorf("April's truth: %v", err)
	}
	_, err = clerkRules().ConfirmCorrection(&f, f.Corrections[0], "", false, secondReviewer, now)
	wantError(t, err, models.KindConflict, "correction_decided", "已确认")
}

func TestLaterMonthsAreNeverChangedSilently(t *testing.T) {
	now := models.DateOf(2021, 6, 6).At(10, 0)
	march := models.MonthOf(2021, 3)
	command := models.CorrectionCommand{Kind: models.CorrectMonth, Month: march, MonthAmount: of(80 * wan),
		Reason: "更正", Confirmed: true}
	f := approvedMonths(10, 100, 30, 20)
	_, err := clerkRules().NewCorrection(f, command, "k", filler, now)
	wantError(t, err, models.KindInvalid, "later_months", "4月至5月已审定")
	_, err = clerkRules().NewCorrection(approvedMonths(10, 100, 30), command, "k", filler, now)
	wantError(t, err, models.KindInvalid, "later_months", "4月已审定（1-4月累计")
	for later, want := range map[models.LaterMonths][]models.Money{
		models.ShiftLater: {90, 120, 140}, models.AbsorbLater: {90, 140, 160},
	} {
		f := approvedMonths(10, 100, 30, 20)
		command.Later = later
		c := ask(t, &f, command, now)
		if _, err := clerkRules().ConfirmCorrection(&f, c, "", false, secondReviewer, now); err != nil {
			t.Fatal(err)
		}
		before := *f.Reports[0].ApprovedYTD
		for i, r := range f.Reports[1:] {
			if *r.ApprovedYTD != want[i]*wan || before+*r.ApprovedMonth != *r.ApprovedYTD {
				t.Errorf("%s %s: %s + %s = %s, want %d", later, r.Month, before.In(models.WanYuan),
					r.ApprovedMonth.In(models.WanYuan), r.ApprovedYTD.In(models.WanYuan), want[i])
			}
			before = *r.ApprovedYTD
		}
	}
	command.Later, command.MonthAmount = models.AbsorbLater, of(150*wan)
	_, err = clerkRules().NewCorrection(f, command, "k", filler, now)
	wantError(t, err, models.KindInvalid, "absorb_negative", "不足以抵减")
	f = approvedMonths(10, 100)
	command.MonthAmount = of(80 * wan)
	c := ask(t, &f, command, now)
	f.Reports = append(f.Reports, approvedMonths(10, 100, 30).Reports[2]) // approved since it was asked for
	_, err = clerkRules().ConfirmCorrection(&f, c, "", false, secondReviewer, now)
	wantError(t, err, models.KindConflict, "correction_outdated", "重新申请")
}

// 当月冲减: the month stays as reported; the month after the last approved one carries the difference.
func TestTheCurrentMonthCarriesADifference(t *testing.T) {
	now := models.DateOf(2021, 6, 6).At(10, 0)
	f := approvedMonths(10, 100, 30)
	c := ask(t, &f, models.CorrectionCommand{Kind: models.CorrectInCurrent, Month: models.MonthOf(2021, 3),
		MonthAmount: of(80 * wan), Reason: "更正", Confirmed: true}, now)
	if _, err := clerkRules().ConfirmCorrection(&f, c, "", true, headOfOffice(), now); err != nil {
		t.Fatal(err)
	}
	may := models.MonthOf(2021, 5)
	report := models.ReportMonthCommand{Month: may, MonthAmount: of(50 * wan)}
	if _, err := clerkRules().ReportMonth(&f, report, "may", filler, now); err != nil {
		t.Fatal(err)
	}
	got := f.Reports[3]
	if got.Month != may || got.Carried() != -20*wan || *got.ReportedMonth != 50*wan || *got.ReportedYTD != 170*wan {
		t.Errorf("May: %+v, want 140 - 20 + 50 = 170", got)
	}
	if *f.Reports[1].ApprovedYTD != 110*wan {
		t.Errorf("March changed: %+v", f.Reports[1])
	}
	if _, err := clerkRules().Review(&f, models.ReviewCommand{Submission: f.Submissions[0].ID, Decision: models.Accept},
		nil,
		secondReviewer, now); err != nil {
		t.Fatal(err)
	}
	figures := models.TotalsOf([]models.ProjectFigures{clerkRules().ProjectFigures(f, models.Listing{}, models.Names{},
		may, now, now.Date())})
	if line := clerkRules().ProjectFigures(f, models.Listing{}, models.Names{}, may, now,
		now.Date()); *line.Approved != 170*wan ||
		*line.InMonth != 30*wan || figures.Approved != 170*wan {
		t.Errorf("May's figures: %d %d %d", *line.Approved, *line.InMonth, figures.Approved)
	}
}

func headOfOffice() models.Actor {
	return models.Actor{ID: "head", Name: "主任", Roles: []models.Role{{Role: models.RoleOffice,
		PostID: models.PostID("重点项目办主任")}}}
}

// A reopened milestone goes on from what it had earned: the days between acceptance and reopening do not count.
func TestAReopenedMilestoneGoesOn(t *testing.T) {
	due := models.DateOf(2021, 6, 30)
	f := late(due, true)
	m := &f.Milestones[0]
	accepted := models.DateOf(2021, 7, 9).At(15, 0)
	f.Submissions = []models.Submission{{ID: "s1", ProjectID: f.Project.ID, Kind: models.SubmitMilestone,
		MilestoneID: m.ID, DoneOn: due, Status: models.SubmissionAccepted, SubmittedAt: accepted - 60_000_000,
		DecidedAt: accepted}}
	earned := clerkRules().Advance(f, accepted-1).Records
	highest := models.NoRung
	for _, e := range earned {
		e.ClosedAt = accepted
		f.Escalations = append(f.Escalations, e)
		if e.Item == models.ItemMilestone && e.Rung.Height() > highest.Height() {
			highest = e.Rung
		}
	}
	if highest == models.NoRung {
		t.Fatal("nothing was earned before the acceptance")
	}
	m.Status, m.DoneOn = models.MilestoneDone, due
	counted := clerkRules().MilestoneLateness(f, models.Milestone{ID: m.ID, Due: due, Status: models.MilestoneOpen},
		accepted)
	now := models.DateOf(2021, 9, 10).At(16, 0)
	c := ask(t, &f, models.CorrectionCommand{Kind: models.ReopenMilestone, Milestone: m.Name, Reason: "验收作废"}, now)
	changes, err := clerkRules().ConfirmCorrection(&f, c, "", false, secondReviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	if m.Status != models.MilestoneOpen || m.DueVersion != 2 || m.Due != due || changes.Reopened == nil {
		t.Errorf("the milestone: %+v", m)
	}
	if late := clerkRules().MilestoneLateness(f, *m, now); late.Counted != counted.Counted {
		t.Errorf("%d days count, want the %d from before the acceptance", late.Counted, counted.Counted)
	}
	after := clerkRules().Advance(f, now)
	again := models.NoRung
	for _, e := range after.Records {
		if e.Item == models.ItemMilestone && e.Kind == models.KindRung && !e.PassedOver {
			again = e.Rung
		}
	}
	if again != highest {
		t.Errorf("it stands at %q, want %q as earned", again, highest)
	}
	if after.Next.At <= now {
		t.Errorf("the ladder does not go on: %+v", after.Next)
	}
}

func TestAnAcceptanceIsTakenBack(t *testing.T) {
	accepted := models.DateOf(2021, 6, 30).At(15, 0)
	for name, c := range map[string]struct {
		submission string
		by         models.Actor
		at         models.Instant
		kind       models.Kind
		code       string
	}{
		"milestone": {"s1", secondReviewer, accepted.Add(9 * time.Minute), "", ""},
		"report":    {"s2", secondReviewer, accepted.Add(10 * time.Minute), "", ""},
		"too late": {"s1", secondReviewer, accepted.Add(10*time.Minute + time.Second), models.KindConflict,
			"take_back_late"},
		"another person": {"s1", headOfOffice(), accepted.Add(time.Minute), models.KindForbidden, "not_own_acceptance"},
	} {
		f := inReview()
		before := f.Milestones[0]
		changes, err := clerkRules().Review(&f, models.ReviewCommand{Submission: c.submission, Decision: models.Accept}, nil,
			secondReviewer, accepted)
		if err != nil {
			t.Fatal(err)
		}
		reviews := []models.Review{*changes.Review}
		_, err = clerkRules().TakeBack(&f, models.TakeBackCommand{Submission: c.submission}, reviews, c.by, c.at)
		if c.code != "" {
			wantError(t, err, c.kind, c.code, "请申请更正")
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if f.Milestones[0] != before || f.Reports[0].Status != models.ReportWaiting || f.Reports[0].ApprovedYTD != nil {
			t.Errorf("%s: not as before: %+v %+v", name, f.Milestones[0], f.Reports[0])
		}
		if changes, err := clerkRules().Review(&f, models.ReviewCommand{Submission: c.submission, Decision: models.Return,
			Reason: "再核"}, nil, secondReviewer, c.at); err != nil || changes.Decided == nil {
			t.Errorf("%s: not decided again: %v", name, err)
		}
	}
}

func clerkRules() models.Rules { return models.RulesFor(approvedMonths(), calendar2021()) }
