// Package pace carries out many small steps in the background, such as the start of an import's projects, several at
// the same time, and lets people's requests come first.
package pace

import (
	"context"
	"sync"
	"time"
)

// Pace is how fast steps follow each other. The zero value is one after the other without pauses.
type Pace struct {
	AtOnce int // steps at the same time; 0 is 1
	// Busy reports whether a person waits for something to be done: no step begins then, for a quarter of a second at
	// most, so that the steps go on however many people there are; nil: never
	Busy func() bool
	// Rest returns the pause before a step, after one that took the given time; nil: none
	Rest func(took time.Duration) time.Duration
}

const (
	patience = 250 * time.Millisecond
	glance   = 2 * time.Millisecond // between two looks at Busy
)

// Each does steps 0 to n-1, in their order as far as several at a time have one. reached is told up to which step all
// are done; it may be nil. The first error ends it, with the steps under way completed, and so does the context's end.
func (p Pace) Each(ctx context.Context, n int, reached func(done int), do func(ctx context.Context,
	i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s := &steps{n: n, done: make([]bool, n), reached: reached}
	var all sync.WaitGroup
	for range min(max(p.AtOnce, 1), n) {
		all.Go(func() {
			var took time.Duration
			for {
				i, more := s.next()
				if !more || p.pause(ctx, took) != nil {
					return
				}
				begun := time.Now()
				if err := do(ctx, i); err != nil {
					cancel(err)
					return
				}
				took = time.Since(begun)
				s.finished(i)
			}
		})
	}
	all.Wait()
	if s.upTo < n {
		return context.Cause(ctx)
	}
	return nil
}

func (p Pace) pause(ctx context.Context, took time.Duration) error {
	if p.Rest != nil {
		if err := wait(ctx, p.Rest(took)); err != nil {
			return err
		}
	}
	if p.Busy == nil {
		return ctx.Err()
	}
	for waited := time.Duration(0); waited < patience && p.Busy(); waited += glance {
		if err := wait(ctx, glance); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func wait(ctx context.Context, d time.Duration) error {
	if d > 0 {
		select {
		case <-ctx.Done():
		case <-time.After(d):
		}
	}
	return ctx.Err()
}

// steps hands out the steps and knows which are done.
type steps struct {
	mu      sync.Mutex
	n       int
	given   int
	done    []bool
	upTo    int // all before it are done
	reached func(done int)
}

func (s *steps) next() (i int, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.given == s.n {
		return 0, false
	}
	s.given++
	return s.given - 1, true
}

func (s *steps) finished(i int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[i] = true
	for s.upTo < s.n && s.done[s.upTo] {
		s.upTo++
	}
	if s.reached != nil {
		s.reached(s.upTo)
	}
}
