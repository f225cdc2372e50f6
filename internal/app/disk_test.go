package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"duban/internal/testkit/need"
)

// A real disk fills up, once with the floor and once without (a quota cannot be measured beforehand). Commands are
// refused quickly with 507, readiness gives the reason, the log stays short, and once there is space again everything
// continues without help and nothing acknowledged is lost.
func TestADiskThatFillsUp(t *testing.T) {
	for name, floor := range map[string]string{"seen beforehand": "8MB", "met when writing": "0"} {
		t.Run(name, func(t *testing.T) {
			c := settings(t)
			if err := syscall.Mount("tmpfs", c.Data, "tmpfs", 0, "size=40m"); err != nil {
				need.Skip(t, "needs to mount a tmpfs: run as root")
			}
			t.Cleanup(func() { _ = syscall.Unmount(c.Data, syscall.MNT_DETACH) })
			c.DiskFloor = floor
			const many = 8
			seedProjects(t, filepath.Join(c.Data, "duban.db"), many)
			var log written
			a, err := Run(context.Background(), c, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			awaitRunning(t, a, many)
			people := operatorOf(a)
			defer people.CloseIdleConnections()
			if got, text := people.plan(1, "before"); got != http.StatusOK {
				t.Fatalf("before: %d %s", got, text)
			}

			fill(t, filepath.Join(c.Data, "fill"))
			time.Sleep(1100 * time.Millisecond) // a measurement is used for one second
			people.plan(2, "first")             // without a floor the first command meets the full disk
			refused := 0
			for i := range many {
				begun := time.Now()
				got, text := people.plan(i+1, fmt.Sprint("full-", i))
				if got == http.StatusInsufficientStorage {
					refused++
				} else if floor != "0" || got == http.StatusOK {
					t.Errorf("full: %d %s", got, text)
				}
				if took := time.Since(begun); took > 30*time.Second {
					t.Errorf("an answer took %v", took)
				}
			}
			if refused == 0 || floor != "0" && refused != many {
				t.Errorf("%d of %d refused with 507", refused, many)
			}
			if floor != "0" {
				if got := status(t, http.DefaultClient, "http://"+a.Listen+"/readyz"); got != http.StatusServiceUnavailable {
					t.Errorf("readyz: %d", got)
				}
			}
			if got := status(t, http.DefaultClient, "http://"+a.Listen+"/healthz"); got != http.StatusOK {
				t.Errorf("healthz: %d", got)
			}
			if n := log.count("level=ERROR") + log.count("level=WARN"); n > 30 {
				t.Errorf("%d lines in the log", n)
			}

			if err := os.Remove(filepath.Join(c.Data, "fill")); err != nil {
				t.Fatal(err)
			}
			deadline := time.Now().Add(time.Minute)
			for i := 0; i < many; {
				got, text := people.plan(i+1, fmt.Sprint("full-", i)) // the same key again
				if got == http.StatusOK {
					i++
				} else if time.Now().After(deadline) {
					t.Fatalf("a minute after there was free space again: %d %s", got, text)
				} else {
					time.Sleep(200 * time.Millisecond)
				}
			}
			if got, text := people.plan(1, "before"); got != http.StatusOK || !strings.Contains(text, `"before"`) {
				t.Errorf("what was acknowledged before: %d %s", got, text)
			}
		})
	}
}

// operator is a client on the operator's socket.
type operator struct{ *http.Client }

func operatorOf(a *App) operator {
	return operator{&http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn,
		error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", a.Socket)
	}}}}
}

// plan changes the annual plan of a seeded project.
func (o operator) plan(n int, key string) (int, string) {
	body := fmt.Sprintf(`{"change":"amount","annual_plan_fen":%d,"reason":"试","document":"试1号","approver":"试"}`,
		1_000_000_00+n)
	url := fmt.Sprintf("http://duban/api/v1/projects/2026/ZD-2026-%03d/plan-changes", n)
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Idempotency-Key", key)
	r.Header.Set("Content-Type", "application/json")
	answer, err := o.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(text)
}

// fill writes until the disk is full.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for {
			if _, err := f.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func awaitRunning(t *testing.T, a *App, many int) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		runs, err := a.Service.Process.RunningProjects(context.Background())
		if err == nil && len(runs) == many {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d run, %v", len(runs), many, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// written collects what is logged.
type written struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *written) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *written) count(words string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Count(w.text.String(), words)
}
