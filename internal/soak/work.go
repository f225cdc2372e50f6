package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// year is of the programme that people work on.
var year = time.Now().Format("2006")

// The kinds of work. Those in measured are commands and visits whose bytes are measured one kind at a time.
var measured = []string{"report", "evidence", "milestone", "review", "comment", "move", "log-in", "page", "export",
	"import"}

// deck is how often people give each command in the time in which they report twelve months; see yearly.
var deck = []struct {
	kind   string
	weight int
}{{"report", 13}, {"milestone", 9}, {"review", 22}, {"comment", 12}, {"move", 1}}

// tally counts answers by kind of work.
type tally map[string]int

func (t tally) less(a tally) tally {
	b := tally{}
	for kind, n := range t {
		b[kind] = n - a[kind]
	}
	return b
}

func (t tally) sum() (n int) {
	for _, m := range t {
		n += m
	}
	return n
}

// work is the people and what they have to do.
type work struct {
	s       *soak
	office  string            // token
	units   map[string]string // token by unit
	people  []*person         // who open pages
	targets *targets

	mu       sync.Mutex
	rng      *rand.Rand
	next     int
	answered tally
	failed   tally
	faults   []string                   // the first answers that were wrong
	took     map[string][]time.Duration // since the last sample, by "page", "command", "export"
}

func newWork(s *soak) *work {
	return &work{s: s, units: map[string]string{}, rng: rand.New(rand.NewPCG(20261129, 1)), answered: tally{},
		failed: tally{}, took: map[string][]time.Duration{}}
}

// all has all people work until the context ends.
func (w *work) all(ctx context.Context) {
	var group sync.WaitGroup
	every := func(d time.Duration, do func()) {
		group.Go(func() {
			for tick := time.NewTicker(d); ; {
				select {
				case <-ctx.Done():
					tick.Stop()
					return
				case <-tick.C:
					do()
				}
			}
		})
	}
	whole := context.WithoutCancel(ctx) // what was begun is finished
	kind := func(kind string) func() { return func() { w.do(whole, kind) } }
	pace := time.Duration(float64(time.Second) / w.s.o.rate)
	every(pace, func() { w.do(whole, w.draw()) })
	every(pace, kind("page"))
	every(pace, kind("page"))
	every(20*pace, kind("log-in"))
	every(40*pace, kind("export"))
	every(200*pace, kind("import"))
	group.Wait()
}

// draw chooses the kind of the next command.
func (w *work) draw() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	sum := 0
	for _, c := range deck {
		sum += c.weight
	}
	n := w.rng.IntN(sum)
	for _, c := range deck {
		if n -= c.weight; n < 0 {
			return c.kind
		}
	}
	panic("more than all weights")
}

// mostFaults is how many wrong answers are written in full.
const mostFaults = 20

// groups are the kinds whose latency is shown together.
var groups = map[string]string{"page": "page", "export": "export", "import": "import", "log-in": "log-in"}

// do does one piece of work and remembers how long it took. It returns the kind that was done: a comment where nothing
// of the wanted kind is left to do, and nothing where it was not answered as it should be.
func (w *work) do(ctx context.Context, wanted string) (kind string) {
	kind, act := w.act(wanted)
	begun := time.Now()
	err := act(ctx)
	passed := time.Since(begun)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.failed[kind]++
		if len(w.faults) < mostFaults {
			w.faults = append(w.faults, fmt.Sprintf("%s %s: %v", time.Now().UTC().Format(time.TimeOnly), kind, err))
			w.s.say("wrong: %s: %v", kind, err)
		}
		return ""
	}
	w.answered[kind]++
	group, ok := groups[kind]
	if !ok {
		group = "command"
	}
	w.took[group] = append(w.took[group], passed)
	return kind
}

// act returns what to do for a kind of work.
func (w *work) act(kind string) (string, func(context.Context) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	n := w.next
	switch kind {
	case "page":
		return kind, w.page(n)
	case "log-in":
		return kind, w.logIn(n)
	case "export":
		return kind, w.export(n)
	}
	if act := w.command(kind, n); act != nil {
		return kind, act
	}
	return "comment", w.comment(n)
}
