package app

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"duban/internal/config"
	"duban/internal/engine"
	"duban/internal/logging"
	"duban/internal/mtls"
	"duban/internal/process"
	"duban/internal/temporalui"
)

// openProcess connects to the external Temporal by address, or starts the embedded one and connects to it.
func (a *App) openProcess(ctx context.Context, c config.Config) (client *process.Client, embedded bool, err error) {
	embedded = c.Temporal == ""
	at := external(c)
	if embedded {
		at, err = a.startEngine(ctx, c)
	} else {
		a.warnPlainText(c)
		at.identity, err = externalIdentity(c.TemporalAccess)
	}
	if err != nil {
		return nil, false, err
	}
	if err := a.openTemporalUI(ctx, c, at); err != nil {
		return nil, false, err
	}
	if at.TLS, err = at.identity.ClientConfig(); err != nil {
		return nil, false, err
	}
	err = a.waitFor(ctx, awaitedTemporal(at.HostPort), func() (err error) {
		client, err = process.Dial(ctx, at.Server, logging.Least(a.strict, slog.LevelWarn))
		return err
	})
	if err != nil {
		return nil, false, err
	}
	a.onClose(client.Close)
	if !embedded {
		err = client.EnsureSearchAttributes(ctx)
	}
	return client, embedded, err
}

// server is a Temporal server and the identity with which the program connects to it.
type server struct {
	process.Server
	identity *mtls.Identity // nil: plain text
}

// startEngine starts the embedded server.
func (a *App) startEngine(ctx context.Context, c config.Config) (server, error) {
	var e *engine.Engine
	err := a.waitFor(ctx, awaitedEngine(filepath.Join(c.Data, "temporal.db")), func() (err error) {
		e, err = engine.Start(ctx, engine.Options{Dir: c.Data, Namespace: c.TemporalNamespace, Log: a.strict,
			SearchAttributes: process.SearchAttributes()})
		return err
	})
	if err != nil {
		return server{}, err
	}
	a.engine = e
	a.onClose(func() {
		if err := e.Stop(context.Background()); err != nil {
			a.log.Error("stop engine", "error", err)
		}
	})
	go func() {
		if err, ok := <-e.Failed(); ok && err != nil {
			a.fail(err)
		}
	}()
	// temporal.address holds the embedded server's address, for an operator who uses Temporal's own tools with the
	// certificates in temporal-tls.
	if err := os.WriteFile(filepath.Join(c.Data, "temporal.address"), []byte(e.HostPort()+"\n"), 0o600); err != nil {
		return server{}, err
	}
	return server{process.Server{HostPort: e.HostPort(), Namespace: e.Namespace(), Embedded: true}, e.ClientIdentity()},
		nil
}

// openTemporalUI serves Temporal's own pages if they are configured. Their link is also written to a file, for someone
// who did not see it printed.
func (a *App) openTemporalUI(ctx context.Context, c config.Config, at server) error {
	link := filepath.Join(c.Data, "temporal-ui.url")
	if err := os.RemoveAll(link); err != nil { // left by an earlier start; its token is no longer valid
		return err
	}
	if c.TemporalUI == "" {
		return nil
	}
	ui, err := temporalui.Start(ctx, temporalui.Options{
		Listen: c.TemporalUI, HostPort: at.HostPort, Namespace: at.Namespace, Identity: at.identity, APIKey: at.APIKey,
		Log: a.strict,
	})
	if err != nil {
		return err
	}
	a.TemporalUI, a.TemporalUILink = ui.Listen(), ui.Link()
	a.onClose(func() {
		if err := ui.Stop(); err != nil {
			a.log.Error("stop temporal ui", "error", err)
		}
	})
	return os.WriteFile(link, []byte(ui.Link()+"\n"), 0o600)
}
