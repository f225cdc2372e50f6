// Package office runs Duban in one process for benchmarks and their tests: the embedded Temporal server, the database,
// the worker and the pages, as internal/app starts them, with a clock that can be ahead of the machine's.
package office

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"duban/activities"
	"duban/internal/calendar"
	"duban/internal/engine"
	"duban/internal/files"
	"duban/internal/process"
	"duban/models"
	"duban/store"
	"duban/tracking"
	"duban/web"
	"duban/workflows"
)

// Office is a running Duban.
type Office struct {
	*tracking.Service
	Listen string // address of the pages

	closes []func()
}

// Options are the settings of an Office.
type Options struct {
	Dir   string
	Ahead time.Duration // how far its clock is ahead of the machine's
	Log   *slog.Logger  // nil discards
}

// Open starts an office on a directory.
func Open(ctx context.Context, o Options) (_ *Office, err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	f, clock := &Office{}, ahead(o.Ahead.Round(time.Second)) // moments travel in whole seconds
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	db, err := store.Open(ctx, store.Config{DSN: filepath.Join(o.Dir, "duban.db"), Log: o.Log, Now: clock.now})
	if err != nil {
		return nil, err
	}
	f.closes = append(f.closes, func() { _ = db.Close() })
	evidence, err := files.Open(filepath.Join(o.Dir, "evidence"))
	if err != nil {
		return nil, err
	}
	dialled, err := f.startEngine(ctx, o)
	if err != nil {
		return nil, err
	}
	reached := client{dialled, clock}
	waker := process.NewWaker(dialled.EnsureOutbox, o.Log)
	waking, stop := context.WithCancel(ctx)
	go waker.Run(waking)
	f.closes = append(f.closes, stop)
	effects := &activities.Activities{Store: db, Calendar: calendarWith, Starter: reached, Wake: waker.Wake}
	f.Service = &tracking.Service{Store: db, Process: reached, Evidence: evidence, Calendar: calendarWith, Now: clock.now,
		Log: o.Log, ImportWait: time.Hour}
	effects.Reader = f.Service
	worker := process.NewWorker(dialled, process.WorkerOptions{Embedded: true},
		func(r process.Registry) { workflows.Register(r) },
		func(r process.Registry) { effects.Register(registry{r, clock}) })
	if err := worker.Start(); err != nil {
		return nil, err
	}
	f.closes = append(f.closes, worker.Stop)
	if err := dialled.EnsureOutbox(ctx); err != nil {
		return nil, err
	}
	return f, f.listen(ctx, o)
}

func calendarWith(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }

func (f *Office) startEngine(ctx context.Context, o Options) (*process.Client, error) {
	e, err := engine.Start(ctx, engine.Options{Dir: o.Dir, Log: o.Log, SearchAttributes: process.SearchAttributes()})
	if err != nil {
		return nil, err
	}
	f.closes = append(f.closes, func() { _ = e.Stop(context.WithoutCancel(ctx)) })
	c, err := process.Dial(ctx, process.Server{HostPort: e.HostPort(), Namespace: e.Namespace(), TLS: e.ClientTLS()},
		o.Log)
	if err == nil {
		f.closes = append(f.closes, c.Close)
	}
	return c, err
}

// listen serves the pages on a free port of this machine.
func (f *Office) listen(ctx context.Context, o Options) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f.Listen = l.Addr().String()
	server := &http.Server{Handler: web.Handler(f.Service, web.Options{Log: o.Log}), ReadHeaderTimeout: time.Minute}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			o.Log.Error("serve", "error", err)
		}
	}()
	f.closes = append(f.closes, func() { _ = server.Close() })
	return nil
}

// Close stops everything in the reverse order of starting.
func (f *Office) Close() {
	for i := len(f.closes) - 1; i >= 0; i-- {
		f.closes[i]()
	}
	f.closes = nil
}
