package models_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/calendar"
	"duban/models"
)

// followed is a project of 2026 under the revised ladder with one controlling milestone.
func followed(due models.Date, since models.Instant) models.Facts {
	f := late(due, true)
	f.Project.Year, f.Project.FollowedSince = due.Year(), since
	f.Programmes[0].Ladder, f.Programmes[0].LiveFrom = models.Ladder2026, models.DateOf(due.Year(), 1, 1)
	f.Milestones[0].ArmedAt = since
	return f
}

// recordUntil applies the rules at every next moment up to a day and returns what is on record.
func recordUntil(f models.Facts, c models.Calendar, now models.Instant, last models.Date) []models.Escalation {
	r := models.RulesFor(f, c)
	for now != 0 && now.Date() <= last {
		turn := r.Advance(f, now)
		f.Escalations = append(slices.Clone(f.Escalations), turn.Records...)
		f.Project.NextAt, now = turn.Next.At, turn.Next.At
	}
	return f.Escalations
}

func milestoneSteps(records []models.Escalation) (out []string) {
	for _, e := range records {
		if e.Item == models.ItemMilestone {
			out = append(out, e.Step+" "+e.At.Minute())
		}
	}
	return out
}

// Case 18: due on 31 December, no notice for 2027 known: New Year's Day and the weekend behind it are no working days.
func TestCase18NoUrgingOnNewYearsDay(t *testing.T) {
	f := followed(models.DateOf(2026, 12, 31), models.DateOf(2026, 12, 20).At(8, 0))
	records := recordUntil(f, calendar.With(nil), f.Project.FollowedSince, models.DateOf(2027, 1, 4))
	for _, e := range records {
		if e.Item == models.ItemMilestone && e.Step == "urging" && (e.At != models.DateOf(2027, 1, 4).At(9, 0) ||
			!e.CalendarAssumed) {
			t.Errorf("%+v", e)
		}
	}
	if got := milestoneSteps(records); len(got) != 4 || got[3] != "urging 2027-01-04 09:00" {
		t.Error(got)
	}
}

// A milestone due on Saturday 3 October 2026 is due on 8 October, the first working day after the holiday; a report due
// on 5 October is due on 30 September.
func TestDueOnADayOff(t *testing.T) {
	f := followed(models.DateOf(2026, 10, 3), models.DateOf(2026, 8, 3).At(8, 0))
	r := models.RulesFor(f, calendar.With(nil))
	records := recordUntil(f, r.Calendar, f.Project.FollowedSince, models.DateOf(2026, 10, 9))
	want := []string{"T-7 2026-09-21 09:00", "T-3 2026-09-28 09:00", "T 2026-10-08 09:00", "urging 2026-10-09 09:00"}
	got := milestoneSteps(records)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if l := r.MilestoneLateness(f, f.Milestones[0], models.DateOf(2026, 10, 9).At(12, 0)); l.Counted != 1 || l.Since != 1 {
		t.Errorf("%+v", l)
	}
	if r.ShiftText(f.Milestones[0].Due) != "顺延至2026-10-08" {
		t.Error(r.ShiftText(f.Milestones[0].Due))
	}
	if due := r.Rounds(2026)[7].Due; due != models.DateOf(2026, 9, 30) {
		t.Errorf("September's report is due on %s", due)
	}
	f.Programmes[0].Ladder = models.DefaultLadder
	old := models.RulesFor(f, calendar.With(nil))
	if old.FallsDue(f.Milestones[0].Due) != f.Milestones[0].Due || old.Rounds(2026)[7].Due != models.DateOf(2026, 10, 5) {
		t.Error("the first ladder moves due dates")
	}
}

// Case 19: stopped by order from 10 March to 7 April, due on 8 April.
func TestCase19PauseBeforeTheDueDate(t *testing.T) {
	due, from := models.DateOf(2026, 4, 8), models.DateOf(2026, 3, 10)
	c := calendar.With(nil)
	for answer, want := range map[models.Answer]string{ // 20 working days, and 1 to 5 May are off
		models.Yes: "urging 2026-05-11 09:00", models.No: "urging 2026-04-09 09:00",
	} {
		f := followed(due, models.DateOf(2026, 2, 1).At(8, 0))
		r := models.RulesFor(f, c)
		do := func(k models.PlanChange, d models.Date) models.Changes {
			out, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: k, Date: d, MovesDue: answer, Reason: "停工"},
				string(k), d.At(8, 0))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		do(models.PlanPause, from)
		out := do(models.PlanResume, models.DateOf(2026, 4, 8))
		if (len(out.Shifted) == 1) != (answer == models.Yes) {
			t.Errorf("%s: %+v", answer, out.Shifted)
		}
		if answer == models.Yes {
			m := f.Milestones[0]
			if m.Due != c.Add(due, c.Between(from-1, models.DateOf(2026, 4, 7))) || m.DueVersion != 2 || m.Baseline != due {
				t.Errorf("%+v", m)
			}
		}
		got := milestoneSteps(recordUntil(f, c, models.DateOf(2026, 4, 8).At(8, 0), models.DateOf(2026, 5, 12)))
		if !slices.Contains(got, want) || answer == models.Yes && slices.Contains(got, "urging 2026-04-09 09:00") {
			t.Errorf("%s: %v", answer, got)
		}
	}
}

// Case 27: late entry at the top tells the unit, the sponsor and the deputy too.
func TestCase27LateEntryInformsLowerAudiences(t *testing.T) {
	f := followed(models.DateOf(2026, 3, 2), models.DateOf(2026, 6, 1).At(8, 0))
	f.Memberships[0].AddedOn = models.DateOf(2026, 6, 1) // no rounds before
	var sent []models.Escalation
	for _, e := range recordUntil(f, calendar.With(nil), f.Project.FollowedSince, models.DateOf(2026, 6, 1)) {
		if !e.PassedOver && e.Item == models.ItemMilestone {
			sent = append(sent, e)
		}
	}
	want := []models.Audience{models.ToDistrictHead, models.ToSupervision, models.ToDeputyInCharge, models.ToSponsor,
		models.ToUnitHead, models.ToOfficeHead, models.ToOwnerHead, models.ToUnitContact, models.ToOffice}
	if len(sent) != 1 || sent[0].Rung != models.Top || !slices.Equal(sent[0].To, want) {
		t.Errorf("%+v", sent)
	}
}

// Case 26: no figure all year, followed since November: the missed rounds enter once, at the rung they have earned
// together, and the figure that comes at last is judged.
func TestCase26MissedRoundsEnterOnce(t *testing.T) {
	since := models.DateOf(2026, 11, 9).At(8, 0)
	f := followed(models.DateOf(2026, 10, 19), since)
	f.Project.AnnualPlan = 1_200_000
	c := calendar.With(nil)
	records := recordUntil(f, c, since, since.Date())
	var sent []string
	for _, e := range records {
		if !e.PassedOver {
			sent = append(sent, string(e.Item)+" "+e.Subject+" "+e.Step+" "+string(e.Cause))
		}
	}
	want := []string{"milestone m1 yellow late_entry", "report 2026-09 top late_entry"}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Error(diff)
	}
	f.Escalations = records
	if again := models.RulesFor(f, c).Advance(f, since+60_000); len(again.Records) > 0 {
		t.Errorf("entered twice: %+v", again.Records)
	}
	one, at := models.Money(100_000), models.DateOf(2026, 11, 10).At(15, 0)
	f.Project.NextAt = at
	f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2026, 10), Status: models.ReportApproved,
		ApprovedYTD: &one, ApprovedMonth: &one, ApprovedAt: at})
	var judged []models.Escalation
	for _, e := range recordUntil(f, c, at, models.DateOf(2026, 11, 11)) {
		if e.Item == models.ItemInvestment {
			judged = append(judged, e)
		}
	}
	if len(judged) != 1 || judged[0].Rung != models.Red || judged[0].Cause != models.CauseLateEntry {
		t.Errorf("%+v", judged)
	}
}

// Case 26: the figures of a plan imported in November are imported an hour later. Only the month that is still missing
// on the next working morning enters, at its own rung.
func TestCase26FiguresImportedAfterThePlanAreNotMissed(t *testing.T) {
	since, c := models.DateOf(2026, 11, 27).At(15, 0), calendar.With(nil)
	f := followed(models.DateOf(2026, 12, 31), since)
	f.Project.AnnualPlan = 1_200_000
	r := models.RulesFor(f, c)
	morning := models.DateOf(2026, 11, 30).At(9, 0) // a Monday
	turn := r.Advance(f, since)
	if len(turn.Records) > 0 || turn.Next.At != morning {
		t.Errorf("at the import: %+v", turn)
	}
	amount := models.Money(1_100_000)
	for m := models.MonthOf(2026, 2); m <= models.MonthOf(2026, 9); m++ {
		f.Reports = append(f.Reports, models.Report{Month: m, Status: models.ReportApproved, ApprovedYTD: &amount,
			ApprovedMonth: &amount, ApprovedAt: since + 3_600_000, SubmittedAt: since + 3_600_000})
	}
	f.Project.NextAt = morning
	var sent []string
	for _, e := range r.Advance(f, morning).Records {
		if !e.PassedOver {
			sent = append(sent, string(e.Item)+" "+e.Month.String()+" "+e.Step+" "+string(e.Cause))
		}
	}
	if diff := cmp.Diff([]string{"report 2026-10 yellow late_entry"}, sent); diff != "" {
		t.Error(diff)
	}
}
