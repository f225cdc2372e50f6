//go:build torture

// Package torture ends, fails and delays the built program beside every commit, kills it at random moments under load,
// and takes disk, database and engine away, then counts what was acknowledged and what is on record. `make torture`
// runs it; it takes about an hour.
package torture

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"duban/internal/testkit/pgtest"
	"duban/internal/testkit/powerloss"
	"duban/store"
)

var (
	kills = flag.Int("kills", 200, "random kills on SQLite; half as many on PostgreSQL")
	seed  = flag.Uint64("seed", 20260101, "seed of the random choices")
)

// The paths of the program under test, and of its command line without the server.
var binary, client string

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "duban-torture")
	if err != nil {
		panic(err)
	}
	binary, client = filepath.Join(dir, "duban"), filepath.Join(dir, "client")
	for path, source := range map[string]string{binary: "../../cmd/duban", client: "./client"} {
		build := exec.Command("go", "build", "-tags", "torture", "-o", path, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			panic("build: " + string(out))
		}
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// eachDatabase runs a test on both databases.
func eachDatabase(t *testing.T, test func(t *testing.T, h *instance)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newInstance(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newInstance(t, pgtest.New(t))) })
}

// instance is a data directory and the server running on it.
type instance struct {
	t      *testing.T
	data   string
	dsn    string // of PostgreSQL; "": SQLite in the data directory
	faults string // file with the armed fault
	log    *os.File
	trace  string // file in which strace records the server; "": not recorded

	mu     sync.Mutex // of cmd
	cmd    *exec.Cmd
	exited chan struct{}
	starts int
}

func newInstance(t *testing.T, dsn string) *instance {
	t.Helper()
	data, err := os.MkdirTemp("", "db") // the path of a unix socket must be short
	if err != nil {
		t.Fatal(err)
	}
	return instanceIn(t, data, dsn)
}

func instanceIn(t *testing.T, data, dsn string) *instance {
	t.Helper()
	control, err := os.MkdirTemp("", "df")
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(control, "log"))
	if err != nil {
		t.Fatal(err)
	}
	h := &instance{t: t, data: data, dsn: dsn, faults: filepath.Join(control, "armed"), log: log}
	t.Cleanup(func() {
		h.kill()
		if t.Failed() {
			text, _ := os.ReadFile(log.Name())
			lines := strings.Split(string(text), "\n")
			t.Logf("server log:\n%s", strings.Join(lines[max(0, len(lines)-60):], "\n"))
		}
		_ = log.Close()
		_ = os.RemoveAll(control)
		_ = os.RemoveAll(data)
	})
	return h
}

// serve starts the server.
func (h *instance) serve() {
	h.t.Helper()
	program := []string{binary, "serve", "--data", h.data, "--listen", "127.0.0.1:0"}
	if h.trace != "" {
		program = slices.Concat([]string{"strace"}, powerloss.Recorded, []string{"-o", h.trace}, program)
	}
	cmd := exec.Command(program[0], program[1:]...)
	cmd.Env = append(os.Environ(), "TORTURE_FAULTS="+h.faults)
	if h.dsn != "" {
		cmd.Env = append(cmd.Env, "DUBAN_DATABASE="+h.dsn)
	}
	cmd.Stdout, cmd.Stderr = h.log, h.log
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = cmd.Wait(); close(exited) }()
	h.mu.Lock()
	h.cmd, h.exited = cmd, exited
	h.starts++
	h.mu.Unlock()
}

// start starts the server and waits until it answers.
func (h *instance) start() {
	h.t.Helper()
	h.serve()
	again := 0
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); {
		if out, code := h.try("status", "--json"); code == 0 || strings.Contains(out, "no_programme") {
			return
		}
		if h.ended() { // by a fault that was armed
			if again++; again > 3 {
				h.t.Fatal("the server ends as it starts")
			}
			h.serve()
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.t.Fatal("server not ready within 90 s")
}

// ended reports whether the server's process has ended.
func (h *instance) ended() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.exited:
		return true
	default:
		return false
	}
}

// kill ends the server as a power cut does.
func (h *instance) kill() {
	h.mu.Lock()
	cmd, exited := h.cmd, h.exited
	h.mu.Unlock()
	if cmd == nil {
		return
	}
	_ = cmd.Process.Kill()
	<-exited
}

// stop ends the server as Ctrl-C does.
func (h *instance) stop() {
	_ = h.cmd.Process.Signal(syscall.SIGINT)
	<-h.exited
}

// try runs a command on the data directory. The text is standard output, then standard error.
func (h *instance) try(args ...string) (string, int) { return h.as("", args...) }

// as is try with a person's token; "": the operator's.
func (h *instance) as(token string, args ...string) (string, int) {
	cmd := exec.Command(client, args...)
	cmd.Env = append(os.Environ(), "DUBAN_DATA="+h.data)
	if token != "" {
		cmd.Env = append(cmd.Env, "DUBAN_TOKEN="+token)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		h.t.Error(err)
		return "", -1
	}
	return out.String() + errs.String(), code
}

// ask runs a command with --json and decodes its document.
func (h *instance) ask(into any, args ...string) {
	h.t.Helper()
	out, code := h.try(append(args, "--json")...)
	if err := json.NewDecoder(strings.NewReader(out)).Decode(into); err != nil {
		h.t.Fatalf("duban %s: exit %d, %v\n%s", strings.Join(args, " "), code, err, out)
	}
}

// record opens the database beside the server, to read it.
func (h *instance) record() *store.Store {
	h.t.Helper()
	dsn := h.dsn
	if dsn == "" {
		dsn = (&url.URL{Scheme: "file", Opaque: filepath.Join(h.data, "duban.db")}).Opaque
	}
	s, err := store.Open(h.t.Context(), store.Config{DSN: dsn})
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}
