// Package clockguard detects a jump of the machine's clock: it compares the clock with the last recorded time and with
// the time that has passed since by the monotonic clock. Until a person confirms the clock, or it is right again,
// nothing may fall due.
package clockguard

import (
	"sync"
	"time"

	"duban/models"
)

// Guard watches the clock for one process. It is safe for concurrent use. A nil Guard trusts the clock.
type Guard struct {
	limit  time.Duration
	now    func() time.Time     // the watched clock
	passed func() time.Duration // time since the process started, by a clock that cannot be set

	mu     sync.Mutex
	anchor models.Instant // when the clock was last trusted
	since  time.Duration  // value of passed at anchor
	held   bool
	freed  bool // Trust was called since the last Look
}

// Options are the settings of a Guard.
type Options struct {
	Limit  time.Duration        // greatest deviation; 0: the clock is always trusted
	Last   models.Instant       // last recorded time; 0: none
	Now    func() time.Time     // nil: time.Now
	Passed func() time.Duration // nil: the machine's monotonic clock
}

// New returns a guard that has compared the clock for the first time.
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

// expected returns the time that the clock should show. The caller holds the lock.
func (g *Guard) expected() models.Instant { return g.anchor.Add(g.passed() - g.since) }

// Look compares the clock and reports whether the result differs from that of the last Look.
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

// Held reports whether nothing may fall due at a time that a workflow took from its server's clock.
func (g *Guard) Held(at models.Instant) bool {
	if g == nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	// An earlier time is that of a retried activity; only a time ahead of the clock is wrong.
	return g.held || g.limit != 0 && at.Sub(g.expected()) > g.limit
}

// Trust accepts the present clock as right; the next Look reports the change.
func (g *Guard) Trust() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.anchor, g.since = models.InstantOf(g.now()), g.passed()
	g.freed, g.held = g.freed || g.held, false
}

// TrustAs sets the time that the clock should show to one that was just recorded; the next Look compares the clock with
// it.
func (g *Guard) TrustAs(at models.Instant) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.anchor, g.since = at, g.passed()
}

// State returns the result of the last comparison.
func (g *Guard) State() models.ClockState {
	if g == nil {
		return models.ClockState{}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return models.ClockState{Held: g.held, Last: g.expected(), Now: models.InstantOf(g.now())}
}
