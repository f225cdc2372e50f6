package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"duban/internal/testkit/child"
)

// soak is the program as a process of its own, and what works on it.
type soak struct {
	o       options
	dir     string
	out     io.Writer
	begun   time.Time
	program *child.Process
	client  *http.Client // of the operator's socket
	work    *work
}

func (s *soak) say(format string, args ...any) {
	fmt.Fprintf(s.out, "%s  %s\n", time.Now().UTC().Format(time.TimeOnly), fmt.Sprintf(format, args...))
}

// start starts the program on an empty folder, with SQLite, the embedded engine and its daily backup, which it makes at
// once and again in the middle of the load.
func start(ctx context.Context, o options, dir string, out io.Writer) (*soak, error) {
	port, err := child.FreePorts(1)
	if err != nil {
		return nil, err
	}
	s := &soak{o: o, dir: dir, out: out, begun: time.Now()}
	at := time.Now().Add(o.load / 3).In(time.FixedZone("", 8*60*60)).Format("15:04")
	s.program = &child.Process{Name: "duban", Program: o.duban, Data: s.folder("data"), Log: s.folder("log"),
		Listen: "127.0.0.1:" + strconv.Itoa(port)}
	s.program.Args = []string{"serve", "--data", s.program.Data, "--listen", s.program.Listen, "--backup",
		s.folder("backups"), "--backup-at", at}
	if err := os.MkdirAll(s.folder("backups"), 0o700); err != nil {
		return nil, err
	}
	if err := s.program.Start(); err != nil {
		return nil, err
	}
	if err := s.program.Ready(ctx); err != nil {
		s.program.End(syscall.SIGTERM)
		return nil, err
	}
	s.client = s.program.Operator(time.Minute)
	s.work = newWork(s)
	s.say("the program runs in %s, its backup is due again at %s", dir, at)
	return s, nil
}

// command runs a command of the program on its folder and returns what it prints.
func (s *soak) command(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, s.o.duban, args...)
	cmd.Env = append(os.Environ(), "DUBAN_DATA="+s.program.Data)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("duban %s: %w: %s", strings.Join(args, " "), err, errs.String())
	}
	return out.String(), nil
}

// metrics returns the figures that the program shows without labels.
func (s *soak) metrics(ctx context.Context) (map[string]float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://duban/metrics", http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	return figures(string(text)), err
}

// figures reads the lines of the text format of Prometheus that have no labels.
func figures(text string) map[string]float64 {
	all := map[string]float64{}
	for line := range strings.Lines(text) {
		name, value, found := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseFloat(value, 64); found && err == nil && !strings.ContainsAny(name, "#{") {
			all[name] = n
		}
	}
	return all
}

// settle waits until nothing that was accepted is still to be carried out.
func (s *soak) settle(ctx context.Context) error {
	for range 120 {
		m, err := s.metrics(ctx)
		if err != nil {
			return err
		}
		if m["duban_up"] == 1 && m["duban_commands_waiting"] == 0 && m["duban_outbox_oldest_seconds"] == 0 {
			return rest(ctx, 3*time.Second) // the engine deletes the tasks that it has done
		}
		if err := rest(ctx, time.Second); err != nil {
			return err
		}
	}
	return fmt.Errorf("commands still wait after two minutes:\n%s", s.program.Tail())
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
