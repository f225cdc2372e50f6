package app

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"duban/activities"
	"duban/internal/engine"
	"duban/internal/process"
	"duban/internal/testkit/enginetest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
	"duban/workflows/contract"
)

var endure = flag.Bool("endure", false,
	"keep the database locked for two minutes and not for seconds, and wait for what the engine does later")

// lockedEnv names the database that a child process of the test locks.
const lockedEnv = "DUBAN_TEST_LOCKED_DATABASE"

// TestHoldDatabase is the child process: it keeps the write lock of a database until its standard input ends.
func TestHoldDatabase(t *testing.T) {
	path := os.Getenv(lockedEnv)
	if path == "" {
		t.Skip("only as a child process of TestACommandOutlastsALockedDatabase")
	}
	db, err := store.Open(t.Context(), store.Config{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	storetest.Write(t, db, func(*store.Tx) error {
		fmt.Println("locked")
		_, err := bufio.NewReader(os.Stdin).ReadString('\n')
		return fmt.Errorf("rolled back: %w", err)
	})
}

// lockDatabase has another process lock a database; release ends it.
func lockDatabase(t *testing.T, path string) (release func()) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHoldDatabase$", "-test.v")
	child.Env = append(os.Environ(), lockedEnv+"="+path)
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "locked" {
	}
	if lines.Err() != nil || lines.Text() != "locked" {
		t.Fatalf("the database was not locked: %v", lines.Err())
	}
	return func() {
		_ = in.Close()
		for lines.Scan() {
		}
		_ = child.Wait() // its transaction is rolled back, which its test reports as a failure
	}
}

// A command that waits while another process has the database locked costs at most 20 events, none of them after the
// first half minute, and is carried out once the database is free. It is sent again every 15 seconds, as the program
// does.
func TestACommandOutlastsALockedDatabase(t *testing.T) {
	away, early := 9*time.Second, 7*time.Second
	if *endure {
		away, early = 2*time.Minute, 30*time.Second
	}
	temporal, e := enginetest.New(t, func(o *engine.Options) {
		o.Namespace, o.SearchAttributes = "duban", process.SearchAttributes()
	})
	path := filepath.Join(t.TempDir(), "duban.db")
	db, err := store.Open(t.Context(), store.Config{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := models.InstantOf(time.Now())
	seedFollowed(t, db, now)
	processes := process.New(temporal, e.Namespace())
	effects := &activities.Activities{Store: db, Calendar: calendarWith, Starter: processes}
	worker := process.NewWorker(processes, process.WorkerOptions{Embedded: true},
		func(r process.Registry) { workflows.Register(r) }, func(r process.Registry) { effects.Register(r) })
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(worker.Stop)
	params := contract.StartProject(models.Project{ID: followed, Year: 2026, Code: "ZD-001", Name: "甲项目"})
	if err := processes.StartOrPoke(t.Context(), params); err != nil {
		t.Fatal(err)
	}
	id := contract.ProjectWorkflowID(params.Ref)
	idle := func() bool {
		runs, err := processes.RunningProjects(t.Context())
		return err == nil && len(runs) == 1 && len(history(t, temporal, id, "")) > 4
	}
	await(t, "the project's run", idle)
	change := models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: 7, Confirmed: true, Reason: "会议纪要"}
	c, err := storetest.StoreCommand(t.Context(), db, models.Operator, "k", models.CommandChangePlan, followed, change,
		now)
	if err != nil {
		t.Fatal(err)
	}
	command := contract.Command{Key: "k", Hash: c.Hash, ProjectID: followed}
	send := func() error { return processes.Send(t.Context(), params, contract.UpdateID(c), command) }

	before := len(history(t, temporal, id, ""))
	release := lockDatabase(t, path)
	began, sent, atEarly := time.Now(), time.Time{}, 0
	for time.Since(began) < away {
		if time.Since(sent) > 15*time.Second {
			sent = time.Now()
			if err := send(); models.KindOf(err) != models.KindUnavailable {
				t.Errorf("with the database locked: %v", err)
			}
		}
		if atEarly == 0 && time.Since(began) >= early {
			atEarly = len(history(t, temporal, id, ""))
		}
		time.Sleep(200 * time.Millisecond)
	}
	atEnd := len(history(t, temporal, id, ""))
	release()
	freed := time.Now()
	await(t, "the command", func() bool { return send() == nil })
	after := len(history(t, temporal, id, ""))
	t.Logf("events: %d before, +%d after %s, +%d after %s, +%d when it was done, %s after the lock ended", before,
		atEarly-before, early, atEnd-before, time.Since(began).Round(time.Second), after-before,
		time.Since(freed).Round(100*time.Millisecond))
	if after-before > 20 {
		t.Errorf("%d events for one command", after-before)
	}
	if atEnd != atEarly && *endure {
		t.Errorf("%d events after the first half minute", atEnd-atEarly)
	}
	storetest.Read(t, db, func(tx *store.Tx) error {
		p, err := tx.Project(followed)
		if n, _ := tx.CommandsCount(); p.AnnualPlan != 7 || n != 1 {
			t.Errorf("plan %d, %d commands", p.AnnualPlan, n)
		}
		return err
	})
}
