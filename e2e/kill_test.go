package e2e

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
)

// The server is killed twenty times at random moments during an import, submissions, reviews (a quarter of them
// returned) and moved dates: everything acknowledged is there once, and the doctor finds nothing.
func TestKilledAtAnyMoment(t *testing.T) {
	h := newInstance(t)
	h.start()
	plan, milestones := h.sample("plan", "2026"), h.sample("milestones", "2026")
	rng := rand.New(rand.NewPCG(20260101, 7))

	kills := 0
	for i, file := range []string{plan, milestones} { // each import is interrupted by a kill, then repeated
		key := fmt.Sprintf("import-%d", i)
		for range 4 {
			done := make(chan int, 1)
			go func() { _, code := h.try("import", file, "--key", key); done <- code }()
			time.Sleep(time.Duration(20+rng.IntN(600)) * time.Millisecond)
			h.kill()
			kills++
			<-done
			h.start()
		}
		h.do("import", file, "--key", key)
	}
	reviewer := h.office()
	work := newCommands(h, reviewer, rng)
	for ; kills < 20; kills++ {
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { work.several(4) })
		}
		over := make(chan struct{})
		go func() { wg.Wait(); close(over) }()
		work.await(1+rng.IntN(6), over) // by the number of commands, not by time: a busy machine gets as far as an idle one
		time.Sleep(time.Duration(rng.IntN(150)) * time.Millisecond)
		h.kill()
		<-over
		h.start()
	}
	work.repeatAll()
	h.healthy()
	escalations := h.rungs()
	var s status
	h.ask(&s, "status")
	if s.Projects != 48 || s.Running != 48 {
		t.Errorf("status %+v", s)
	}
	h.kill()
	h.start()
	if after := h.rungs(); after != escalations {
		t.Errorf("escalations changed over a kill:\n%s\n---\n%s", escalations, after)
	}
	t.Logf("%d kills, %d commands acknowledged", kills, len(work.acknowledged))
}

// rungs returns every recorded rung and reminder, and fails the test if one is there twice.
func (h *instance) rungs() string {
	h.t.Helper()
	var all []escalation
	h.ask(&all, "escalations")
	seen := map[string]bool{}
	var lines []string
	for _, e := range all {
		key := fmt.Sprintf("%s %s %s %s v%d %s %s", e.Project, e.Item, e.Milestone, e.Due, e.DueVersion, e.Kind, e.Rung)
		if e.Kind == "rung" && e.Item == "milestone" && seen[key] {
			h.t.Errorf("twice: %s", key)
		}
		seen[key] = true
		lines = append(lines, key+" "+e.At+" "+e.Cause)
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// office adds a reviewer and returns the environment variable with which commands act as the reviewer.
func (h *instance) office() string {
	h.t.Helper()
	var p struct {
		Token string `json:"token"`
	}
	h.ask(&p, "user", "add", "--name", "重点项目办审核岗", "--role", "office")
	return "DUBAN_TOKEN=" + p.Token
}
