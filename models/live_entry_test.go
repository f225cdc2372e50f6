package models_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/calendar"
	"duban/models"
)

// sentLines are the rungs that are sent, in the order in which they are recorded.
func sentLines(records []models.Escalation) (out []string) {
	for _, e := range records {
		if e.Kind == models.KindRung && !e.PassedOver && !e.Trial {
			out = append(out, string(e.Item)+" "+e.Month.String()+" "+e.Step+" "+string(e.Cause)+" "+e.At.Minute())
		}
	}
	return out
}

// Case 26: a programme on trial since January goes live on Sunday 15 November: what was late enters once on Monday, at
// the rung it had reached; every missed round together is one message. Under the first ladder nothing enters.
func TestCase26GoingLiveEntersWhatWasLate(t *testing.T) {
	c := calendar.With(nil)
	for ladder, want := range map[string][]string{
		models.DefaultLadder: nil,
		models.Ladder2026: {
			"investment 2026-07 red-live late_entry 2026-11-16 09:00",
			"milestone  red-live late_entry 2026-11-16 09:00",
			"report 2026-10 top-live late_entry 2026-11-16 09:00",
		},
	} {
		f := followed(models.DateOf(2026, 10, 19), models.DateOf(2026, 1, 5).At(8, 0))
		f.Project.AnnualPlan, f.Programmes[0].Ladder, f.Programmes[0].LiveFrom = 1_200_000, ladder, 0
		amount := models.Money(100_000)
		approved := models.DateOf(2026, 8, 4).At(15, 0)
		for m := models.MonthOf(2026, 2); m <= models.MonthOf(2026, 7); m++ {
			f.Reports = append(f.Reports, models.Report{Month: m, Status: models.ReportApproved, ApprovedYTD: &amount,
				ApprovedMonth: &amount, ApprovedAt: approved, SubmittedAt: approved})
		}
		f.Project.NextAt = approved
		f.Escalations = recordUntil(f, c, approved, models.DateOf(2026, 11, 13))
		if got := sentLines(f.Escalations); len(got) > 0 {
			t.Fatalf("sent in trial running: %v", got)
		}
		f.Programmes[0].LiveFrom = models.DateOf(2026, 11, 15)
		r := models.RulesFor(f, c)
		live := models.DateOf(2026, 11, 16).At(9, 0)
		if turn := r.Advance(f, models.DateOf(2026, 11, 14).At(9, 0)); len(sentLines(turn.Records)) > 0 ||
			ladder == models.Ladder2026 && turn.Next.At != live {
			t.Errorf("%s: before its first live day: %+v", ladder, turn)
		}
		turn := r.Advance(f, live)
		if diff := cmp.Diff(want, sentLines(turn.Records)); diff != "" {
			t.Errorf("%s: %s", ladder, diff)
		}
		f.Escalations = slices.Concat(f.Escalations, turn.Records)
		if again := r.Advance(f, live+60_000); len(again.Records) > 0 {
			t.Errorf("%s: entered twice: %+v", ladder, again.Records)
		}
		if wrong := r.InconsistentRungs(f); len(wrong) > 0 {
			t.Errorf("%s: the doctor says %v", ladder, wrong)
		}
		for _, e := range turn.Records {
			if e.Item == models.ItemReport && !e.PassedOver && (!slices.Contains(e.To, models.ToUnitHead) ||
				!slices.Contains(e.To, models.ToOwnerHead) || !slices.Contains(e.To, models.ToDeputyInCharge)) {
				t.Errorf("%s informs %v", e.Step, e.To)
			}
		}
	}
}
