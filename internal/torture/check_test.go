//go:build torture

package torture

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"duban/models"
	"duban/store"
)

// counts are what a run printed of itself.
type counts struct{ acknowledged, refused, lost, twice, findings int }

// check stops nothing: it counts acknowledged commands that are not on record, commands that are on record twice, and
// what the doctor finds, and reports each as an error.
func (l *load) check() counts {
	h := l.h
	h.t.Helper()
	events := map[string]int{} // of a command: action, object and detail
	known := map[string]bool{}
	record := h.record()
	defer func() { _ = record.Close() }()
	l.mu.Lock()
	defer l.mu.Unlock()
	c := counts{acknowledged: len(l.acknowledged), refused: l.refused}
	err := record.Read(h.t.Context(), func(tx *store.Tx) error {
		const page = 5000
		for after := int64(0); ; {
			rows, err := tx.AuditAfter(after, page)
			if err != nil {
				return err
			}
			for _, e := range rows {
				after = e.ID
				known[e.CommandKey] = true
				if strings.HasPrefix(e.CommandKey, "load-") {
					events[strings.Join([]string{e.CommandKey, e.Action, e.Object, e.Detail}, " ")]++
				}
			}
			if len(rows) < page {
				break
			}
		}
		for key, s := range l.acknowledged {
			_, there, err := tx.Command(key)
			if err != nil {
				return err
			}
			if !there && !known[key] {
				c.lost++
				h.t.Errorf("lost: %s %v was acknowledged as %q", key, s.args, s.object)
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for name, n := range events {
		if n > 1 {
			c.twice++
			h.t.Errorf("%d times: %s", n, name)
		}
	}
	c.twice += h.rungsTwice()
	c.findings = h.doctor()
	return c
}

// rungsTwice counts rungs of one milestone and due date that are on record more than once.
func (h *instance) rungsTwice() (twice int) {
	h.t.Helper()
	var all []struct {
		Project    string `json:"project"`
		Item       string `json:"item"`
		Milestone  string `json:"milestone"`
		DueVersion int    `json:"due_version"`
		Kind       string `json:"kind"`
		Rung       string `json:"rung"`
	}
	h.ask(&all, "escalations")
	seen := map[string]bool{}
	for _, e := range all {
		key := fmt.Sprint(e.Project, e.Item, e.Milestone, e.DueVersion, e.Rung)
		if e.Kind != "rung" || e.Item != "milestone" {
			continue
		}
		if seen[key] {
			twice++
			h.t.Errorf("a rung is there twice: %s", key)
		}
		seen[key] = true
	}
	return twice
}

// doctor counts what the doctor finds. The processes of all projects are started again in the first minute after a
// start.
func (h *instance) doctor() int {
	h.t.Helper()
	out, code := h.try("doctor", "--json")
	for deadline := time.Now().Add(time.Minute); code != 0 && time.Now().Before(deadline); {
		time.Sleep(time.Second)
		out, code = h.try("doctor", "--json")
	}
	if code == 0 {
		return 0
	}
	var found struct {
		Checks []struct {
			OK bool `json:"ok"`
		} `json:"checks"`
	}
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&found); err != nil {
		h.t.Errorf("the doctor: %v", err)
	}
	failed := 0
	for _, c := range found.Checks {
		if !c.OK {
			failed++
		}
	}
	h.t.Errorf("the doctor, exit %d:\n%s", code, out)
	return max(failed, 1)
}

// repeatAll sends acknowledged commands again with their keys: each must answer as it did, and nothing is added.
func (l *load) repeatAll() {
	l.h.t.Helper()
	for key, s := range l.acknowledged {
		var answer struct {
			Object string `json:"object"`
			ID     string `json:"id"`
		}
		out, code := l.send(key, s)
		_ = json.NewDecoder(strings.NewReader(out)).Decode(&answer)
		if code != 0 || answer.Object+answer.ID != s.object {
			l.h.t.Errorf("%s %v repeated: exit %d %s, it was %q", key, s.args, code, out, s.object)
		}
	}
}

// milestonesOnce reports milestones with more than one submission that waits or was accepted.
func (l *load) milestonesOnce() {
	l.h.t.Helper()
	var all []struct {
		Project   string                  `json:"project"`
		Milestone string                  `json:"milestone"`
		Status    models.SubmissionStatus `json:"status"`
	}
	l.h.ask(&all, "review", "--list", "--all")
	seen := map[string]bool{}
	for _, s := range all {
		key := s.Project + " " + s.Milestone
		if s.Milestone == "" || s.Status == models.SubmissionReturned {
			continue
		}
		if seen[key] {
			l.h.t.Errorf("two submissions of %s", key)
		}
		seen[key] = true
	}
}
