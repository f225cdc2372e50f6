package app

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// traffic counts the requests being served, so that background work can slow down for them.
type traffic struct{ requests atomic.Int64 }

const (
	// briefly is how long a request counts: one that waits for an import to end must not slow that import down.
	briefly = 2 * time.Second
	// aside is the least pause of background work while requests are served.
	aside = 50 * time.Millisecond
)

func (t *traffic) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.requests.Add(1)
		var once sync.Once
		leave := func() { once.Do(func() { t.requests.Add(-1) }) }
		timer := time.AfterFunc(briefly, leave)
		defer timer.Stop()
		defer leave()
		next.ServeHTTP(w, r)
	})
}

// rest returns how long background work pauses after a step of the given duration: as long as the step, or three times
// as long while requests are served.
func (t *traffic) rest(took time.Duration) time.Duration {
	if t.requests.Load() > 0 {
		return max(aside, 3*took)
	}
	return took
}
