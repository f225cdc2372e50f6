//go:build torture

package torture

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The sample of the load: enough milestones that each command has one of its own.
const (
	projects   = 150
	milestones = 6
)

// load sends commands until each is acknowledged or refused, and records what was acknowledged.
type load struct {
	h    *instance
	next atomic.Int64
	// token of a person of the office
	office string

	mu           sync.Mutex
	rng          *rand.Rand
	acknowledged map[string]sent // by key
	refused      int             // by a rule; each command has a target of its own, so none should be
	waiting      []string        // submissions to decide on
	free         []target
	months       []int // projects without a report
	meetings     []string
	unsettled    []unsettled
}

// sent is a command and the object that its answer named.
type sent struct {
	kind   string
	args   []string
	object string
	at     time.Time // of the answer
}

// unsettled is a command that had no answer before a kill.
type unsettled struct {
	key string
	sent
}

// target is an open milestone.
type target struct{ project, milestone string }

func newLoad(h *instance, seed uint64) *load {
	l := &load{h: h, rng: rand.New(rand.NewPCG(seed, 7)), acknowledged: map[string]sent{}}
	for p := range projects {
		for m := range milestones {
			l.free = append(l.free, target{code(p), fmt.Sprintf("节点%d", m+1)})
		}
		l.months = append(l.months, p)
	}
	l.rng.Shuffle(len(l.free), func(i, j int) { l.free[i], l.free[j] = l.free[j], l.free[i] })
	return l
}

func code(p int) string { return fmt.Sprintf("ZD-2026-%03d", p+1) }

// plan and steps write the workbooks of the sample as the office would.
func plan(t *testing.T, dir string) string {
	var b strings.Builder
	b.WriteString("2026年张店区重点项目投资计划表,,,,,,,,,\n编制单位：张店区重点项目办公室,,,,,,,,单位：万元,\n")
	b.WriteString("序号,项目名称,建设单位,责任单位,包保领导,项目性质,投资主体,建设内容及规模,总投资,2026年计划投资\n")
	for p := range projects {
		fmt.Fprintf(&b, "%d,耐久项目%03d,第%03d建设单位,区第%d局,第%d副区长,续建,社会投资,厂房,%d,%d\n", p+1, p+1, p+1, p%12+1, p%6+1, 50000+p, 12000)
	}
	return write(t, dir, "plan.csv", b.String())
}

func steps(t *testing.T, dir string) string {
	var b strings.Builder
	b.WriteString("2026年张店区重点项目节点计划表,,,,,,,\n编制单位：张店区重点项目办公室,,,,,,,\n")
	b.WriteString("序号,项目名称,责任单位,节点名称,是否控制性节点,计划完成时间,实际完成时间,备注\n")
	for p := range projects {
		for m := range milestones {
			// The first milestones are overdue when they are imported: their rungs fall due at once.
			due := fmt.Sprintf("2026-%02d-%02d", 2*m+2, p%28+1)
			if m == 0 {
				fmt.Fprintf(&b, "%d,耐久项目%03d,区第%d局,节点%d,否,%s,,\n", p+1, p+1, p%12+1, m+1, due)
				continue
			}
			fmt.Fprintf(&b, ",,,节点%d,否,%s,,\n", m+1, due)
		}
	}
	return write(t, dir, "steps.csv", b.String())
}

// progress writes a month of one project.
func progress(t *testing.T, dir string, p, month int) string {
	return write(t, dir, fmt.Sprintf("progress-%03d-%d.csv", p, month), fmt.Sprintf("2026年%[1]d月张店区重点项目进展情况表,,,,,,,\n"+
		"编制单位：张店区重点项目办公室,,,,,,,单位：万元\n序号,项目名称,建设单位,责任单位,%[1]d月完成投资,1-%[1]d月累计完成投资,形象进度,存在问题\n"+
		"1,耐久项目%03[2]d,第%03[2]d建设单位,区第%[3]d局,%[4]d,%[4]d,基础施工,\n", month, p+1, p%12+1, 500+p))
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pick chooses a command; kind "" chooses at random.
func (l *load) pick(kind string) (key string, s sent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.next.Add(1)
	key = fmt.Sprintf("load-%06d", n)
	all := append([]string{"submit", "submit"}, kinds...) // reviews need submissions
	if kind == "" {
		kind = all[l.rng.IntN(len(all))]
	}
	switch kind {
	case "accept", "return":
		if len(l.waiting) == 0 {
			kind = "submit"
		}
	case "minutes":
		if len(l.meetings) == 0 {
			kind = "meeting"
		}
	case "report", "import", "pause":
		if len(l.months) == 0 {
			kind = "comment"
		}
	}
	if len(l.free) == 0 && (kind == "submit" || kind == "evidence" || kind == "move") {
		kind = "comment"
	}
	return key, sent{kind: kind, args: l.arguments(kind, n)}
}

func (l *load) arguments(kind string, n int64) []string {
	milestone := func() target {
		one := l.free[0]
		l.free = l.free[1:]
		return one
	}
	month := func() int {
		one := l.months[0]
		l.months = l.months[1:]
		return one
	}
	switch kind {
	case "submit":
		m := milestone()
		return []string{"submit", "--project", m.project, "--milestone", m.milestone, "--done-on", "2026-01-20"}
	case "evidence":
		m := milestone()
		return []string{"submit", "--project", m.project, "--milestone", m.milestone, "--done-on", "2026-01-20",
			"--evidence", l.scan(n)}
	case "accept", "return":
		id := l.waiting[0]
		l.waiting = l.waiting[1:]
		if kind == "return" {
			return []string{"review", id, "--return", "--reason", "缺少验收记录"}
		}
		return []string{"review", id, "--accept", "--confirm"}
	case "report":
		p := month()
		return []string{"report", "--project", code(p), "--month", "2026-01", "--amount",
			fmt.Sprintf("%d万元", 500+p), "--physical", "基础施工", "--confirm"}
	case "import":
		return []string{"import", progress(l.h.t, filepath.Dir(l.h.faults), month(), 1)}
	case "move":
		m := milestone()
		return []string{"plan", "move", "--project", m.project, "--milestone", m.milestone, "--date", "2026-12-20",
			"--reason", "批准延期"}
	case "pause":
		return []string{"plan", "pause", "--project", code(month()), "--from", "2026-01-10", "--reason", "冬季停工",
			"--moves-due", "no"}
	case "problem":
		return []string{"problem", "raise", "--project", code(int(n) % projects), "--kind", "other",
			"--text", fmt.Sprintf("问题第%d号", n)}
	case "meeting":
		return []string{"meeting", "add", "--on", "2026-01-10", "--title", fmt.Sprintf("第%d次调度会", n), "--item",
			"完成征迁 | 区第1局 | 2026-12-20"}
	case "minutes":
		id := l.meetings[0]
		l.meetings = l.meetings[1:]
		return []string{"meeting", "decide", id, "--number", fmt.Sprintf("会议纪要〔2026〕%d号", n), "--scan", l.scan(n)}
	}
	return []string{"comment", "add", fmt.Sprintf("留言第%d号", n), "--project", code(int(n) % projects)}
}

// scan writes a file that is taken for a scanned paper, another for each command.
func (l *load) scan(n int64) string {
	text := fmt.Sprintf("%%PDF-1.4\n%% %d\n%%%%EOF\n", n)
	return write(l.h.t, filepath.Dir(l.h.faults), fmt.Sprintf("scan-%d.pdf", n), text)
}

// send sends a command one time. What the operator may not do, a person of the office does.
func (l *load) send(key string, s sent) (string, int) {
	token := ""
	if slices.Contains([]string{"accept", "return", "comment"}, s.kind) {
		token = l.office
	}
	return l.h.as(token, append(append([]string{}, s.args...), "--key", key, "--json")...)
}

// once sends a command one time and reports whether its fate is known: acknowledged, or refused by a rule.
func (l *load) once(key string, s sent) bool {
	out, exit := l.send(key, s)
	switch exit {
	case 0:
		var answer struct {
			Object    string `json:"object"`
			ID        string `json:"id"`
			Pending   bool   `json:"pending"`
			Committed *bool  `json:"committed"`
		}
		if err := json.NewDecoder(strings.NewReader(out)).Decode(&answer); err != nil || answer.Pending ||
			answer.Committed != nil && !*answer.Committed {
			return false
		}
		s.object, s.at = answer.Object+answer.ID, time.Now()
		l.mu.Lock()
		defer l.mu.Unlock()
		l.acknowledged[key] = s
		switch s.kind {
		case "submit", "evidence":
			l.waiting = append(l.waiting, s.object)
		case "meeting":
			l.meetings = append(l.meetings, s.object)
		}
		return true
	case 64:
		l.h.t.Errorf("not a command: %v: %s", s.args, strings.Join(strings.Fields(out), " "))
		return true
	case 65:
		if l.previewAgain(key, s, out) {
			return true
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.refused++
		l.h.t.Errorf("refused: %v: %s", s.args, strings.Join(strings.Fields(out), " "))
		return true
	}
	return false
}

// previewAgain sends an import again as a new one where the program asks for that: another person's preview of the same
// list or a change came between, or the database was put back to before its preview was committed.
func (l *load) previewAgain(key string, s sent, out string) bool {
	asked := func(code string) bool { return strings.Contains(out, `"`+code+`"`) }
	if s.kind != "import" || !slices.ContainsFunc([]string{"other_preview", "stale_preview", "batch_not_written"}, asked) {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.unsettled = append(l.unsettled, unsettled{key + "-again", s})
	return true
}

// until sends a command with the same key until its fate is known; a server that ended is started again.
func (l *load) until(key string, s sent) {
	l.h.t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; {
		if l.once(key, s) {
			return
		}
		if time.Now().After(deadline) {
			l.h.t.Fatalf("no answer within two minutes: %v", s.args)
		}
		if l.h.ended() {
			l.h.start()
		}
		time.Sleep(100 * time.Millisecond)
	}
}
