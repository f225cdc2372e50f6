package app

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// traffic counts the requests being served, so that background work can slow down for them.
type traffic struct {
	requests atomic.Int64
	changes  atomic.Int64 // those among them that may change something
}

const (
	// briefly is how long a request counts: one that waits for an import to end must not slow that import down.
	briefly = 2 * time.Second
	// aside is the least pause of background work while someone waits for a change.
	aside = 50 * time.Millisecond
)

func (t *traffic) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		changes := r.Method != http.MethodGet && r.Method != http.MethodHead
		t.count(1, changes)
		var once sync.Once
		leave := func() { once.Do(func() { t.count(-1, changes) }) }
		timer := time.AfterFunc(briefly, leave)
		defer timer.Stop()
		defer leave()
		next.ServeHTTP(w, r)
	})
}

func (t *traffic) count(n int64, changes bool) {
	t.requests.Add(n)
	if changes {
		t.changes.Add(n)
	}
}

// busy reports whether someone waits for a change.
func (t *traffic) busy() bool { return t.changes.Load() > 0 }

// rest returns how long background work pauses before its next step when the last one took the given time: not at all
// while no request is served, as long as the step while pages are read, and three times as long while something is
// changed.
func (t *traffic) rest(took time.Duration) time.Duration {
	switch {
	case t.changes.Load() > 0:
		return max(aside, 3*took)
	case t.requests.Load() > 0:
		return took
	}
	return 0
}
