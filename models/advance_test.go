package models_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

func TestAdvanceAgreesWithTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := runScript(drawScript(t), circumstances{}, t.Errorf)
		if diff := cmp.Diff(p.expect(), lines(p.facts.Escalations)); diff != "" {
			t.Fatalf("the record differs from the oracle's (-oracle +rules):\n%s", diff)
		}
	})
}

// The oracle is only worth what the histories reach: every way a line can come on record must occur in a fixed set.
func TestHistoriesReachEveryRung(t *testing.T) {
	gen := rapid.Custom(drawScript)
	seen := map[string]int{}
	for seed := range 300 {
		p := runScript(gen.Example(seed), circumstances{}, t.Errorf)
		if diff := cmp.Diff(p.expect(), lines(p.facts.Escalations)); diff != "" {
			t.Fatalf("seed %d: the record differs from the oracle's (-oracle +rules):\n%s", seed, diff)
		}
		for _, e := range p.facts.Escalations {
			seen[fmt.Sprintf("%s %s %s %t", e.Item, e.Step, e.Cause, e.PassedOver)]++
			if e.ClosedAt != 0 {
				seen["closed "+string(e.Item)]++
			}
			if e.DueVersion > 1 {
				seen["moved "+e.Step]++
			}
		}
	}
	for _, want := range []string{
		"milestone T-7 time false", "milestone T-3 time false", "milestone T time false",
		"milestone urging time false", "milestone yellow time false", "milestone red time false", "milestone top time false",
		"milestone red repeat false", "milestone top repeat false",
		"milestone urging late_entry false", "milestone urging late_entry true", "milestone yellow late_entry false",
		"milestone yellow late_entry true", "milestone red late_entry false", "milestone red late_entry true",
		"milestone top late_entry false",
		"report D-3 time false", "report D time false", "report urging time false", "report yellow time false",
		"report red repeat false", "report red repeat true", "report top repeat false",
		"investment urging time false", "investment yellow time false", "investment red time false",
		"investment top repeat false",
		"review urging time false",
		"closed milestone", "closed report", "closed investment", "closed review",
		"moved T-3", "moved urging", "moved yellow", "moved red",
	} {
		if seen[want] == 0 {
			t.Errorf("no history reaches %q", want)
		}
	}
	if t.Failed() {
		t.Log(seen)
	}
}

func TestPollingEveryHourRecordsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScript(t)
		s.acts = s.acts[:min(len(s.acts), 3)]
		jumped := runScript(s, circumstances{}, t.Errorf)
		polled := runScript(s, circumstances{hourly: true}, t.Errorf)
		if diff := cmp.Diff(lines(jumped.facts.Escalations), lines(polled.facts.Escalations)); diff != "" {
			t.Fatalf("polling records something else (-jumping +polling):\n%s", diff)
		}
	})
}

func TestAnOutageOnlyPassesRungsOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScript(t)
		c := circumstances{down: s.followed.Date() + models.Date(rapid.IntRange(1, 250).Draw(t, "up"))}
		c.back = c.down + models.Date(rapid.IntRange(1, 60).Draw(t, "out"))
		steady := runScript(s, c, t.Errorf)
		c.dark = true
		shaken := runScript(s, c, t.Errorf)

		want, got := lines(steady.facts.Escalations), lines(shaken.facts.Escalations)
		lost := func(e line) bool { // a reminder is not sent after its day
			return e.Step != "" && (e.Step[0] == 'T' || e.Step[0] == 'D') && e.At >= c.down.String() && e.At < c.back.String()
		}
		want = slices.DeleteFunc(want, lost)
		for _, e := range got {
			if lost(e) {
				t.Fatalf("a reminder came after its day: %+v", e)
			}
		}
		missed := map[string]models.Instant{}
		for _, e := range shaken.outage {
			key := string(e.Item) + e.Subject
			missed[key] = max(missed[key], e.At)
		}
		for i := range want { // what passes over is the one thing that may change, and it is known how
			if highest, ok := missed[want[i].Item+want[i].Subject]; ok && want[i].At < highest.Minute() &&
				want[i].At >= c.down.String() {
				want[i].PassedOver = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("an outage from %s to %s changes the record (-steady +shaken):\n%s", c.down, c.back, diff)
		}
	})
}

// Entered after the fact, a pause or its end may shift what is still to come, never repeat or foretell anything.
func TestBackdatedPausesKeepTheRecordSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runScript(drawScript(t), circumstances{backdate: true}, t.Errorf)
	})
}

// A test that cannot fail proves nothing: the comparison must catch a rung a day late and a rung that comes twice.
func TestTheOracleCatchesPlantedFaults(t *testing.T) {
	s := script{
		followed: models.DateOf(2021, 3, 1).At(15, 30), plan: 1_200_000_000,
		milestones: []scriptMilestone{{models.DateOf(2021, 3, 31), true}},
	}
	silent := func(string, ...any) {}
	late := func(r models.Rules, f models.Facts, now models.Instant) models.AdvanceResult {
		r.Ladder.Milestone = slices.Clone(r.Ladder.Milestone)
		for i := range r.Ladder.Milestone {
			if r.Ladder.Milestone[i].Rung == models.Yellow {
				r.Ladder.Milestone[i].Days++
			}
		}
		return r.Advance(f, now)
	}
	twice := func(r models.Rules, f models.Facts, now models.Instant) models.AdvanceResult {
		turn := r.Advance(f, now)
		f.Escalations = slices.DeleteFunc(slices.Clone(f.Escalations),
			func(e models.Escalation) bool { return e.Rung == models.Yellow })
		turn.Records = r.Advance(f, now).Records
		return turn
	}
	for name, c := range map[string]struct {
		advance func(models.Rules, models.Facts, models.Instant) models.AdvanceResult
		caught  bool
	}{
		"sound": {models.Rules.Advance, false}, "a day late": {late, true}, "twice": {twice, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := runScript(s, circumstances{advance: c.advance}, silent)
			if diff := cmp.Diff(p.expect(), lines(p.facts.Escalations)); (diff != "") != c.caught {
				t.Errorf("caught %t, want %t:\n%s", diff != "", c.caught, diff)
			}
		})
	}
}

func TestWhatIsNoLongerLateEndsItsRungs(t *testing.T) {
	rung := func(item models.Item, subject string) models.Escalation {
		return models.Escalation{ID: "e", Item: item, Subject: subject, Month: models.MonthOf(2021, 5), DueVersion: 1,
			Kind: models.KindRung, Rung: models.Yellow}
	}
	milestone := func(status models.MilestoneStatus, version int) func(*models.Facts) {
		return func(f *models.Facts) { f.Milestones[0].Status, f.Milestones[0].DueVersion = status, version }
	}
	submission := func(status models.SubmissionStatus) func(*models.Facts) {
		return func(f *models.Facts) { f.Submissions[0].Status = status }
	}
	report := func(status models.ReportStatus) func(*models.Facts) {
		return func(f *models.Facts) { f.Reports[0].Status = status }
	}
	for _, c := range []struct {
		name   string
		rung   models.Escalation
		lay    func(*models.Facts)
		reason string
	}{
		{"milestone still open", rung(models.ItemMilestone, "m1"), milestone(models.MilestoneOpen, 1), ""},
		{"milestone done", rung(models.ItemMilestone, "m1"), milestone(models.MilestoneDone, 1), "节点已完成"},
		{"milestone dropped", rung(models.ItemMilestone, "m1"), milestone(models.MilestoneDropped, 1), "节点已取消"},
		{"milestone moved", rung(models.ItemMilestone, "m1"), milestone(models.MilestoneOpen, 2), "节点已改期至2021-06-30"},
		{"another milestone done", rung(models.ItemMilestone, "m2"), milestone(models.MilestoneDone, 1), ""},
		{"month in review", rung(models.ItemReport, "2021-05"), report(models.ReportWaiting), ""},
		{"month returned", rung(models.ItemReport, "2021-05"), report(models.ReportReturned), ""},
		{"month approved", rung(models.ItemReport, "2021-05"), report(models.ReportApproved), "月报已审定"},
		{"review waiting", rung(models.ItemReview, "s1"), submission(models.SubmissionWaiting), ""},
		{"review accepted", rung(models.ItemReview, "s1"), submission(models.SubmissionAccepted), "已审核"},
		{"review returned", rung(models.ItemReview, "s1"), submission(models.SubmissionReturned), "已审核"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := inReview()
			c.lay(&f)
			closed, reminder := c.rung, c.rung
			closed.ID, closed.ClosedAt = "closed", 1
			reminder.ID, reminder.Kind, reminder.Rung = "reminder", models.KindReminder, models.NoRung
			f.Escalations = []models.Escalation{c.rung, closed, reminder}
			var want []models.Closing
			if c.reason != "" {
				want = []models.Closing{{EscalationID: "e", Reason: c.reason}}
			}
			if diff := cmp.Diff(want, models.RulesFor(f, calendar2021()).Advance(f, models.DateOf(2021, 6, 30).At(16, 0)).
				Closings); diff != "" {
				t.Error(diff)
			}
		})
	}
}
