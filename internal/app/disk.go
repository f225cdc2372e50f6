package app

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"duban/internal/config"
	"duban/internal/disk"
	"duban/internal/loglimit"
	"duban/models"
)

// repeatedEvery is the interval at which a lasting fault is logged again.
const repeatedEvery = time.Minute

// watchLog sets up one log for all parts. A full disk takes one line a minute in it, and so does each warning of the
// engine and the worker, which they would repeat for every project and retry.
func (a *App) watchLog(log *slog.Logger) {
	limited := loglimit.New(log.Handler(), loglimit.Options{Every: repeatedEvery})
	a.log = slog.New(limited)
	a.strict = slog.New(limited.Strict(func() bool { return a.floor.Check() != nil }))
}

// diskLook is the interval at which free space is measured while nothing is stored.
const diskLook = 5 * time.Second

// watchDisks measures the disks of the data directory and of the evidence, and logs when space runs out and when there
// is enough again.
func (a *App) watchDisks(c config.Config) error {
	least, err := c.FloorBytes()
	if err != nil {
		return err
	}
	a.floor = disk.New(least, c.Data, filepath.Dir(evidenceOf(c)), evidenceOf(c))
	a.background(func(ctx context.Context) {
		full := false
		repeat(ctx, 0, diskLook, func() {
			err := a.floor.Check()
			switch {
			case err != nil: // logged once a minute
				a.log.Error("disk full: nothing is stored", "code", models.AsError(err).Code, "error", errors.Unwrap(err))
			case full:
				a.log.Info("disk: there is enough free space again")
			}
			full = err != nil
		})
	})
	return nil
}
