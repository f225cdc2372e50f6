package main

import (
	"context"
	"fmt"
	"sync"
	"syscall"
	"time"

	"duban/internal/testkit/child"
)

// torture kills a web, a worker, the worker on duty, the Temporal server and PostgreSQL while commands are sent, each
// in turn, and starts it again.
func (l *lab) torture(ctx context.Context, w *work, senders, rounds int, pause time.Duration) error {
	sending, stop := context.WithCancel(ctx)
	defer stop()
	var people sync.WaitGroup
	for i := range senders {
		people.Go(func() { w.send(sending, uint64(i)) })
	}
	for round := range rounds {
		for _, blow := range []struct {
			what string
			do   func(context.Context) error
		}{
			{"a web", func(ctx context.Context) error { return l.replace(ctx, l.webs[round%webCount]) }},
			{"a worker", func(ctx context.Context) error { return l.replace(ctx, l.workers[round%workerCount]) }},
			{"the worker on duty", func(ctx context.Context) error {
				p, err := l.onDuty(ctx, nil)
				if err != nil {
					return err
				}
				return l.replace(ctx, p)
			}},
			{"the Temporal server", func(ctx context.Context) error {
				l.kill(l.temporal)
				return l.startTemporal(ctx)
			}},
			{"PostgreSQL", l.restartPostgres},
		} {
			if err := rest(ctx, pause); err != nil {
				return err
			}
			before := w.acknowledged()
			if err := blow.do(ctx); err != nil {
				return err
			}
			l.say("%s: killed and started again; acknowledged meanwhile %d, before %d", blow.what, w.acknowledged()-before,
				before)
		}
	}
	if err := rest(ctx, pause); err != nil {
		return err
	}
	stop()
	people.Wait()
	return nil
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// replace kills a half of the program, waits as a service manager would, and starts it again.
func (l *lab) replace(ctx context.Context, p *child.Process) error {
	l.kill(p)
	if err := rest(ctx, time.Second); err != nil {
		return err
	}
	return l.revive(ctx, p)
}

// restartPostgres stops PostgreSQL without asking its clients, waits, and starts it again.
func (l *lab) restartPostgres(ctx context.Context) error {
	l.postgres.End(syscall.SIGQUIT)
	l.restarts++
	if err := rest(ctx, 2*time.Second); err != nil {
		return err
	}
	if err := l.postgres.Start(); err != nil {
		return err
	}
	if err := l.readyPostgres(ctx); err != nil {
		return err
	}
	// What ended itself because its database was away too long is started again, as a service manager does.
	for _, p := range append(l.halves(), l.temporal) {
		if !p.Ended() {
			continue
		}
		l.say("%s had ended: %s", p.Name, p.Tail())
		if err := p.Start(); err != nil {
			return err
		}
	}
	for _, p := range l.halves() {
		if err := p.Ready(ctx); err != nil {
			return fmt.Errorf("after the restart of PostgreSQL: %w", err)
		}
	}
	return nil
}
