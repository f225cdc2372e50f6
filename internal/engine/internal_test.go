//go:build !noembed && linux

package engine

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/models"
)

// A server whose port is taken gives up with the reason, and the process goes on.
func TestPortTaken(t *testing.T) {
	o, err := Options{Memory: true}.checked()
	if err != nil {
		t.Fatal(err)
	}
	ports, err := freePorts(len(services))
	if err != nil {
		t.Fatal(err)
	}
	for i := range services {
		taken, err := net.Listen("tcp4", address(ports[i]))
		if err != nil {
			t.Fatal(err)
		}
		certificates, err := issueCertificates()
		if err != nil {
			t.Fatal(err)
		}
		e := &Engine{options: o, certificates: certificates, failures: make(chan error, 1)}
		err = e.launch(configuration(storage(o, ""), ports), ports)
		if err == nil || !strings.Contains(err.Error(), address(ports[i])) {
			t.Errorf("%s: %v", services[i], err)
		}
		if e.server != nil || len(e.failures) > 0 {
			t.Errorf("%s: a server that did not start is kept", services[i])
		}
		taken.Close()
		// What listens already stays so until the process ends: the next round needs other ports.
		if ports, err = freePorts(len(services)); err != nil {
			t.Fatal(err)
		}
	}
}

// A running server that fails for good says so on Failed; the process goes on, and Stop still stops it.
func TestFatalDoesNotExit(t *testing.T) {
	dir := t.TempDir()
	e, err := Start(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	breakListener(t, e.HostPort())
	select {
	case err := <-e.Failed():
		failed := models.AsError(err)
		if failed.Code != "engine_failed" || failed.Kind != models.KindUnavailable || failed.Cause == nil {
			t.Errorf("got %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the frontend lost its listener, and no one was told")
	}
	if err := e.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	restarted, err := Start(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := restarted.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// breakListener makes the process's listener on an address fail, as running out of something would.
func breakListener(t *testing.T, hostPort string) {
	t.Helper()
	_, want, err := net.SplitHostPort(hostPort)
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		fd, err := strconv.Atoi(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		listens, err := syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_ACCEPTCONN)
		if err != nil || listens == 0 {
			continue
		}
		name, err := syscall.Getsockname(fd)
		if err != nil {
			continue
		}
		if in, ok := name.(*syscall.SockaddrInet4); ok && strconv.Itoa(in.Port) == want {
			if err := syscall.Shutdown(fd, syscall.SHUT_RDWR); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("no process listens on %s", hostPort)
}

// A stop that runs out of time says so, keeps the directory, and goes on in the background.
func TestStopBound(t *testing.T) {
	dir := t.TempDir()
	e, err := Start(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := e.Stop(ended); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("got %v", err)
	}
	release, err := lockDir(dir)
	switch {
	case err == nil: // the server may have stopped in the meantime, on a busy machine
		e.unlocked(t)
		release()
	case models.KindOf(err) != models.KindConflict:
		t.Errorf("lock while the server stops: %v", err)
	}
	if err := e.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if release, err = lockDir(dir); err != nil {
		t.Fatal(err)
	}
	release()
}

// unlocked fails the test when the server of an engine whose directory is free still answers.
func (e *Engine) unlocked(t *testing.T) {
	t.Helper()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", e.HostPort())
	if err == nil {
		_ = c.Close()
		t.Error("the directory is free while the server still runs")
	}
}

// The first fatal failure during the start is the start's; those after it are the engine's.
func TestFatalWatch(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	early := &fatalWatch{}
	early.report(first)
	early.report(second)
	if err := early.handOver(func(error) { t.Error("told twice") }); !errors.Is(err, first) {
		t.Errorf("got %v", err)
	}
	var reported []error
	late := &fatalWatch{}
	if err := late.handOver(func(err error) { reported = append(reported, err) }); err != nil {
		t.Error(err)
	}
	late.report(second)
	if len(reported) != 1 || !errors.Is(reported[0], second) {
		t.Errorf("told %v", reported)
	}
}

// Fatal ends its goroutine and nothing else.
func TestFatalEndsGoroutine(t *testing.T) {
	reported := make(chan error, 1)
	returned := false
	done := make(chan struct{})
	go func() {
		defer close(done)
		watch := &fatalWatch{later: func(err error) { reported <- err }}
		serverLog{log: slog.New(slog.DiscardHandler), fatal: watch.report, stopping: &(&Engine{}).stopping}.Fatal("no disk")
		returned = true
	}()
	<-done
	if err := <-reported; err.Error() != "no disk" || returned {
		t.Errorf("told %v, returned %v", err, returned)
	}
}

func TestFreePorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		ports, err := freePorts(n)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for _, port := range ports {
			if seen[port] || port < firstPort {
				t.Fatalf("ports %v", ports)
			}
			seen[port] = true
			if outgoing := outgoingFrom(); outgoing >= firstPort+portTries && port >= outgoing {
				t.Fatalf("port %d is among those for outgoing connections", port)
			}
		}
		if len(ports) != n {
			t.Fatalf("%d ports, want %d", len(ports), n)
		}
	})
}

// The slimming follows Temporal's schema: it finds its indexes, and those it keeps are there.
func TestSurplusIndexes(t *testing.T) {
	all := createIndex.FindAllSubmatch(visibilityText(), -1)
	if len(all) != strings.Count(string(visibilityText()), "CREATE INDEX") {
		t.Error("an index was not recognised")
	}
	if got := len(all) - len(surplusIndexes()); got != len(keptIndexes) {
		t.Errorf("%d indexes are kept, want %d", got, len(keptIndexes))
	}
}
