//go:build torture

package torture

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// kinds are the commands of the load.
var kinds = []string{"submit", "evidence", "accept", "return", "report", "import", "move", "pause", "comment",
	"problem", "meeting", "minutes"}

// modes are what happens at a point: the process ends before the commit or after it, the commit fails, it succeeds and
// is reported as failed, or it is delayed before or after.
var modes = []struct{ side, mode string }{
	{"before", "kill"}, {"after", "kill"}, {"before", "error"}, {"after", "error"},
	{"before", "stall"}, {"after", "stall"},
}

// Each command meets each fault beside each of the commits that it causes: it is retried with its key until it is
// answered, and is on record once.
func TestFaultsBesideEveryCommit(t *testing.T) {
	eachDatabase(t, func(t *testing.T, h *instance) {
		h.start()
		l := filled(t, h)
		met := map[string]int{}
		for _, kind := range kinds {
			for _, point := range l.pointsOf(kind) {
				for _, m := range modes {
					if l.meets(kind, m.side+" "+point, m.mode) {
						met[m.side+" "+m.mode]++
					}
				}
			}
			h.doctor()
		}
		l.repeatAll()
		l.milestonesOnce()
		t.Logf("faults met: %v; %d starts; %+v", met, h.starts, l.check())
	})
}

// filled imports the sample.
func filled(t *testing.T, h *instance) *load {
	t.Helper()
	l := newLoad(h, *seed)
	dir := t.TempDir()
	for _, s := range []sent{{kind: "import", args: []string{"import", plan(t, dir)}},
		{kind: "import", args: []string{"import", steps(t, dir)}}} {
		key, _ := l.pick("comment")
		l.until(key, s)
	}
	if l.refused > 0 {
		t.Fatal("the sample was refused")
	}
	var person struct {
		Token string `json:"token"`
	}
	h.ask(&person, "user", "add", "--name", "重点项目办审核岗", "--role", "office")
	l.office = person.Token
	h.quiet()
	return l
}

// quiet waits until the background passes no points any more.
func (h *instance) quiet() {
	for still := 0; still < 5; {
		before := len(h.passed())
		time.Sleep(300 * time.Millisecond)
		still++
		if len(h.passed()) != before {
			still = 0
		}
	}
}

// passed returns the names of the points that were passed, in order.
func (h *instance) passed() []string {
	text, _ := os.ReadFile(h.faults + ".passed")
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// pointsOf returns the commits that a command of a kind causes, those of the background with it.
func (l *load) pointsOf(kind string) (points []string) {
	key, s := l.ready(kind)
	l.h.quiet()
	before := len(l.h.passed())
	l.until(key, s)
	l.h.quiet()
	for _, name := range l.h.passed()[before:] {
		if point, ok := strings.CutPrefix(name, "before "); ok && !slices.Contains(points, point) {
			points = append(points, point)
		}
	}
	l.h.t.Logf("%s commits: %s", kind, strings.Join(points, "; "))
	return points
}

// ready picks a command of a kind, after what it needs.
func (l *load) ready(kind string) (key string, s sent) {
	needs := map[string]string{"accept": "submit", "return": "submit", "minutes": "meeting"}[kind]
	if needs != "" {
		key, s := l.pick(needs)
		l.until(key, s)
	}
	return l.pick(kind)
}

// meets sends a command while a fault is armed at a point, and reports whether it acted.
func (l *load) meets(kind, point, mode string) bool {
	l.h.t.Helper()
	key, s := l.ready(kind)
	if err := os.WriteFile(l.h.faults, []byte(point+"\t"+mode+"\n"), 0o600); err != nil {
		l.h.t.Fatal(err)
	}
	l.until(key, s)
	for range 40 { // the background's part of the command
		if _, err := os.Stat(l.h.faults); err != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	idle := os.Remove(l.h.faults) == nil
	if idle {
		l.h.t.Logf("not met: %s, %s of %s", mode, point, kind)
	}
	if l.h.ended() {
		l.h.start()
	}
	return !idle
}
