package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"duban/internal/testkit/need"
)

// The main job: a bureau's workbook is imported, 48 projects are tracked, and the month's report is exported.
func TestMainJob(t *testing.T) {
	h := newInstance(t)
	h.start()
	plan, milestones := h.sample("plan", "2021"), h.sample("milestones", "2021")
	june := h.sample("progress", "2021", "--month", "6")

	var first imported
	h.ask(&first, "import", plan)
	if !first.Committed || first.Identical || first.New != 48 || first.Errors != 0 {
		t.Fatalf("plan: %+v", first)
	}
	for _, file := range []string{milestones, june} {
		var in imported
		h.ask(&in, "import", file)
		if !in.Committed || in.Errors != 0 {
			t.Fatalf("%s: %+v", file, in)
		}
	}
	h.decideTarget()
	before := h.is48()

	t.Run("importing the same file twice changes nothing", func(t *testing.T) {
		for _, file := range []string{plan, milestones, june} {
			var repeated imported
			h.ask(&repeated, "import", file)
			if !repeated.Identical || repeated.New+repeated.Changed != 0 {
				t.Errorf("%s: %+v", filepath.Base(file), repeated)
			}
		}
	})
	t.Run("nor re-saved by LibreOffice", func(t *testing.T) {
		need.Tool(t, "soffice", "apt-get install libreoffice-calc")
		for _, file := range []string{plan, milestones, june} {
			var repeated imported
			h.ask(&repeated, "import", resave(t, file))
			if repeated.New+repeated.Changed+repeated.Errors != 0 {
				t.Errorf("%s: %+v", filepath.Base(file), repeated)
			}
		}
	})
	t.Run("the exported month changes nothing", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "monthly.xlsx")
		h.do("export", "monthly", "--month", "2021-06", "-o", out)
		var repeated imported
		h.ask(&repeated, "import", out)
		if repeated.New+repeated.Changed+repeated.Errors != 0 {
			t.Errorf("%+v", repeated)
		}
	})
	t.Run("long overdue milestones entered once at their earned rung", func(t *testing.T) { h.enteredOnce() })
	t.Run("stopped and started it has everything", func(t *testing.T) {
		h.stop()
		h.start()
		if after := h.is48(); after.Approved != before.Approved || after.Plan != before.Plan {
			t.Errorf("before %+v\nafter %+v", before, after)
		}
	})
	t.Run("terminated workflows are found and repaired", func(t *testing.T) { h.reconciles() })
}

// decideTarget enters the congress's target of 70 亿元. An import only proposes it.
func (h *instance) decideTarget() {
	h.t.Helper()
	var s status
	if h.ask(&s, "status"); s.Target != 0 {
		h.t.Errorf("the import set the target: %+v", s)
	}
	h.do("target", "set", "--amount", "70亿元", "--document", "张人发〔2021〕3号", "--decided-on", "2021-01-20")
}

func (h *instance) is48() status {
	h.t.Helper()
	var s status
	h.ask(&s, "status")
	if s.Projects != 48 || s.CityMajor != 26 || s.Total != 4_490_000_000_000 || s.Target != 700_000_000_000 ||
		s.Plan != 700_000_000_000 || s.Running != 48 {
		h.t.Errorf("status %+v", s)
	}
	h.healthy()
	return s
}

// enteredOnce checks that every open milestone of 2021 has exactly one rung that counts; the lower ones are passed
// over.
func (h *instance) enteredOnce() {
	h.t.Helper()
	var all []escalation
	h.ask(&all, "escalations")
	counted := map[string]int{}
	for _, e := range all {
		if e.Item == "milestone" && e.Kind == "rung" && !e.PassedOver {
			counted[e.Project+e.Milestone]++
			if e.Cause != "late_entry" {
				h.t.Errorf("%+v", e)
			}
		}
	}
	if len(counted) < 100 {
		h.t.Errorf("only %d milestones overdue", len(counted))
	}
	for item, n := range counted {
		if n != 1 {
			h.t.Errorf("%s entered %d times", item, n)
		}
	}
}

func (h *instance) reconciles() {
	h.t.Helper()
	if out, code := h.try("reconcile"); code != 0 { // after that of the start, which may still be at work
		h.t.Fatalf("reconcile: exit %d\n%s", code, out)
	}
	c := h.temporal()
	for _, id := range []string{"project/2021/ZD-2021-001", "project/2021/ZD-2021-024", "project/2021/ZD-2021-048"} {
		if err := c.TerminateWorkflow(context.Background(), id, "", "e2e"); err != nil {
			h.t.Fatal(err)
		}
	}
	if out, code := h.try("doctor"); code != 1 {
		h.t.Errorf("doctor did not fail (exit %d)\n%s", code, out)
	}
	var r struct {
		Started int `json:"started"`
	}
	h.ask(&r, "reconcile")
	if r.Started != 3 {
		h.t.Errorf("reconcile started %d", r.Started)
	}
	h.is48()
}

// resave opens a workbook in LibreOffice and saves it again, as an office would.
func resave(t *testing.T, file string) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	saved := filepath.Join(dir, "out", filepath.Base(file))
	if _, err := os.Stat(saved); err != nil {
		t.Fatal(err)
	}
	return saved
}
