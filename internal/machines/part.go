package main

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

// part is one process of the lab: a half of the program, the Temporal server or PostgreSQL.
type part struct {
	name, program string
	args, env     []string
	data          string // data directory of a half of the program
	listen        string // address of its pages
	log           string // file
	account       *syscall.SysProcAttr
	cmd           *exec.Cmd
	exited        chan struct{}
}

// start starts the process; its output goes to the end of its log.
func (p *part) start() error {
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	p.cmd = exec.Command(p.program, p.args...)
	p.cmd.Env = append(os.Environ(), p.env...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = p.account
	if p.cmd.SysProcAttr == nil {
		p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for this program, which stops the others
	}
	if err := p.cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	p.exited = make(chan struct{})
	go func(cmd *exec.Cmd, exited chan struct{}) {
		_ = cmd.Wait()
		close(exited)
	}(p.cmd, p.exited)
	return nil
}

// end sends a signal and waits until the process has ended.
func (p *part) end(by syscall.Signal) {
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

// await waits until a condition holds, for a minute, or until the process ends.
func (p *part) await(ctx context.Context, what string, holds func() bool) error {
	deadline := time.Now().Add(time.Minute)
	for !holds() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.exited:
			return fmt.Errorf("%s ended before %s:\n%s", p.name, what, p.tail())
		case <-time.After(100 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s: not %s within a minute:\n%s", p.name, what, p.tail())
		}
	}
	return nil
}

// ready waits until a half of the program says that it is ready.
func (p *part) ready(ctx context.Context) error {
	return p.await(ctx, "ready", func() bool {
		answer, err := p.operator(2 * time.Second).Get("http://duban/readyz")
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
}

// operator returns a client of the operator's socket.
func (p *part) operator(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout, Transport: &http.Transport{DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(p.data, "duban.sock"))
		}}}
}

// text returns the log.
func (p *part) text() string {
	text, _ := os.ReadFile(p.log) // missing: nothing was logged
	return string(text)
}

func (p *part) tail() string {
	lines := strings.Split(p.text(), "\n")
	return strings.Join(lines[max(0, len(lines)-25):], "\n")
}

// freePorts returns n free ports of the loopback address that follow each other.
func freePorts(n int) (int, error) {
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
