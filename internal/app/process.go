package app

import (
	"context"
	"os"
	"path/filepath"

	"duban/internal/config"
	"duban/internal/engine"
	"duban/internal/process"
	"duban/internal/temporalui"
)

// openProcess connects to the external Temporal by address, or starts the one inside and connects to it.
func (a *App) openProcess(ctx context.Context, c config.Config) (client *process.Client, embedded bool, err error) {
	hostPort := c.Temporal
	if embedded = hostPort == ""; embedded {
		e, err := engine.Start(ctx, engine.Options{Dir: c.Data, Namespace: c.TemporalNamespace, Log: a.log, SearchAttributes: process.SearchAttributes()})
		if err != nil {
			return nil, false, err
		}
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
		hostPort = e.HostPort()
		// Where the server inside listens, for an operator with Temporal's own tools on this machine.
		if err := os.WriteFile(filepath.Join(c.Data, "temporal.address"), []byte(hostPort+"\n"), 0o600); err != nil {
			return nil, false, err
		}
	}
	if err := a.openTemporalUI(ctx, c, hostPort); err != nil {
		return nil, false, err
	}
	client, err = process.Dial(ctx, hostPort, c.TemporalNamespace, a.log)
	if err != nil {
		return nil, false, err
	}
	a.onClose(client.Close)
	if !embedded {
		err = client.EnsureSearchAttributes(ctx)
	}
	return client, embedded, err
}

// openTemporalUI serves Temporal's own pages if they are asked for.
func (a *App) openTemporalUI(ctx context.Context, c config.Config, hostPort string) error {
	if c.TemporalUI == "" {
		return nil
	}
	ui, err := temporalui.Start(ctx, temporalui.Options{Listen: c.TemporalUI, HostPort: hostPort, Namespace: c.TemporalNamespace, Log: a.log})
	if err != nil {
		return err
	}
	a.TemporalUI = ui.Listen()
	a.onClose(func() {
		if err := ui.Stop(); err != nil {
			a.log.Error("stop temporal ui", "error", err)
		}
	})
	return nil
}
