package e2e

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/models"
)

type report struct {
	OK     bool   `json:"ok"`
	Path   string `json:"backup"`
	Checks []struct {
		Name  string   `json:"name"`
		Found []string `json:"found"`
	} `json:"checks"`
}

// A backup made while people work and one made by the schedule are intact. The first is restored and started:
// everything acknowledged before the backup began is there.
func TestBackupWhilePeopleWorkIsRestoredAndGoesOn(t *testing.T) {
	h := newInstance(t)
	scheduled, byHand := t.TempDir(), t.TempDir()
	h.env = append(h.env, "DUBAN_BACKUP="+scheduled)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	h.do("import", h.sample("milestones", "2026"))
	work := newCommands(h, h.office(), rand.New(rand.NewPCG(8, 8)))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { work.several(12) })
	}
	over := make(chan struct{})
	go func() { wg.Wait(); close(over) }()
	work.await(8, over)
	work.mu.Lock()
	before := maps.Clone(work.acknowledged)
	work.mu.Unlock()
	h.becameScheduled(scheduled)
	var made struct {
		Path     string `json:"backup"`
		Projects int    `json:"projects"`
		Verified report `json:"verified"`
	}
	h.ask(&made, "backup", byHand)
	if made.Projects != 48 || !made.Verified.OK {
		t.Errorf("made %+v", made)
	}
	<-over
	var verified report
	h.ask(&verified, "backup", "verify", byHand)
	if !verified.OK || verified.Path != made.Path || len(verified.Checks) < 5 {
		t.Errorf("verified %+v", verified)
	}
	if out, code := h.try("restore", byHand, "--data", h.data); code != 65 || !strings.Contains(out, "未作任何改动") {
		t.Errorf("restored over a running data directory: exit %d\n%s", code, out)
	}
	h.kill()

	restored := newInstance(t)
	restored.data = filepath.Join(restored.data, "d")
	out := h.do("restore", byHand, "--data", restored.data)
	if !strings.Contains(out, "duban serve --data "+restored.data) {
		t.Errorf("the next step is missing:\n%s", out)
	}
	restored.start()
	var all []struct {
		ID string `json:"id"`
	}
	restored.ask(&all, "review", "--list", "--all")
	there := map[string]bool{}
	for _, s := range all {
		there[s.ID] = true
	}
	submitted := 0
	for key, args := range before {
		if args[0] == "submit" {
			if submitted++; !there[models.SubmissionID(key)] {
				t.Errorf("%s was acknowledged before the backup and is not there", key)
			}
		}
	}
	if submitted == 0 {
		t.Errorf("no submission among %d commands", len(before))
	}
	var s status
	for deadline := time.Now().Add(time.Minute); s.Running != 48 && time.Now().
		Before(deadline); time.Sleep(200 * time.Millisecond) {
		restored.ask(&s, "status")
	}
	if s.Projects != 48 || s.Running != 48 {
		t.Errorf("status %+v", s)
	}
	restored.healthy()

	overwriteHalf(t, filepath.Join(made.Path, "duban.db"))
	out, code := restored.try("backup", "verify", byHand, "--json")
	if err := json.Unmarshal([]byte(out), &verified); code != 1 || err != nil || verified.OK {
		t.Errorf("a damaged backup: exit %d, %v\n%s", code, err, out)
	}
}

// becameScheduled waits for the backup that is due at the first start.
func (h *instance) becameScheduled(dir string) {
	h.t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		found, _ := filepath.Glob(filepath.Join(dir, "duban-*", "manifest.json"))
		if _, err := os.Stat(filepath.Join(h.data, "backup-state.json")); err == nil && len(found) > 0 {
			return
		}
	}
	h.t.Error("no backup was made by the schedule")
}

// overwriteHalf changes one byte in the middle of a file.
func overwriteHalf(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err == nil {
		content[len(content)/2] ^= 1
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
