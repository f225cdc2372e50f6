package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// commands sends people's commands to a server that is being killed, and records which were acknowledged.
type commands struct {
	h            *instance
	reviewer     string
	mu           sync.Mutex
	rng          *rand.Rand
	next         int
	acknowledged map[string][]string // key → arguments
	waiting      []string            // submissions to review
	targets      []escalation        // open milestones to act on
}

func newCommands(h *instance, reviewer string, rng *rand.Rand) *commands {
	c := &commands{h: h, reviewer: reviewer, rng: rng, acknowledged: map[string][]string{}}
	for range 100 { // the projects that were just started are still checking what is due
		var all []escalation
		h.ask(&all, "escalations")
		c.targets = nil
		for _, e := range all {
			if e.Item == "milestone" && e.Kind == "rung" && !e.PassedOver {
				c.targets = append(c.targets, e)
			}
		}
		if len(c.targets) >= 20 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if len(c.targets) < 20 {
		h.t.Fatalf("only %d overdue milestones to act on", len(c.targets))
	}
	return c
}

// several sends n commands one after another: submissions, reviews of which half return, and moved dates.
func (c *commands) several(n int) {
	for range n {
		key, args := c.pick()
		env := ""
		if args[0] == "review" {
			env = c.reviewer
		}
		out, code := c.run(env, append(args, "--key", key, "--json")...)
		if code != 0 {
			continue // killed, or refused because another command did it
		}
		var receipt struct {
			Object  string `json:"object"`
			Pending bool   `json:"pending"`
		}
		if err := json.Unmarshal([]byte(out), &receipt); err != nil || receipt.Pending {
			continue
		}
		c.mu.Lock()
		c.acknowledged[key] = args
		if args[0] == "submit" {
			c.waiting = append(c.waiting, receipt.Object)
		}
		c.mu.Unlock()
	}
}

// await waits until that many more commands are acknowledged, or over is closed.
func (c *commands) await(more int, over <-chan struct{}) {
	c.mu.Lock()
	wanted := len(c.acknowledged) + more
	c.mu.Unlock()
	for {
		c.mu.Lock()
		reached := len(c.acknowledged) >= wanted
		c.mu.Unlock()
		if reached {
			return
		}
		select {
		case <-over:
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (c *commands) pick() (key string, args []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next++
	key = fmt.Sprintf("cmd-%d", c.next)
	target := c.targets[c.rng.IntN(len(c.targets))]
	switch roll := c.rng.IntN(4); {
	case roll == 0 && len(c.waiting) > 0:
		id := c.waiting[0]
		c.waiting = c.waiting[1:]
		if c.rng.IntN(2) == 0 {
			return key, []string{"review", id, "--return", "--reason", "缺少验收记录"}
		}
		return key, []string{"review", id, "--accept", "--confirm"}
	case roll == 1:
		date := fmt.Sprintf("2026-12-%02d", 1+c.rng.IntN(28))
		return key, []string{"plan", "move", "--project", target.Project, "--milestone", target.Milestone, "--date", date,
			"--reason", "批准延期"}
	}
	return key, []string{"submit", "--project", target.Project, "--milestone", target.Milestone, "--done-on", "2026-11-01"}
}

func (c *commands) run(env string, args ...string) (string, int) {
	h := *c.h
	if env != "" {
		h.env = append(append([]string{}, c.h.env...), env)
	}
	out, code := h.try(args...)
	if i := strings.Index(out, "}\n"); code == 0 && i >= 0 {
		out = out[:i+1]
	}
	return out, code
}

// repeatAll sends every acknowledged command again with its key: the response must be the same, and nothing is added.
func (c *commands) repeatAll() {
	for key, args := range c.acknowledged {
		env := ""
		if args[0] == "review" {
			env = c.reviewer
		}
		if out, code := c.run(env, append(args, "--key", key, "--json")...); code != 0 {
			c.h.t.Errorf("acknowledged %s %v is not there: exit %d %s", key, args, code, out)
		}
	}
	if len(c.acknowledged) < 20 {
		c.h.t.Errorf("only %d commands were acknowledged", len(c.acknowledged))
	}
}
