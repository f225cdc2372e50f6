package app

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// traffic counts the requests under way, so that work in the background makes room for people.
type traffic struct{ requests atomic.Int64 }

const (
	// briefly is how long a request counts: one that waits for an import to end must not slow that import down.
	briefly = 2 * time.Second
	// aside is how long the background rests at least while there are requests.
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

// rest is how long to leave the machine alone after a step in the background that took so long: half of the time is
// people's even when nobody asks, and most of it while a person does.
func (t *traffic) rest(took time.Duration) time.Duration {
	if t.requests.Load() > 0 {
		return max(aside, 3*took)
	}
	return took
}
