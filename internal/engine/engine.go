//go:build !noembed && unix

package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	persistencesql "go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/temporal"

	"duban/models"
)

// Engine is a running server.
type Engine struct {
	options      Options
	path         string // of temporal.db; "" in memory
	setAside     *SetAside
	certificates *certificates
	unlock       func()
	server       temporal.Server
	hostPort     string
	failures     chan error
	failed       sync.Once

	stop     sync.Once
	stopping atomic.Bool
	stopped  chan struct{} // closed when the server has stopped and the directory is free
	stopErr  error         // read after stopped
}

// startTries is how often Start chooses other ports when another process took one of them in the meantime.
const startTries = 3

// Start locks the directory, prepares the file, starts the server and returns when its frontend answers for the
// namespace: half a second is usual, 30 s the bound. A context that ends meanwhile stops the start.
//
// Errors are *models.Error: KindInvalid for options, a file that cannot be used and a newer file, KindConflict for a
// directory another process uses, KindUnavailable for a server that does not come up. After an error the directory is
// free again. (A server that fails half way through its own start gives its four ports back only when the process ends;
// Temporal has no way to stop one.)
func Start(ctx context.Context, o Options) (_ *Engine, err error) {
	if o, err = o.checked(); err != nil {
		return nil, err
	}
	e := &Engine{options: o, unlock: func() {}, failures: make(chan error, 1), stopped: make(chan struct{})}
	if !o.Memory {
		if err := os.MkdirAll(o.Dir, 0o700); err != nil {
			return nil, models.Errorf(models.KindInvalid, "engine_directory", "无法创建数据目录 %s，请检查上级目录的权限", o.Dir).Because(err)
		}
		if e.unlock, err = lockDir(o.Dir); err != nil {
			return nil, err
		}
		defer func() {
			if err != nil {
				e.unlock()
			}
		}()
		if e.path, err = filepath.Abs(filepath.Join(o.Dir, "temporal.db")); err != nil {
			return nil, fileError(e.path, err)
		}
		if e.setAside, err = prepare(ctx, e.path); err != nil {
			return nil, err
		}
		if e.setAside != nil {
			o.Log.ErrorContext(ctx, "temporal.db is damaged and was set aside; workflows are started again from the record",
				"file", e.path, "moved_to", e.setAside.MovedTo, "found", e.setAside.Found)
		}
	}
	if e.certificates, err = issueCertificates(); err != nil {
		return nil, unavailable(err)
	}
	store := storage(o, e.path)
	if err := e.furnish(ctx, store); err != nil {
		return nil, err
	}
	if err := e.run(ctx, store); err != nil {
		return nil, err
	}
	if err := e.awaitReady(ctx); err != nil {
		return nil, unavailable(errors.Join(err, e.halt()))
	}
	if err := e.writeIdentity(); err != nil {
		return nil, errors.Join(err, e.halt())
	}
	return e, nil
}

// furnish writes the server's initial data into the prepared store.
func (e *Engine) furnish(ctx context.Context, store *config.SQL) error {
	if e.options.Memory { // the plugin sets up memory by itself, with every index
		db, err := persistencesql.NewSQLAdminDB(sqlplugin.DbKindVisibility, store, resolver.NewNoopResolver(),
			log.NewNoopLogger(), metrics.NoopMetricsHandler)
		if err != nil {
			return fileError(e.path, err)
		}
		defer db.Close()
		if err := dropSurplusIndexes(db.Exec); err != nil {
			return fileError(e.path, err)
		}
	}
	return fileError(e.path, ensureNamespace(ctx, store, e.options))
}

// run starts the server on free ports, and on others when one of them was taken meanwhile.
func (e *Engine) run(ctx context.Context, store *config.SQL) error {
	var failure error
	for range startTries {
		if ctx.Err() != nil {
			return unavailable(ctx.Err())
		}
		ports, err := freePorts(len(services))
		if err != nil {
			return unavailable(err)
		}
		if failure = e.launch(configuration(store, ports), ports); failure == nil {
			e.hostPort = address(ports[0])
			return nil
		}
	}
	return unavailable(failure)
}

// launch creates and starts one server, in a goroutine of its own, which Fatal may end.
func (e *Engine) launch(conf *config.Config, ports []int) error {
	watch := &fatalWatch{}
	logger := serverLog{log: e.options.Log, fatal: watch.report, stopping: &e.stopping}
	var server temporal.Server
	done := make(chan error, 1)
	go func() {
		err := errors.New("the server gave up while starting")
		defer func() {
			if panicked := recover(); panicked != nil {
				err = fmt.Errorf("the server panicked while starting: %v", panicked)
			}
			done <- err
		}()
		made, failure := temporal.NewServer(
			temporal.WithConfig(conf),
			temporal.ForServices(temporal.DefaultServices),
			temporal.WithStaticHosts(hosts(ports)),
			temporal.WithLogger(logger),
			temporal.WithNamespaceLogger(logger),
			temporal.WithTLSConfigFactory(e.certificates),
			temporal.WithAuthorizer(authorization.NewNoopAuthorizer()), // who has the certificate may do everything
			temporal.WithDynamicConfigClient(settings(e.options)),
			temporal.WithCustomMetricsHandler(metrics.NoopMetricsHandler),
		)
		if failure == nil {
			failure = made.Start()
			server = made
		}
		err = failure
	}()
	err := <-done
	if fatal := watch.handOver(e.fail); fatal != nil {
		err = errors.Join(fatal, err)
	}
	if err != nil && server != nil {
		return errors.Join(err, server.Stop())
	}
	e.server = server
	return err
}

// fatalWatch stores the first fatal error while the server starts, and passes on later ones.
type fatalWatch struct {
	mu    sync.Mutex
	early error
	later func(error)
}

func (w *fatalWatch) report(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.later != nil:
		w.later(err)
	case w.early == nil:
		w.early = err
	}
}

// handOver returns the error of the start, or passes every later one to a function.
func (w *fatalWatch) handOver(to func(error)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.early == nil {
		w.later = to
	}
	return w.early
}

// awaitReady returns when the frontend describes the namespace.
func (e *Engine) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startBound)
	defer cancel()
	c, err := client.NewLazyClient(client.Options{
		HostPort: e.hostPort, Namespace: e.options.Namespace,
		Logger:            sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)),
		ConnectionOptions: client.ConnectionOptions{TLS: e.ClientTLS()},
	})
	if err != nil {
		return unavailable(err)
	}
	defer c.Close()
	for {
		_, err := c.WorkflowService().DescribeNamespace(ctx,
			&workflowservice.DescribeNamespaceRequest{Namespace: e.options.Namespace})
		if err == nil {
			return nil
		}
		select {
		case fatal := <-e.failures:
			return fatal
		case <-ctx.Done():
			return unavailable(errors.Join(ctx.Err(), err))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// HostPort returns the address of the frontend, on loopback; the port changes with every start.
func (e *Engine) HostPort() string { return e.hostPort }

// Namespace returns the namespace that Start created or found.
func (e *Engine) Namespace() string { return e.options.Namespace }

// CheckFile verifies the file while the server runs, like the function of that name. A server in memory has no file.
func (e *Engine) CheckFile(ctx context.Context) []string {
	if e.options.Memory {
		return nil
	}
	return CheckFile(ctx, e.path)
}

// SetAside describes a damaged file that this start moved away; nil when there was none.
func (e *Engine) SetAside() *SetAside { return e.setAside }

// Failed returns a channel that receives one *models.Error when the server can no longer work, and is closed by Stop.
// The process continues: the receiver decides whether to end it.
func (e *Engine) Failed() <-chan error { return e.failures }

func (e *Engine) fail(err error) {
	e.failed.Do(func() {
		e.failures <- models.Errorf(models.KindUnavailable, "engine_failed", "内置流程引擎已停止工作，请重启服务").Because(err)
	})
}

// Stop stops the server, folds the write-ahead log into the file and frees the directory. It takes about a second and
// waits until the context ends, 30 s when it names no end; then it returns KindUnavailable and the directory stays
// locked until the server has stopped after all or the process has ended. Calling it again waits for the same stop.
func (e *Engine) Stop(ctx context.Context) error {
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, stopBound)
		defer cancel()
	}
	e.stop.Do(func() {
		e.failed.Do(func() {}) // failures while stopping are in the log
		go func() {
			defer close(e.stopped)
			defer close(e.failures)
			defer e.unlock()
			e.stopErr = e.halt()
		}()
	})
	select {
	case <-e.stopped:
		return e.stopErr
	case <-ctx.Done():
		return models.Errorf(models.KindUnavailable, "engine_stop", "内置流程引擎未能在限时内停止，请稍后再试或直接结束进程（已确认的数据不会丢失）").
			Because(ctx.Err())
	}
}

// halt stops the server and folds the write-ahead log into the file.
func (e *Engine) halt() error {
	e.stopping.Store(true)
	if err := e.server.Stop(); err != nil {
		return models.Errorf(models.KindInternal, "engine_stop", "内置流程引擎停止时出错（已确认的数据不会丢失）").Because(err)
	}
	if e.options.Memory {
		return nil
	}
	return fileError(e.path, foldLog(context.Background(), e.path))
}

func unavailable(cause error) error {
	return models.Errorf(models.KindUnavailable, "engine_start", "内置流程引擎未能启动，请稍后重试；若仍失败，请查看日志").Because(cause)
}
