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

// repeatedEvery is how often a fault that goes on is written to the log.
const repeatedEvery = time.Minute

// watchLog has all parts write to one log, in which a full disk is one line a minute. The engine and the worker repeat
// each of their warnings for every project and retry: of theirs each is written once a minute.
func (a *App) watchLog(log *slog.Logger) {
	limited := loglimit.New(log.Handler(), loglimit.Options{Every: repeatedEvery})
	a.log = slog.New(limited)
	a.strict = slog.New(limited.Strict(func() bool { return a.floor.Check() != nil }))
}

// diskLook is how often the disk is looked at while nobody stores anything.
const diskLook = 5 * time.Second

// keepRoom measures the disks of the data directory and of the evidence, and logs when room runs out and is there
// again.
func (a *App) keepRoom(c config.Config) error {
	least, err := c.FloorBytes()
	if err != nil {
		return err
	}
	a.floor = disk.New(least, c.Data, filepath.Dir(evidenceOf(c)), evidenceOf(c))
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		full := false
		for {
			err := a.floor.Check()
			switch {
			case err != nil: // the log writes it once a minute
				a.log.Error("disk full: nothing is stored", "code", models.AsError(err).Code, "error", errors.Unwrap(err))
			case full:
				a.log.Info("disk: there is room again")
			}
			full = err != nil
			select {
			case <-ctx.Done():
				return
			case <-time.After(diskLook):
			}
		}
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
	return nil
}
