package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"duban/internal/testkit/child"
)

// lab is everything that runs: PostgreSQL, the Temporal server, two webs and three workers.
type lab struct {
	dir            string
	out            io.Writer
	duban, cluster string // programs
	begun          time.Time
	port           int // of PostgreSQL; the next four are the Temporal server's, two more those of the webs
	postgres       *child.Process
	temporal       *child.Process
	webs, workers  []*child.Process
	kills          int
	restarts       int // of PostgreSQL
	failed         int // findings of prove
}

const (
	webCount    = 2
	workerCount = 3
)

func (l *lab) say(format string, args ...any) {
	fmt.Fprintf(l.out, "%6.1f s  %s\n", time.Since(l.begun).Seconds(), fmt.Sprintf(format, args...))
}

// startAll starts PostgreSQL and the Temporal server, and then all halves of the program at once on an empty database.
func (l *lab) startAll(ctx context.Context) (err error) {
	if l.port, err = child.FreePorts(1 + 4 + webCount); err != nil {
		return err
	}
	if l.postgres, err = newPostgres(l.dir, l.port); err != nil {
		return err
	}
	if err := l.postgres.Start(); err != nil {
		return err
	}
	if err := l.readyPostgres(ctx); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, l.dsn("postgres"))
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE duban"); err != nil {
		return err
	}
	_ = conn.Close(ctx)
	l.say("PostgreSQL runs")
	l.temporal = &child.Process{Name: "temporal", Program: l.cluster, Log: filepath.Join(l.dir, "temporal.log"),
		Args: []string{"-postgres", l.postgresAt(), "-port", strconv.Itoa(l.port + 1)}}
	if err := l.startTemporal(ctx); err != nil {
		return err
	}
	l.say("the Temporal server runs over PostgreSQL")
	for i := range webCount {
		p := l.half("web", i)
		p.Listen = "127.0.0.1:" + strconv.Itoa(l.port+5+i)
		p.Args = append(p.Args, "--listen", p.Listen)
		l.webs = append(l.webs, p)
	}
	for i := range workerCount {
		l.workers = append(l.workers, l.half("worker", i))
	}
	for _, p := range l.halves() {
		if err := p.Start(); err != nil {
			return err
		}
	}
	for _, p := range l.halves() {
		if err := p.Ready(ctx); err != nil {
			return err
		}
	}
	l.say("%d webs and %d workers are ready", webCount, workerCount)
	return nil
}

// half returns a half of the program, not started.
func (l *lab) half(kind string, n int) *child.Process {
	name := fmt.Sprintf("%s%d", kind, n+1)
	data := filepath.Join(l.dir, name)
	return &child.Process{Name: name, Program: l.duban, Data: data, Log: filepath.Join(l.dir, name+".log"),
		Args: []string{kind, "--data", data}, Env: []string{"DUBAN_DATABASE=" + l.dsn("duban"),
			"DUBAN_TEMPORAL=127.0.0.1:" + strconv.Itoa(l.port+1), "DUBAN_EVIDENCE=" + filepath.Join(l.dir, "evidence")}}
}

func (l *lab) halves() []*child.Process { return slices.Concat(l.webs, l.workers) }

func (l *lab) startTemporal(ctx context.Context) error {
	before := strings.Count(l.temporal.Text(), "ready\n")
	if err := l.temporal.Start(); err != nil {
		return err
	}
	return l.temporal.Await(ctx, "ready", func() bool { return strings.Count(l.temporal.Text(), "ready\n") > before })
}

// stopAll ends what runs, in the order of need.
func (l *lab) stopAll() {
	var ending sync.WaitGroup
	for _, p := range l.halves() {
		ending.Go(func() { p.End(syscall.SIGTERM) })
	}
	ending.Wait()
	if l.temporal != nil {
		l.temporal.End(syscall.SIGTERM)
	}
	if l.postgres != nil {
		l.postgres.End(syscall.SIGINT) // without waiting for clients
	}
}

// command runs a command of the program against a process and returns what it prints.
func (l *lab) command(ctx context.Context, at *child.Process, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, l.duban, args...)
	cmd.Env = append(os.Environ(), "DUBAN_DATA="+at.Data)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("duban %s at %s: %w: %s", strings.Join(args, " "), at.Name, err, errs.String())
	}
	return out.String(), nil
}

// onDuty returns the worker that does the upkeep, other than one, for which it waits.
func (l *lab) onDuty(ctx context.Context, other *child.Process) (*child.Process, error) {
	for range 600 {
		for _, p := range l.workers {
			if p == other {
				continue
			}
			n, err := l.number(ctx, `SELECT count(*) FROM duties WHERE name = 'upkeep' AND right(holder, length($1)) = $1
				AND until > extract(epoch FROM clock_timestamp()) * 1000`, ":"+p.Data)
			if err != nil {
				return nil, err
			}
			if n == 1 {
				return p, nil
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, fmt.Errorf("no worker has the upkeep after a minute")
}

// imports commits the plan and the milestones of a sample programme; the worker on duty is killed meanwhile.
func (l *lab) imports(ctx context.Context) error {
	year := strconv.Itoa(time.Now().Year())
	for _, kind := range []string{"plan", "milestones"} {
		file := filepath.Join(l.dir, kind+".xlsx")
		if _, err := l.command(ctx, l.webs[0], "sample", kind, "--year", year, "-o", file); err != nil {
			return err
		}
		done := make(chan error, 1)
		go func() {
			var err error
			for i := range 10 { // with the same key, until it is done
				if _, err = l.command(ctx, l.webs[i%webCount], "import", file, "--key", "import-"+kind); err == nil {
					break
				}
			}
			done <- err
		}()
		if kind == "plan" {
			victim, err := l.onDuty(ctx, nil)
			if err != nil {
				return err
			}
			l.kill(victim)
			next, err := l.onDuty(ctx, victim)
			if err != nil {
				return err
			}
			l.say("%s, which had the upkeep, was killed during the import; %s took it over", victim.Name, next.Name)
			if err := l.revive(ctx, victim); err != nil {
				return err
			}
		}
		if err := <-done; err != nil {
			return err
		}
	}
	l.say("plan and milestones are imported")
	return nil
}

func (l *lab) kill(p *child.Process) {
	p.End(syscall.SIGKILL)
	l.kills++
}

func (l *lab) revive(ctx context.Context, p *child.Process) error {
	if err := p.Start(); err != nil {
		return err
	}
	return p.Ready(ctx)
}
