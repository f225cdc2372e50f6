package clockguard_test

import (
	"testing"
	"time"

	"duban/internal/clockguard"
	"duban/models"
)

const day = 24 * time.Hour

func TestAClockThatJumpsIsNotTrusted(t *testing.T) {
	last := models.DateOf(2026, 3, 2).At(9, 0)
	for name, c := range map[string]struct {
		off  time.Duration // deviation of the clock from the last recorded time at start
		held bool
	}{
		"a restart":              {time.Minute, false},
		"a quiet weekend":        {47 * time.Hour, false},
		"forty days":             {40 * day, true},
		"corrected a little":     {-5 * time.Minute, false},
		"before the last record": {-time.Hour, true},
	} {
		g := clockguard.New(clockguard.Options{Limit: 2 * day, Last: last, Now: func() time.Time {
			return last.Add(c.off).
				Time()
		}})
		if s := g.State(); s.Held != c.held || c.held != (s.Sentence() != "") {
			t.Errorf("%s: %+v %q", name, s, s.Sentence())
		}
	}
	if g := clockguard.New(clockguard.Options{Last: last, Now: func() time.Time {
		return last.Add(400 * day).
			Time()
	}}); g.State().Held {
		t.Error("turned off")
	}
	if g := clockguard.New(clockguard.Options{Limit: 2 * day}); g.State().Held {
		t.Error("an empty database has no record to compare with")
	}
}

func TestAClockThatJumpsWhileRunning(t *testing.T) {
	passed := time.Duration(0)
	start := models.DateOf(2026, 3, 2).At(9, 0)
	jump := time.Duration(0)
	clock := func() time.Time { return start.Add(passed + jump).Time() }
	g := clockguard.New(clockguard.Options{Limit: 2 * day, Last: start, Now: clock,
		Passed: func() time.Duration { return passed }})
	for range 1000 { // six weeks, an hour at a time
		passed += time.Hour
		if g.Look() {
			t.Fatalf("held after %v", passed)
		}
	}
	jump = 40 * day
	if !g.Held(models.InstantOf(clock())) { // before the first Look
		t.Error("a moment forty days ahead is taken")
	}
	if !g.Look() || !g.State().Held || g.Look() {
		t.Error("the jump is not noticed, or twice")
	}
	passed += time.Hour
	if jump = 0; !g.Look() || g.State().Held {
		t.Error("right again, and still held")
	}
	jump = -time.Hour
	if !g.Look() || !g.State().Held {
		t.Error("a clock put back an hour is trusted")
	}
	g.Trust()
	if g.State().Held || g.Held(models.InstantOf(clock())) {
		t.Error("confirmed, and still held")
	}
	if !g.Look() || g.Look() || g.State().Held {
		t.Error("Look does not report the confirmation exactly once")
	}
}
