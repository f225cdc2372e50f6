package tracking_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/internal/clockguard"
	"duban/models"
)

func clockState(s fixture, a models.Actor) error {
	_, err := s.ClockState(s.t.Context(), a)
	return err
}

func confirmClock(s fixture, a models.Actor) error {
	_, err := s.ConfirmClock(s.t.Context(), a, "ask")
	return err
}

// watched puts a guard over the program's clock, which was last trusted at a moment.
func (h *env) watched(last models.Instant) *clockguard.Guard {
	g := clockguard.New(clockguard.Options{
		Limit: 48 * time.Hour, Last: last, Now: func() time.Time { return h.clock.Time() },
		Passed: func() time.Duration { return 0 },
	})
	h.Clock, h.runs.acts.Held = g, g.Held
	return g
}

// A clock forty days ahead: nothing falls due, whoever can do something about it is told, people's commands work. When
// it is right again it is as if it had never been wrong.
func TestNoRungIsRecordedUnderAClockThatJumped(t *testing.T) {
	h, same := planned(t, 4), planned(t, 4)
	day := models.DateOf(2021, 3, 1).At(10, 0)
	h.until(day)
	same.until(day)
	g := h.watched(*h.clock)
	sent := h.sent()

	*h.clock = h.clock.Add(40 * 24 * time.Hour)
	g.Look()
	before := len(h.rungs())
	for _, p := range h.open() {
		if err := h.runs.advance(t.Context(), p.ID, refOf(p)); err != nil {
			t.Fatal(err)
		}
	}
	h.deliver()
	if n := len(h.rungs()); n != before || h.sent() != sent {
		t.Errorf("%d rungs and %d messages of a future that is not there", n-before, h.sent()-sent)
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil || d.OK {
		t.Errorf("doctor: %+v, %v", d, err)
	}
	if n := h.Notices(t.Context(), office); len(n) != 1 || !n[0].Confirm || n[0].Text.Text != h.Clock.State().Sentence() {
		t.Errorf("told: %+v", n)
	}
	if notes, err := h.Ready(t.Context()); err != nil || len(notes) != 1 {
		t.Errorf("ready: %q, %v", notes, err)
	}
	code := h.open()[0].Code
	if _, err := h.ChangePlan(t.Context(), office, "ahead", code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: 1_000_000_00, Confirmed: true, Reason: "测试", Document: "试1号", Approver: "区长",
	}); err != nil {
		t.Errorf("a person's command: %v", err)
	}

	*h.clock = day // set right; the command that was made ahead stays
	g.Look()
	if err := h.LookAgain(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Clock, h.runs.acts.Held = nil, nil // time skips from here on
	end := models.DateOf(2021, 5, 10).At(10, 0)
	h.until(end)
	same.until(end)
	if got, want := h.rungs(), same.rungs(); len(want) == before || len(got) != len(want) {
		t.Errorf("%d rungs, without the jump %d", len(got), len(want))
	}
}

// A clock that is an hour ahead at one moment and an hour behind at the next: what is recorded may be an hour off, but
// each rung is recorded once, as under a clock that is right, and the doctor finds nothing afterwards.
func TestAClockAnHourOffRecordsEachRungOnce(t *testing.T) {
	h, same := planned(t, 4), planned(t, 4)
	end := models.DateOf(2021, 4, 2).At(10, 0)
	for day := planDay.Date() + 1; day <= end.Date(); day++ {
		for _, minute := range []int{0, 30} { // rungs are recorded at nine
			h.until(day.At(8, minute))
			right := *h.clock
			for _, off := range []time.Duration{time.Hour, -time.Hour, 0} {
				*h.clock = right.Add(off)
				for _, p := range h.open() {
					if err := h.runs.advance(t.Context(), p.ID, refOf(p)); err != nil {
						t.Fatal(err)
					}
				}
				h.deliver()
			}
		}
	}
	h.until(end)
	same.until(end)
	key := func(e models.Escalation) string {
		return fmt.Sprint(e.ProjectID, e.Subject, e.DueVersion, e.Rung, e.Kind, e.At.Date())
	}
	count := func(all []models.Escalation) map[string]int {
		n := map[string]int{}
		for _, e := range all {
			n[key(e)]++
		}
		return n
	}
	got, want := count(h.rungs()), count(same.rungs())
	if len(want) == 0 || !maps.Equal(got, want) {
		t.Errorf("%s", cmp.Diff(want, got))
	}
	if d, err := h.Doctor(t.Context(), models.Operator); err != nil || !d.OK {
		t.Errorf("doctor: %v", err)
		for _, c := range d.Checks {
			if !c.OK {
				t.Errorf("%s: %v", c.Name, c.Found)
			}
		}
	}
}

// Switched off for forty days, a person confirms the clock once: what fell due is recorded then.
func TestAConfirmedClockLetsRungsBeRecorded(t *testing.T) {
	h := planned(t, 4)
	h.until(models.DateOf(2021, 3, 1).At(10, 0))
	last := *h.clock
	*h.clock = last.Add(40 * 24 * time.Hour)
	h.watched(last)
	for _, p := range h.open() {
		if err := h.runs.advance(t.Context(), p.ID, refOf(p)); err != nil {
			t.Fatal(err)
		}
	}
	before := len(h.rungs())
	state, err := h.ConfirmClock(t.Context(), office, "right")
	if err != nil || state.Held {
		t.Fatalf("%+v, %v", state, err)
	}
	if err := h.LookAgain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(h.rungs()); n == before {
		t.Error("nothing was recorded after the clock was confirmed")
	}
	if n := h.Notices(t.Context(), office); len(n) != 0 {
		t.Errorf("still told: %+v", n)
	}
	if n := h.audited("clock.confirm"); n != 1 {
		t.Errorf("%d times on record", n)
	}
}

func (h *env) rungs() (all []models.Escalation) {
	h.t.Helper()
	for _, f := range h.facts(district) {
		all = append(all, f.Escalations...)
	}
	return all
}

func (h *env) audited(action string) (n int) {
	h.t.Helper()
	for _, e := range h.dump().Audit {
		if e.Action == action {
			n++
		}
	}
	return n
}

func (h *env) sent() int { return len(h.dump().Inbox) }
