//go:build !noembed && unix

package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"duban/internal/engine"
	"duban/models"
)

// What a child process does: run an engine and say so, or also give numbers to a workflow for as long as it lives.
const (
	childHolds = "hold"
	childAdds  = "add"

	childDir     = "DUBAN_ENGINE_DIR"
	childFrom    = "DUBAN_ENGINE_FROM"
	childWriters = 6
)

// child is the main function of a child process. It ends when its standard input does, or when it is killed.
func child(task string) int {
	ctx := context.Background()
	e, err := engine.Start(ctx, engine.Options{Dir: os.Getenv(childDir)})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	if task == childAdds {
		if err := addForEver(ctx, e); err != nil {
			fmt.Println("error", err)
			return 1
		}
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := e.Stop(ctx); err != nil {
		return 1
	}
	return 0
}

// addForEver prints each number once the server has acknowledged it.
func addForEver(ctx context.Context, e *engine.Engine) error {
	c, err := client.Dial(client.Options{
		HostPort: e.HostPort(), Namespace: e.Namespace(), Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
		ConnectionOptions: client.ConnectionOptions{TLS: e.ClientTLS()},
	})
	if err != nil {
		return err
	}
	if _, err := startWorker(c); err != nil {
		return err
	}
	from, err := strconv.Atoi(os.Getenv(childFrom))
	if err != nil {
		return err
	}
	if from == 0 {
		if err := startNumbers(ctx, c, counter1); err != nil {
			return err
		}
	}
	var next atomic.Int64
	next.Store(int64(from))
	var print sync.Mutex
	for range childWriters {
		go func() {
			for {
				n := int(next.Add(1))
				err := addNumber(ctx, c, counter1, n)
				print.Lock()
				if err != nil {
					fmt.Println("error", err)
				} else {
					fmt.Println("ack", n)
				}
				print.Unlock()
			}
		}()
	}
	return nil
}

// spawn runs this test binary as a child on a directory.
func spawn(t *testing.T, task, dir string, from int) (*exec.Cmd, *bufio.Scanner, io.Closer) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVar+"="+task, childDir+"="+dir, childFrom+"="+strconv.Itoa(from))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out), in
}

// A second process is kept out while the first runs, and let in when it has stopped.
func TestSecondProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd, lines, in := spawn(t, childHolds, dir, 0)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("child said %q", lines.Text())
	}
	_, err := engine.Start(t.Context(), engine.Options{Dir: dir})
	if models.KindOf(err) != models.KindConflict {
		t.Fatalf("got %v, want a conflict", err)
	}
	if message := models.AsError(err).Message.Text; !strings.Contains(message, strconv.Itoa(cmd.Process.Pid)) ||
		!strings.Contains(message, dir) {
		t.Errorf("the message names neither process nor directory: %s", message)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	runEngine(t, engine.Options{Dir: dir})
}

// What was acknowledged before a kill -9 is there afterwards, each once, over several kills.
func TestKill(t *testing.T) {
	t.Parallel()
	const rounds, acksPerRound = 3, 60
	dir := t.TempDir()
	var acked []int
	last := 0
	for range rounds {
		cmd, lines, _ := spawn(t, childAdds, dir, last)
		for seen := 0; lines.Scan(); {
			word, rest, _ := strings.Cut(lines.Text(), " ")
			switch word {
			case "error":
				t.Fatalf("child: %s", rest)
			case "ack":
				n, err := strconv.Atoi(rest)
				if err != nil {
					t.Fatal(err)
				}
				acked = append(acked, n)
				if seen++; seen == acksPerRound {
					if err := cmd.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		_ = cmd.Wait()                                  // it was killed
		last = slices.Max(acked) + 2*childWriters + 100 // above all it may have begun
	}
	if len(acked) < rounds*acksPerRound {
		t.Fatalf("only %d numbers acknowledged", len(acked))
	}

	_, c, _ := runEngine(t, engine.Options{Dir: dir})
	work(t, c)
	if err := addNumber(within(t, time.Minute), c, counter1, last+1); err != nil {
		t.Fatalf("the workflow does not go on: %v", err)
	}
	kept := map[int]int{}
	for _, n := range finishNumbers(t, c, counter1) {
		kept[n]++
	}
	for _, n := range acked {
		if kept[n] != 1 {
			t.Errorf("%d was acknowledged once and is there %d times", n, kept[n])
		}
	}
	t.Logf("%d acknowledged over %d kills", len(acked), rounds)
}
