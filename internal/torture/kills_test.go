//go:build torture

package torture

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// The server is killed at random moments while several people import, submit, review, issue and comment, and what they
// do falls due and is sent. Every twentieth kill the engine's store is deleted too.
func TestRandomKills(t *testing.T) {
	eachDatabase(t, func(t *testing.T, h *instance) {
		n := *kills
		if h.dsn != "" {
			n = max(n/2, 1)
		}
		h.start()
		l := filled(t, h)
		rng := rand.New(rand.NewPCG(*seed, 11))
		for kill := range n {
			stop := make(chan struct{})
			var people sync.WaitGroup
			for range 4 {
				people.Go(func() { l.work(stop) })
			}
			time.Sleep(time.Duration(100+rng.IntN(900)) * time.Millisecond)
			h.kill()
			close(stop)
			people.Wait()
			if kill%20 == 19 {
				h.dropEngine()
			}
			h.start()
			if kill%25 == 24 {
				t.Logf("after %d kills: %+v", kill+1, l.check())
			}
		}
		l.settleAll()
		l.repeatAll()
		l.milestonesOnce()
		t.Logf("%d kills, %d starts: %+v", n, h.starts, l.check())
	})
}

// work sends commands until the server is gone.
func (l *load) work(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		key, s := l.pick("")
		if !l.once(key, s) {
			l.mu.Lock()
			l.unsettled = append(l.unsettled, unsettled{key, s})
			l.mu.Unlock()
		}
	}
}

// settleAll sends what had no answer again, as a person would: with the same key.
func (l *load) settleAll() {
	for len(l.unsettled) > 0 { // an import may have to be sent again as a new one
		one := l.unsettled[0]
		l.unsettled = l.unsettled[1:]
		l.until(one.key, one.sent)
	}
}

// dropEngine deletes the store of the embedded Temporal server.
func (h *instance) dropEngine() {
	files, _ := filepath.Glob(filepath.Join(h.data, "temporal.db*"))
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			h.t.Error(err)
		}
	}
}
