// Package app assembles the server: it opens the database, the evidence, the Temporal server and the listeners in
// order, starts the worker, and closes them in the reverse order. It contains no business rules.
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
	"duban/internal/logging"
	"duban/internal/pace"
	"duban/internal/process"
	"duban/internal/secretbox"
	"duban/internal/telemetry"
	"duban/models"
	"duban/notify"
	"duban/store"
	"duban/tracking"
	"duban/workflows"
)

// App is a running server. Tests and the command line start the same one.
type App struct {
	Service *tracking.Service
	Listen  string // address of the pages and the API; "" for a process without them
	Scheme  string // "http", or "https" with the configured certificate
	Socket  string // the operator's socket
	Metrics string // address of the Prometheus metrics; "" if they are off
	// TemporalUI is the address of Temporal's own pages, TemporalUILink the link that opens them; both are "" if they are
	// off.
	TemporalUI     string
	TemporalUILink string

	log          *slog.Logger
	counters     *telemetry.Metrics
	certificates *certificates                       // nil: plain HTTP
	leaked       func(password string) (bool, error) // see tracking.Service; nil: no list
	strict       *slog.Logger                        // for third-party parts: repeated warnings are dropped
	fatal        chan error
	floor        *disk.Floor
	clock        *clockguard.Guard
	joined       string         // ID of this process's row among the instances
	traffic      traffic        // requests being served
	closes       []func()       // in the order of opening
	engine       *engine.Engine // nil with an external Temporal server
	// deletes the runs of workflows that never end which ended before a moment; set with the worker
	forget func(ctx context.Context, before time.Time) (int, error)
}

// Run starts the server with a configuration. On error everything that was opened is closed again.
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
	if err := a.checkFirst(c); err != nil {
		return nil, err
	}
	if err := a.watchDisks(c); err != nil {
		return nil, err
	}
	secrets, err := secretsOf(c)
	if err != nil {
		return nil, err
	}
	db, err := a.openStore(ctx, c, secrets)
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
	background := pace.Pace{AtOnce: startsAtOnce, Busy: a.traffic.busy, Rest: a.traffic.rest}
	a.counters = telemetry.New(a.log, a.vitals(c))
	a.Service = &tracking.Service{Store: db, Process: process.Counted{Client: client,
		Count: a.counters.Update, Log: a.log}, Evidence: evidence, Calendar: calendarWith, Now: time.Now,
		Log: a.log, Pace: background, Policy: c.Accounts, Clock: a.clock, Leaked: a.leaked}
	if err := a.sealSecrets(ctx, c); err != nil {
		return nil, err
	}
	if c.HasWorker() {
		if err := a.startWorker(client, embedded, background); err != nil {
			return nil, err
		}
	}
	if c.BackupDir != "" {
		a.Service.Backups = func() (backup.State, error) { return backup.ReadState(c.Data) }
	}
	a.keepAuditHead(ctx, c, db)
	a.followEngineFile(ctx)
	if err := a.open(ctx, c); err != nil {
		return nil, err
	}
	a.keepWarm(c)
	a.keepUp(c)
	a.keepJoined(db)
	return a, nil
}

// startWorker starts the worker with the workflows and activities.
func (a *App) startWorker(client *process.Client, embedded bool, background pace.Pace) error {
	a.forget = client.ForgetRuns
	outbox, channels := process.NewWaker(client.EnsureOutbox, a.log), process.NewWaker(client.EnsureChannels, a.log)
	a.background(outbox.Run)
	a.background(channels.Run)
	effects := &activities.Activities{
		Store: a.Service.Store, Calendar: calendarWith, Starter: client, Pace: background, Wake: outbox.Wake,
		WakeChannels: channels.Wake,
		Latest:       latest, Held: a.clock.Held, Channels: notify.Opener{}, Reader: a.Service,
	}
	worker := process.NewWorker(client, process.WorkerOptions{Embedded: embedded, OnFatal: a.fail},
		func(r process.Registry) { workflows.Register(r) }, func(r process.Registry) { effects.Register(r) })
	if err := worker.Start(); err != nil {
		return err
	}
	a.onClose(worker.Stop)
	return nil
}

// startsAtOnce is how many projects an import or a reconcile starts at the same time. On two cores more are not faster.
const startsAtOnce = 4

func calendarWith(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }

func (a *App) openStore(ctx context.Context, c config.Config, secrets *secretbox.Box) (*store.Store, error) {
	dsn := c.Database
	if dsn == "" {
		dsn = filepath.Join(c.Data, "duban.db")
	}
	var db *store.Store
	err := a.waitFor(ctx, awaitedStore(c, dsn), func() (err error) {
		db, err = store.Open(ctx, store.Config{DSN: dsn, Copies: filepath.Join(c.Data, "backup"), Log: a.log,
			CheckSpace: a.floor.Check, Secrets: secrets})
		return err
	})
	if err != nil {
		return nil, err
	}
	if store.Unencrypted(c.Database) {
		a.say("与数据库的连接可能未加密或未核对证书，途中可被查看和伪造；请在数据库地址中加 sslmode=verify-full")
		a.log.Warn("the connection to the database is not encrypted and checked")
	}
	a.onClose(func() {
		if err := db.Close(); err != nil {
			a.log.Error("close store", "error", err)
		}
	})
	return db, nil
}

func (a *App) onClose(fn func()) { a.closes = append(a.closes, fn) }

// fail reports that a part of the server cannot continue; Serve then stops the rest in order.
func (a *App) fail(err error) {
	select {
	case a.fatal <- err:
	default:
	}
}

// Failed receives the error of a part that cannot continue.
func (a *App) Failed() <-chan error { return a.fatal }

// Close stops in the reverse order of starting: listeners, worker, Temporal client, Temporal's pages, Temporal server,
// database, lock.
func (a *App) Close() {
	for i := len(a.closes) - 1; i >= 0; i-- {
		a.closes[i]()
	}
	a.closes = nil
}

// Serve runs the server until the context ends or a part cannot continue.
func Serve(ctx context.Context, c config.Config, out io.Writer) error {
	log := logging.New(out, logging.Options{Level: c.LogLevel, Format: c.LogFormat})
	slog.SetDefault(log)
	started := time.Now()
	a, err := Run(ctx, c, log)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Fprintf(out, "督办已启动（%.1f 秒）\n", time.Since(started).Seconds())
	if c.HasPages() {
		fmt.Fprintf(out, "  打开：%s://%s/\n", a.Scheme, a.Listen)
	}
	switch c.Part {
	case models.PartWeb:
		fmt.Fprintln(out, "  分工：页面和接口；流程由 duban worker 办理")
	case models.PartWorker:
		fmt.Fprintln(out, "  分工：流程；页面和接口由 duban web 提供")
	}
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
		if outdated(err) {
			return err
		}
		return errors.Join(models.Errorf(models.KindUnavailable, "part_failed", "服务的一个部件停止工作，已退出；数据已保存，请重新启动"), err)
	}
}
