// Package clockguard notices a machine's clock that jumped: it compares the clock with the last record and with the
// time that has really passed since. Until a person confirms the clock, or it is right again, nothing may fall due.
package clockguard

import (
	"sync"
	"time"

	"duban/models"
)

// Guard watches one process's clock. It is safe for concurrent use. A nil Guard trusts the clock.
type Guard struct {
	limit  time.Duration
	now    func() time.Time     // the clock that is watched
	passed func() time.Duration // how long the process runs, by a clock that nobody can set

	mu     sync.Mutex
	anchor models.Instant // when the clock was last trusted
	since  time.Duration  // passed then
	held   bool
	freed  bool // by Trust, and nobody has looked since
}

// Options say what a Guard compares.
type Options struct {
	Limit  time.Duration        // 0: the clock is always trusted
	Last   models.Instant       // the last record; 0: there is none
	Now    func() time.Time     // nil: time.Now
	Passed func() time.Duration // nil: the machine's monotonic clock
}

// New makes a guard and looks at the clock for the first time.
func New(o Options) *Guard {
	g := &Guard{limit: o.Limit, now: o.Now, passed: o.Passed, anchor: o.Last}
	if g.now == nil {
		g.now = time.Now
	}
	if begun := time.Now(); g.passed == nil {
		g.passed = func() time.Duration { return time.Since(begun) }
	}
	if g.anchor == 0 {
		g.anchor = models.InstantOf(g.now())
	}
	g.since = g.passed()
	g.Look()
	return g
}

// expected is what the clock should show. The caller holds the lock.
func (g *Guard) expected() models.Instant { return g.anchor.Add(g.passed() - g.since) }

// Look compares the clock and reports whether it is trusted now and was not before, or the reverse.
func (g *Guard) Look() (changed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := models.InstantOf(g.now())
	before := g.held
	if g.held = models.ClockWrong(g.expected(), now, g.limit); !g.held {
		g.anchor, g.since = now, g.passed()
	}
	changed = before != g.held || g.freed
	g.freed = false
	return changed
}

// Held reports whether nothing may fall due at a moment that a workflow took from its server's clock.
func (g *Guard) Held(at models.Instant) bool {
	if g == nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	// A moment before now is that of an effect that is tried again; only one ahead of time is wrong.
	return g.held || g.limit != 0 && at.Sub(g.expected()) > g.limit
}

// Trust takes the clock as it is for right; the next Look tells that it was not.
func (g *Guard) Trust() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.anchor, g.since = models.InstantOf(g.now()), g.passed()
	g.freed, g.held = g.freed || g.held, false
}

// TrustAs takes an instant that was just put on record for the present; whether the clock agrees is seen at the next
// Look.
func (g *Guard) TrustAs(at models.Instant) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.anchor, g.since = at, g.passed()
}

// State is what the guard thinks now.
func (g *Guard) State() models.ClockState {
	if g == nil {
		return models.ClockState{}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return models.ClockState{Held: g.held, Last: g.expected(), Now: models.InstantOf(g.now())}
}
