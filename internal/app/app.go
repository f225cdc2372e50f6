// Package app wires the house together: it opens the means in order, starts the worker and the doors, and closes them
// in the reverse order. It holds no rules.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"duban/activities"
	"duban/internal/backup"
	"duban/internal/calendar"
	"duban/internal/clockguard"
	"duban/internal/config"
	"duban/internal/disk"
	"duban/internal/engine"
	"duban/internal/process"
	"duban/models"
	"duban/store"
	"duban/tracking"
	"duban/workflows"
)

// App is a running Duban: what tests and the command line start is the same.
type App struct {
	Service *tracking.Service
	Listen  string // address pages and API are served on
	Scheme  string // "http", or "https" by our own certificate
	Socket  string // the operator's socket
	Metrics string // address of the counters; "" if they were not asked for
	// TemporalUI is the address of Temporal's own pages, TemporalUILink the link that opens them; "" if they were not
	// asked for.
	TemporalUI     string
	TemporalUILink string

	log     *slog.Logger
	strict  *slog.Logger // for parts that are not ours
	fatal   chan error
	floor   *disk.Floor
	clock   *clockguard.Guard
	joined  string         // the row of this process
	traffic traffic        // requests under way
	closes  []func()       // in the order things were opened
	engine  *engine.Engine // nil when the Temporal server is elsewhere
}

// Run starts everything for a configuration. The error says what could not be opened; nothing is left running then.
func Run(ctx context.Context, c config.Config, log *slog.Logger) (_ *App, err error) {
	a := &App{fatal: make(chan error, 4)}
	a.watchLog(log)
	defer func() {
		if err != nil {
			a.Close()
		}
	}()
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_data_dir", "无法创建数据目录 %s，请检查 --data 和目录权限", c.Data).Because(err)
	}
	if err := a.lock(ctx, c.Data); err != nil {
		return nil, err
	}
	if err := a.keepRoom(c); err != nil {
		return nil, err
	}
	db, err := a.openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := a.join(ctx, c, db); err != nil {
		return nil, err
	}
	evidence, err := a.openEvidence(ctx, c, db)
	if err != nil {
		return nil, err
	}
	client, embedded, err := a.openProcess(ctx, c)
	if err != nil {
		return nil, err
	}
	effects := &activities.Activities{
		Store: db, Calendar: calendarWith, Starter: client, Pace: activities.Pace{Every: time.Millisecond,
			Rest: a.traffic.rest},
		Latest: latest, Held: a.clock.Held,
	}
	worker := process.NewWorker(client, process.WorkerOptions{Embedded: embedded, OnFatal: a.fail},
		func(r process.Registry) { workflows.Register(r) }, func(r process.Registry) { effects.Register(r) })
	if err := worker.Start(); err != nil {
		return nil, err
	}
	a.onClose(worker.Stop)
	a.Service = &tracking.Service{Store: db, Process: client, Evidence: evidence, Calendar: calendarWith, Now: time.Now,
		Log: a.log, Rest: a.traffic.rest, Policy: c.Accounts, Clock: a.clock}
	if c.BackupDir != "" {
		a.Service.Backups = func() (backup.State, error) { return backup.ReadState(c.Data) }
	}
	a.keepAuditHead(ctx, c, db)
	a.followEngineFile(ctx)
	if err := a.open(ctx, c); err != nil {
		return nil, err
	}
	a.keepReconciled()
	a.resendStoredCommands()
	a.keepJoined(db)
	a.backUpDaily(c)
	a.sweepUploads()
	return a, nil
}

func calendarWith(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }

func (a *App) openStore(ctx context.Context, c config.Config) (*store.Store, error) {
	dsn := c.Database
	if dsn == "" {
		dsn = filepath.Join(c.Data, "duban.db")
	}
	var db *store.Store
	err := a.patiently(ctx, awaitedStore(c, dsn), func() (err error) {
		db, err = store.Open(ctx, store.Config{DSN: dsn, Copies: filepath.Join(c.Data, "backup"), Log: a.log,
			CheckSpace: a.floor.Check})
		return err
	})
	if err != nil {
		return nil, err
	}
	a.onClose(func() {
		if err := db.Close(); err != nil {
			a.log.Error("close store", "error", err)
		}
	})
	return db, nil
}

func (a *App) onClose(fn func()) { a.closes = append(a.closes, fn) }

// fail reports that a part cannot go on; Serve then stops in order.
func (a *App) fail(err error) {
	select {
	case a.fatal <- err:
	default:
	}
}

// Failed gives the error of a part that cannot go on.
func (a *App) Failed() <-chan error { return a.fatal }

// Close stops in the reverse order of starting: doors, worker, client, Temporal's pages, server, database, lock.
func (a *App) Close() {
	for i := len(a.closes) - 1; i >= 0; i-- {
		a.closes[i]()
	}
	a.closes = nil
}

// Serve runs until the context ends or a part cannot go on.
func Serve(ctx context.Context, c config.Config, out io.Writer) error {
	log := slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelInfo}))
	slog.SetDefault(log)
	started := time.Now()
	a, err := Run(ctx, c, log)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Fprintf(out, "督办已启动（%.1f 秒）\n  打开：%s://%s/\n", time.Since(started).Seconds(), a.Scheme, a.Listen)
	if a.TemporalUI != "" {
		fmt.Fprintf(out, "  流程：%s（Temporal 界面，只读；地址含访问口令，请勿外传）\n", a.TemporalUILink)
	}
	if a.Metrics != "" {
		fmt.Fprintf(out, "  指标：http://%s/metrics\n", a.Metrics)
	}
	fmt.Fprintf(out, "  数据：%s\n  停止：Ctrl-C\n", c.Data)
	select {
	case <-ctx.Done():
		fmt.Fprintln(out, "正在停止…")
		return nil
	case err := <-a.Failed():
		return errors.Join(models.Errorf(models.KindUnavailable, "part_failed", "服务的一个部件停止工作，已退出；数据已保存，请重新启动"), err)
	}
}
