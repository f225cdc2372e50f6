// Package child starts the program, or another one, as a process of its own for a test that needs the real one, waits
// until it is ready and ends it.
package child

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Process is one process: the program, a half of it, the Temporal server or PostgreSQL.
type Process struct {
	Name, Program string
	Args, Env     []string
	Data          string // data directory of the program
	Listen        string // address of its pages
	Log           string // file
	Account       *syscall.SysProcAttr

	cmd    *exec.Cmd
	exited chan struct{}
}

// Start starts the process; its output goes to the end of its log.
func (p *Process) Start() error {
	log, err := os.OpenFile(p.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	p.cmd = exec.Command(p.Program, p.Args...)
	p.cmd.Env = append(os.Environ(), p.Env...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = p.Account
	if p.cmd.SysProcAttr == nil {
		p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for this program, which stops the others
	}
	if err := p.cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	p.exited = make(chan struct{})
	go func(cmd *exec.Cmd, exited chan struct{}) {
		_ = cmd.Wait()
		close(exited)
	}(p.cmd, p.exited)
	return nil
}

// End sends a signal and waits until the process has ended.
func (p *Process) End(by syscall.Signal) {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Signal(by)
	select {
	case <-p.exited:
	case <-time.After(30 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.exited
	}
	p.cmd = nil
}

// Ended reports whether a process that was started has ended by itself.
func (p *Process) Ended() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// PID is the process's number.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Await waits until a condition holds, for a minute, or until the process ends.
func (p *Process) Await(ctx context.Context, what string, holds func() bool) error {
	deadline := time.Now().Add(time.Minute)
	for !holds() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.exited:
			return fmt.Errorf("%s ended before %s:\n%s", p.Name, what, p.Tail())
		case <-time.After(100 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s: not %s within a minute:\n%s", p.Name, what, p.Tail())
		}
	}
	return nil
}

// Ready waits until a half of the program says that it is ready.
func (p *Process) Ready(ctx context.Context) error {
	return p.Await(ctx, "ready", func() bool {
		answer, err := p.Operator(2 * time.Second).Get("http://duban/readyz")
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
}

// Operator returns a client of the operator's socket.
func (p *Process) Operator(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout, Transport: &http.Transport{DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(p.Data, "duban.sock"))
		}}}
}

// Text returns the log.
func (p *Process) Text() string {
	text, _ := os.ReadFile(p.Log) // missing: nothing was logged
	return string(text)
}

// Tail returns the last lines of the log.
func (p *Process) Tail() string {
	lines := strings.Split(p.Text(), "\n")
	return strings.Join(lines[max(0, len(lines)-25):], "\n")
}

// FreePorts returns n free ports of the loopback address that follow each other.
func FreePorts(n int) (int, error) {
	for first := 18100; first < 18900; first += n {
		free := true
		for port := first; port < first+n && free; port++ {
			l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
			if free = err == nil; free {
				_ = l.Close()
			}
		}
		if free {
			return first, nil
		}
	}
	return 0, fmt.Errorf("no %d free ports", n)
}
