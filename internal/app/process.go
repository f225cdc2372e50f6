package app

import (
	"context"
	"os"
	"path/filepath"

	"duban/internal/config"
	"duban/internal/engine"
	"duban/internal/process"
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
