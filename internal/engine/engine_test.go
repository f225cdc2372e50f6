//go:build !noembed && unix

package engine_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"

	"duban/internal/engine"
	"duban/internal/testkit/enginetest"
	"duban/models"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	c, e := enginetest.New(t)
	if host, _, err := net.SplitHostPort(e.HostPort()); err != nil || host != "127.0.0.1" {
		t.Errorf("listens on %q, want loopback", e.HostPort())
	}
	work(t, c)
	ctx := within(t, time.Minute)
	if err := startNumbers(ctx, c, counter1); err != nil {
		t.Fatal(err)
	}
	if err := addNumber(ctx, c, counter1, 7); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{7}, finishNumbers(t, c, counter1)); diff != "" {
		t.Error(diff)
	}
	described, err := c.WorkflowService().DescribeNamespace(ctx,
		&workflowservice.DescribeNamespaceRequest{Namespace: e.Namespace()})
	if err != nil {
		t.Fatal(err)
	}
	if got := described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration(); got != 400*24*time.Hour {
		t.Errorf("closed workflows are kept for %v", got)
	}
}

// A workflow goes on after a restart, and after its directory has been moved. The name of the directory holds what a
// SQLite address treats specially.
func TestWorkflowSurvivesRestart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据 100%?#a=b&c")
	ctx := within(t, time.Minute)

	_, c, stop := runEngine(t, engine.Options{Dir: dir})
	rest := work(t, c)
	if err := startNumbers(ctx, c, counter1); err != nil {
		t.Fatal(err)
	}
	if err := addNumber(ctx, c, counter1, 1); err != nil {
		t.Fatal(err)
	}
	rest()
	c.Close()
	stop()
	if info, err := os.Stat(filepath.Join(dir, "temporal.db-wal")); err == nil && info.Size() > 0 {
		t.Errorf("%d bytes of log are left outside the file after a clean stop", info.Size())
	}
	if info, err := os.Stat(filepath.Join(dir, "temporal.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file %v, %v", info, err)
	}

	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	_, c, _ = runEngine(t, engine.Options{Dir: moved, Durability: engine.DurabilityNormal})
	work(t, c)
	if err := addNumber(ctx, c, counter1, 2); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 2}, finishNumbers(t, c, counter1)); diff != "" {
		t.Error(diff)
	}
	if found := backups(t, moved); len(found) > 0 {
		t.Errorf("nothing changed, and still there are copies: %v", found)
	}
}

// A file put in the place of another is the one that is used, also within one process: the server's plugin would give
// back the connection to the first.
func TestReplacedFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, c, stop := runEngine(t, engine.Options{Dir: dir})
	if err := startNumbers(t.Context(), c, counter1); err != nil {
		t.Fatal(err)
	}
	stop()
	for _, name := range []string{"temporal.db", "temporal.db-wal", "temporal.db-shm"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	_, c, _ = runEngine(t, engine.Options{Dir: dir})
	_, err := c.DescribeWorkflowExecution(t.Context(), counter1, "")
	var missing *serviceerror.NotFound
	if !errors.As(err, &missing) {
		t.Errorf("the removed file's workflow is still there: %v", err)
	}
}

// The settings must reach SQLite; a misspelt one is taken without a word.
func TestDurability(t *testing.T) {
	t.Parallel()
	for durability, want := range map[engine.Durability]string{
		"":                      "journal_mode=wal synchronous=2 busy_timeout=5000",
		engine.DurabilityNormal: "journal_mode=wal synchronous=1 busy_timeout=5000",
	} {
		dir := t.TempDir()
		_, _, stop := runEngine(t, engine.Options{Dir: dir, Durability: durability})
		stop()
		seen := 0
		connections.Lock()
		for dsn, output := range connections.pragmas {
			if strings.Contains(dsn, dir) {
				seen++
				if output != want {
					t.Errorf("%q: %s, want %s", durability, output, want)
				}
			}
		}
		connections.Unlock()
		if seen == 0 {
			t.Errorf("%q: saw no connection of the server", durability)
		}
	}
}

func TestRefusedOptions(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]engine.Options{
		"no directory":   {},
		"durability":     {Dir: t.TempDir(), Durability: "off"},
		"under a file":   {Dir: filepath.Join(file, "data")},
		"file, not dir.": {Dir: file},
	} {
		_, err := engine.Start(t.Context(), o)
		if models.KindOf(err) != models.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A start that is called off leaves the directory free.
func TestCancelledStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := engine.Start(ctx, engine.Options{Dir: dir}); err == nil {
		t.Fatal("started under a context that has ended")
	}
	runEngine(t, engine.Options{Dir: dir})
}

// After Stop the port is free, Failed is closed, and a second Stop has nothing to do.
func TestStop(t *testing.T) {
	t.Parallel()
	e, _, stop := runEngine(t, engine.Options{Dir: t.TempDir()})
	stop()
	if conn, err := net.Dial("tcp", e.HostPort()); err == nil {
		conn.Close()
		t.Error("still listens")
	}
	select {
	case err, open := <-e.Failed():
		if open {
			t.Errorf("a stop is no failure: %v", err)
		}
	default:
		t.Error("Failed is still open")
	}
	stop()
}

// A day without trouble leaves nothing in the log.
func TestQuiet(t *testing.T) {
	t.Parallel()
	var log lockedBuffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	_, c, stop := runEngine(t, engine.Options{Dir: t.TempDir(), Log: logger})
	rest := work(t, c)
	if err := startNumbers(t.Context(), c, counter1); err != nil {
		t.Fatal(err)
	}
	finishNumbers(t, c, counter1)
	rest()
	c.Close()
	stop()
	if output := log.String(); output != "" {
		t.Errorf("said:\n%s", output)
	}
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// backups lists the copies kept before changes of version.
func backups(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "backup", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
