package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"duban/internal/config"
	"duban/models"
	"duban/store"
)

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// settings is a configuration with a directory of the test's own. Its path is short because a unix socket's path must
// be.
func settings(t *testing.T) config.Config {
	t.Helper()
	data, err := os.MkdirTemp("", "da")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	return config.Config{Data: data, Listen: "127.0.0.1:0", TemporalNamespace: "duban"}
}

func TestRunOpensBothDoorsAndClosesInOrder(t *testing.T) {
	c := settings(t)
	c.TemporalUI = "127.0.0.1:0"
	for range 2 { // the second time on the data of the first
		a, err := Run(context.Background(), c, quiet())
		if err != nil {
			t.Fatal(err)
		}
		if got := status(t, http.DefaultClient, "http://"+a.Listen+"/readyz"); got != http.StatusOK {
			t.Errorf("ready: %d", got)
		}
		if got := status(t, http.DefaultClient, "http://"+a.Listen+"/api/v1/doctor"); got != http.StatusUnauthorized {
			t.Errorf("the public listener admitted a request without a token: %d", got)
		}
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		browser := &http.Client{Jar: jar}
		for _, address := range []string{a.TemporalUILink, "http://" + a.TemporalUI + "/api/v1/namespaces/duban"} {
			if got := status(t, browser, address); got != http.StatusOK {
				t.Errorf("Temporal's pages: %s: %d", address, got)
			}
		}
		link := filepath.Join(c.Data, "temporal-ui.url")
		if text, err := os.ReadFile(link); err != nil || string(text) != a.TemporalUILink+"\n" {
			t.Errorf("the link's file: %q, %v", text, err)
		}
		if info, err := os.Stat(link); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the link's file: %v, %v", info, err)
		}
		operator := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn,
			error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", a.Socket)
		}}}
		if got := status(t, operator, "http://duban/api/v1/doctor"); got != http.StatusOK {
			t.Errorf("operator: %d", got)
		}
		operator.CloseIdleConnections()
		a.Close()
		for _, address := range []string{a.Listen, a.TemporalUI} {
			if _, err := net.Dial("tcp", address); err == nil {
				t.Errorf("%s is still open after Close", address)
			}
		}
	}
}

func TestSecondProcessIsLockedOut(t *testing.T) {
	c := settings(t)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "data_dir_in_use" {
		t.Errorf("got %v", err)
	}
}

// The lock of a process that was killed may be released a moment after the process disappears: a start right after it
// waits.
func TestStartRightAfterAKillWaitsForTheLock(t *testing.T) {
	c := settings(t)
	held, err := os.OpenFile(filepath.Join(c.Data, "duban.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Flock(int(held.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(maxLockWait / 6)
		_ = held.Close()
	}()
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
}

func TestWhatCannotBeOpenedLeavesNothingRunning(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := settings(t)
	c.Listen = taken.Addr().String()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "address_in_use" {
		t.Fatalf("got %v", err)
	}
	c.Listen = "127.0.0.1:0"
	c.TemporalUI = taken.Addr().String()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "address_in_use" {
		t.Fatalf("Temporal's pages: %v", err)
	}
	c.TemporalUI = ""
	a, err := Run(context.Background(), c, quiet()) // the lock and the engine's file are free again
	if err != nil {
		t.Fatal(err)
	}
	a.Close()

	blocked := settings(t)
	if err := os.WriteFile(filepath.Join(blocked.Data, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	blocked.Data = filepath.Join(blocked.Data, "file")
	if _, err := Run(context.Background(), blocked, quiet()); models.AsError(err).Code != "bad_data_dir" {
		t.Errorf("got %v", err)
	}
}

func status(t *testing.T, c *http.Client, url string) int {
	t.Helper()
	answer, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// When the engine's file was lost, or the program was killed during an import, no project has a workflow. The listeners
// open before the workflows are started; readiness reports the progress.
func TestListenersOpenBeforeEveryProcessRuns(t *testing.T) {
	c := settings(t)
	const many = 200
	seedProjects(t, filepath.Join(c.Data, "duban.db"), many)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	missing := 0
	deadline := time.Now().Add(time.Minute)
	for {
		runs, err := a.Service.Process.RunningProjects(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		missing = max(missing, many-len(runs)) // while readiness was reported
		if len(runs) == many {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d run after a minute", len(runs), many)
		}
		if got := status(t, http.DefaultClient, "http://"+a.Listen+"/readyz"); got != http.StatusOK {
			t.Fatalf("ready: %d", got)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if missing == 0 {
		t.Error("the listeners opened when everything ran already")
	}
}

// seedProjects writes projects that have no workflow yet.
func seedProjects(t *testing.T, path string, n int) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list := models.Programme{ID: "district-2026", Name: "2026年区重点项目", Year: 2026, Kind: models.DistrictProgramme}
	rows := []any{list}
	for i := range n {
		code := fmt.Sprintf("ZD-2026-%03d", i+1)
		p := models.Project{ID: models.ProjectID(2026, code), Year: 2026, Code: code, Name: "项目" + code, NameKey: "项目" + code,
			Status: models.ProjectOpen}
		rows = append(rows, p, models.Membership{ProgrammeID: list.ID, ProjectID: p.ID, Position: i + 1})
	}
	var staged []models.ImportRow
	for i, r := range rows {
		after, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		line := models.ImportRow{BatchID: "seed", Position: i + 1, Action: "new", After: string(after)}
		switch r := r.(type) {
		case models.Programme:
			line.Entity = "programmes"
		case models.Project:
			line.Entity, line.ProjectID = "projects", r.ID
		case models.Membership:
			line.Entity, line.ProjectID = "memberships", r.ProjectID
		}
		staged = append(staged, line)
	}
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "seed", ProgrammeID: list.ID, ContentHash: "seed",
			Status: models.BatchStaged}, staged); err != nil {
			return err
		}
		_, err := tx.Promote("seed", models.DateOf(2026, 1, 5).At(9, 0))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
