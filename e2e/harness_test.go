// Package e2e tests the program as its users do: the binary is built, started, used through its commands, killed and
// started again. The tests use only interfaces that users have, and Temporal's own client.
package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"duban/internal/mtls"
)

var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "duban-e2e")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "duban")
	args := []string{"build", "-o", binary}
	if counters := os.Getenv("DUBAN_TEST_COVER"); counters != "" { // make cover: each process writes its counters there
		args = append(args, "-cover", "-coverpkg=duban/...")
		_ = os.Setenv("GOCOVERDIR", counters)
	}
	build := exec.Command("go", append(args, "../cmd/duban")...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic("build: " + string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// instance is a data directory and the server running on it.
type instance struct {
	t    *testing.T
	data string
	cmd  *exec.Cmd
	log  *bytes.Buffer
	env  []string
}

func newInstance(t *testing.T) *instance {
	t.Helper()
	data, err := os.MkdirTemp("", "db") // the path of a unix socket must be short
	if err != nil {
		t.Fatal(err)
	}
	h := &instance{t: t, data: data, log: &bytes.Buffer{}}
	t.Cleanup(func() {
		h.kill()
		if t.Failed() {
			t.Logf("server log:\n%s", tail(h.log.String(), 60))
		}
		_ = os.RemoveAll(data)
	})
	return h
}

// start starts the server and waits until it is ready.
func (h *instance) start() {
	h.t.Helper()
	h.cmd = exec.Command(binary, "serve", "--data", h.data, "--listen", "127.0.0.1:0")
	h.cmd.Env = append(os.Environ(), h.env...)
	h.cmd.Stdout, h.cmd.Stderr = h.log, h.log
	if err := h.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	exited := make(chan error, 1)
	go func(cmd *exec.Cmd) { exited <- cmd.Wait() }(h.cmd)
	deadline := time.Now().Add(60 * time.Second)
	for time.Now().Before(deadline) {
		select {
		case err := <-exited:
			h.t.Fatalf("server ended while starting: %v\n%s", err, tail(h.log.String(), 40))
		default:
		}
		if out, code := h.try("status", "--json"); code == 0 || strings.Contains(out, "no_programme") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.t.Fatal("server not ready within 60 s")
}

// kill ends the server like a power cut.
func (h *instance) kill() {
	if h.cmd != nil && h.cmd.Process != nil {
		_ = h.cmd.Process.Kill()
		h.await()
	}
	h.cmd = nil
}

// stop ends the server like Ctrl-C.
func (h *instance) stop() {
	h.t.Helper()
	_ = h.cmd.Process.Signal(syscall.SIGINT)
	h.await()
	h.cmd = nil
}

func (h *instance) await() {
	for range 600 {
		if err := h.cmd.Process.Signal(syscall.Signal(0)); errors.Is(err, os.ErrProcessDone) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.t.Error("server did not end within 30 s")
}

// try runs a command on the data directory. The text is standard output, then standard error.
func (h *instance) try(args ...string) (string, int) {
	cmd := exec.Command(binary, args...)
	cmd.Env = append(append(os.Environ(), "DUBAN_DATA="+h.data), h.env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		h.t.Fatal(err)
	}
	return out.String() + errs.String(), code
}

// do runs a command that must succeed.
func (h *instance) do(args ...string) string {
	h.t.Helper()
	out, code := h.try(args...)
	if code != 0 {
		h.t.Fatalf("duban %s: exit %d\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

// ask runs a command with --json and decodes its document.
func (h *instance) ask(into any, args ...string) {
	h.t.Helper()
	cmd := exec.Command(binary, append(args, "--json")...)
	cmd.Env = append(append(os.Environ(), "DUBAN_DATA="+h.data), h.env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && len(out) > 0) {
		h.t.Fatalf("duban %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	if err := json.Unmarshal(out, into); err != nil {
		h.t.Fatalf("duban %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// temporal connects to the embedded server, as an operator with Temporal's own tools would.
func (h *instance) temporal() client.Client {
	h.t.Helper()
	address, err := os.ReadFile(filepath.Join(h.data, "temporal.address"))
	if err != nil {
		h.t.Fatal(err)
	}
	identity, err := mtls.Load(mtls.FilesIn(filepath.Join(h.data, "temporal-tls")))
	if err != nil {
		h.t.Fatal(err)
	}
	secure, err := identity.ClientConfig()
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := client.Dial(client.Options{
		HostPort: strings.TrimSpace(string(address)), Namespace: "duban",
		ConnectionOptions: client.ConnectionOptions{TLS: secure},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(c.Close)
	return c
}

func tail(text string, lines int) string {
	all := strings.Split(text, "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// status is the part of a programme's state that the tests check.
type status struct {
	Projects  int            `json:"projects"`
	CityMajor int            `json:"city_major"`
	Total     int64          `json:"total_investment_fen"`
	Target    int64          `json:"annual_target_fen"`
	Plan      int64          `json:"annual_plan_fen"`
	Reported  int64          `json:"reported_fen"`
	Approved  int64          `json:"approved_fen"`
	Running   int            `json:"workflows_running"`
	Open      map[string]int `json:"open_escalations"`
	Colours   map[string]int `json:"colours"`
}

type imported struct {
	Batch     string `json:"batch"`
	Identical bool   `json:"identical"`
	Committed bool   `json:"committed"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Errors    int    `json:"errors"`
}

type escalation struct {
	ID         string `json:"id"`
	At         string `json:"at"`
	Project    string `json:"project"`
	Item       string `json:"item"`
	Milestone  string `json:"milestone"`
	Due        string `json:"due"`
	DueVersion int    `json:"due_version"`
	Kind       string `json:"kind"`
	Rung       string `json:"rung"`
	Cause      string `json:"cause"`
	PassedOver bool   `json:"passed_over"`
}

type diagnosis struct {
	OK     bool `json:"ok"`
	Checks []struct {
		Name  string   `json:"name"`
		OK    bool     `json:"ok"`
		Found []string `json:"found"`
	} `json:"checks"`
}

func (h *instance) healthy() {
	h.t.Helper()
	var d diagnosis
	h.ask(&d, "doctor")
	for _, c := range d.Checks {
		if !c.OK {
			h.t.Errorf("doctor: %s: %v", c.Name, c.Found)
		}
	}
	if !d.OK || len(d.Checks) == 0 {
		h.t.Errorf("doctor: not ok, %d checks", len(d.Checks))
	}
}

// sample writes a workbook of the sample programme and returns its path.
func (h *instance) sample(kind, year string, more ...string) string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), kind+".xlsx")
	h.do(append([]string{"sample", kind, "--year", year, "-o", path}, more...)...)
	return path
}
