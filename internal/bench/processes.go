package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// values is what one side measured of itself, by name.
type values map[string]float64

// programs are the sides that measure themselves, because only a part of what they do is compared. Each gets an
// existing folder and a number of projects, workflows or seconds.
var programs = map[string]func(ctx context.Context, dir string, n int) (values, error){
	"seed":         seed,
	"revise":       revise,
	"changes":      changes,
	"storm":        storm,
	"try-rules":    tryRules,
	"bare-starts":  bareStarts,
	"bare-timers":  bareTimers,
	"bare-updates": bareUpdates,
}

// servers are the sides that serve pages.
var servers = map[string]func(ctx context.Context, dir string, n int) error{"serve": servePages,
	"serve-bare": serveBare}

// runProgram runs a side that measures itself: NAME DIR N [PROFILE]. Its peak memory is one of its values.
func runProgram(ctx context.Context, args []string, stdout io.Writer) error {
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	stop, err := profiled(args[3:])
	if err != nil {
		return err
	}
	defer stop()
	v, err := programs[args[0]](ctx, args[1], n)
	if err != nil {
		return err
	}
	v["megas"] = float64(peakKB()) / 1000
	return json.NewEncoder(stdout).Encode(v)
}

// measured runs a side that measures itself in a process of its own.
func (c course) measured(ctx context.Context, side, dir string, n int) (values, error) {
	p, err := c.side(ctx, side, dir, n)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	p.Stdout, p.Stderr = &stdout, &stderr
	if err := p.Run(); err != nil {
		return nil, fmt.Errorf("%s of %d: %w\n%s", side, n, err, stderr.String())
	}
	var v values
	if err := json.Unmarshal(stdout.Bytes(), &v); err != nil {
		return nil, fmt.Errorf("%s of %d: %w", side, n, err)
	}
	fmt.Fprintf(c.log, "  %s %d: %v\n", side, n, v)
	return v, nil
}

func (c course) side(ctx context.Context, name, dir string, n int) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	//nolint:gosec // the path is this program's own
	return exec.CommandContext(ctx, self, sideWord, name, dir, strconv.Itoa(n)), nil
}

// served is a side that serves pages until its standard input ends or it is killed.
type served struct {
	*exec.Cmd
	stop   io.Closer
	listen string
	ready  time.Duration // from the start of the process until it answered that it is ready
}

// serve starts a side that serves, and waits until it is ready.
func (c course) serve(ctx context.Context, side, dir string, n int) (*served, error) {
	p, err := c.side(ctx, side, dir, n)
	if err != nil {
		return nil, err
	}
	s := &served{Cmd: p}
	if s.stop, err = p.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.Stderr = c.log
	begun := time.Now()
	if err := p.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", side, err), s.end())
	}
	s.listen, s.ready = line[:len(line)-1], time.Since(begun)
	return s, nil
}

// end stops the side in order.
func (s *served) end() error { return errors.Join(s.stop.Close(), s.Wait()) }

// kill ends the side as a power cut would.
func (s *served) kill() error {
	if err := s.Process.Kill(); err != nil {
		return err
	}
	_ = s.Wait() // it was killed
	return nil
}

// processorTime returns what this process has used, in seconds.
func processorTime() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return float64(used.Utime.Sec+used.Stime.Sec) + float64(used.Utime.Usec+used.Stime.Usec)/1e6
}
