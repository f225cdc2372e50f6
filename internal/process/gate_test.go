package process

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
)

// crowd is a number of callers at a gate. Each waits for a slot and holds it until it is told to leave.
type crowd struct {
	gate   *gate
	inside map[string]int
	most   int
	failed []error
}

type caller struct {
	out    chan struct{}
	cancel context.CancelFunc
}

func (c *crowd) arrive(key string) caller {
	ctx, cancel := context.WithCancel(context.Background())
	one := caller{make(chan struct{}), cancel}
	go func() {
		leave, err := c.gate.enter(ctx, key)
		if err != nil {
			c.failed = append(c.failed, err)
			return
		}
		c.inside[key]++
		c.most = max(c.most, c.inside[key])
		<-one.out
		c.inside[key]--
		leave()
	}()
	synctest.Wait() // one at a time: nothing of the crowd needs a lock
	return one
}

func (c *crowd) leave(callers ...caller) {
	for _, one := range callers {
		close(one.out)
		synctest.Wait()
		one.cancel()
	}
}

func (c *crowd) check(t *testing.T, when string, inside map[string]int, lanes int) {
	t.Helper()
	synctest.Wait()
	for key, n := range inside {
		if c.inside[key] != n {
			t.Errorf("%s: %d inside at %s, want %d", when, c.inside[key], key, n)
		}
	}
	if len(c.gate.open) != lanes {
		t.Errorf("%s: %d lanes are kept, want %d", when, len(c.gate.open), lanes)
	}
}

func TestTheGateLetsAFewThroughPerKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{gate: newGate(maxInFlight), inside: map[string]int{}}
		var first, other []caller
		for range 20 {
			first = append(first, c.arrive("a"))
		}
		for range 3 {
			other = append(other, c.arrive("b"))
		}
		c.check(t, "full", map[string]int{"a": 8, "b": 3}, 2)
		c.leave(first[0])
		c.check(t, "one left", map[string]int{"a": 8, "b": 3}, 2)
		c.leave(other...)
		c.check(t, "the other key is done", map[string]int{"a": 8, "b": 0}, 1)
		c.leave(first[1:15]...)
		c.check(t, "the line is gone", map[string]int{"a": 5}, 1)
		c.leave(first[15:]...)
		c.check(t, "empty", map[string]int{"a": 0, "b": 0}, 0)
		if c.most != maxInFlight || len(c.failed) != 0 {
			t.Errorf("at most %d inside, failed %v", c.most, c.failed)
		}
	})
}

func TestWhoGivesUpWaitingTakesNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{gate: newGate(2), inside: map[string]int{}}
		a, b := c.arrive("k"), c.arrive("k")
		gaveUp, last := c.arrive("k"), c.arrive("k")
		gaveUp.cancel()
		c.check(t, "one gave up", map[string]int{"k": 2}, 1)
		if len(c.failed) != 1 || !errors.Is(c.failed[0], context.Canceled) {
			t.Errorf("told %v", c.failed)
		}
		c.leave(a)
		c.check(t, "the one behind came in", map[string]int{"k": 2}, 1)
		c.leave(b, last)
		c.check(t, "empty", map[string]int{"k": 0}, 0)
	})
}

func TestManyProjectsLeaveNoLanesBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{gate: newGate(1), inside: map[string]int{}}
		for i := range 100 {
			key := fmt.Sprint(i)
			one, behind := c.arrive(key), c.arrive(key)
			behind.cancel()
			synctest.Wait()
			c.leave(one)
		}
		c.check(t, "after all", nil, 0)
		if len(c.failed) != 100 {
			t.Errorf("%d gave up", len(c.failed))
		}
	})
}
