package pace_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"duban/internal/pace"
)

// Every step is done once, never more than so many at the same time, and what is reported as reached is done.
func TestEveryStepIsDoneOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, atOnce := rapid.IntRange(0, 40).Draw(rt, "steps"), rapid.IntRange(0, 9).Draw(rt, "at once")
		var mu sync.Mutex
		done, now, last := map[int]int{}, 0, 0
		err := pace.Pace{AtOnce: atOnce}.Each(t.Context(), n, func(upTo int) {
			mu.Lock()
			defer mu.Unlock()
			for i := range upTo {
				if done[i] != 1 {
					rt.Errorf("reached %d, but step %d was done %d times", upTo, i, done[i])
				}
			}
			last = max(last, upTo)
		}, func(_ context.Context, i int) error {
			mu.Lock()
			defer mu.Unlock()
			if now++; now > max(atOnce, 1) {
				rt.Errorf("%d at the same time", now)
			}
			done[i]++
			now--
			return nil
		})
		if err != nil || last != n || len(done) != n {
			rt.Fatalf("%v, reached %d of %d, done %v", err, last, n, done)
		}
	})
}

// The first error ends it: no step begins after it.
func TestAnErrorEndsIt(t *testing.T) {
	fails := errors.New("fails")
	begun := 0
	err := pace.Pace{}.Each(t.Context(), 9, nil, func(_ context.Context, i int) error {
		begun++
		if i == 3 {
			return fails
		}
		return nil
	})
	if !errors.Is(err, fails) || begun != 4 {
		t.Errorf("%v after %d steps", err, begun)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = pace.Pace{}.Each(ctx, 9, nil, func(_ context.Context, i int) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// While a person waits, no step begins; but the steps go on when people wait all the time.
func TestPeopleComeFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var waits atomic.Bool
		var begun atomic.Int64
		finished := make(chan error)
		go func() {
			p := pace.Pace{AtOnce: 4, Busy: waits.Load}
			finished <- p.Each(t.Context(), 300, nil, func(context.Context, int) error {
				begun.Add(1)
				time.Sleep(10 * time.Millisecond)
				return nil
			})
		}()
		time.Sleep(95 * time.Millisecond) // 40 have begun
		waits.Store(true)
		before := begun.Load()
		time.Sleep(100 * time.Millisecond)
		if after := begun.Load(); before != 40 || after != before {
			t.Errorf("%d had begun before a person waited, %d while", before, after-before)
		}
		time.Sleep(time.Second)
		if after := begun.Load(); after < before+8 || after > before+20 {
			t.Errorf("%d began in a second in which people waited", after-before)
		}
		waits.Store(false)
		if err := <-finished; err != nil || begun.Load() != 300 {
			t.Errorf("%v, %d", err, begun.Load())
		}
	})
}
