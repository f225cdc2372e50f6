package app

import (
	"context"
	"sync"
	"time"

	"duban/internal/config"
	"duban/models"
	"duban/store"
)

const (
	// dutyLook is the interval at which a process asks whether it may take a duty, and renews one that it holds.
	dutyLook = 5 * time.Second
	// dutyDoubt is after how long without a renewal a process stops the work of its duty: another may take it after
	// models.DutyTerm.
	dutyDoubt = models.DutyTerm - 2*dutyLook
)

// keepUp does what one process does for all: the upkeep, and the daily backup where a folder for it is configured.
// Every process that runs workflows stands ready for it; the duties say which one works.
func (a *App) keepUp(c config.Config) {
	if !c.HasWorker() {
		return
	}
	alone := c.Database == "" // no other process can open the data directory
	a.onDuty(models.DutyUpkeep, alone, a.keepReconciled, a.keepMonths, a.resendStoredCommands, a.tellChanges,
		a.sweepUploads, a.forgetRuns)
	if c.BackupDir != "" {
		a.onDuty(models.DutyBackup, alone, func(ctx context.Context) { a.backUpDaily(ctx, c) })
	}
}

// onDuty runs work while this process holds a duty, each with a context that ends when the duty is lost or the program
// stops. A process that is alone does not ask.
func (a *App) onDuty(name string, alone bool, work ...func(ctx context.Context)) {
	if alone {
		for _, do := range work {
			a.background(do)
		}
		return
	}
	a.background(func(ctx context.Context) {
		repeat(ctx, 0, dutyLook, func() {
			if a.takeDuty(ctx, name) {
				a.log.Info("on duty", "duty", name)
				a.whileOnDuty(ctx, name, work)
				a.log.Info("off duty", "duty", name)
			}
		})
	}, func() { a.leaveDuty(name) })
}

// whileOnDuty runs work until the duty is lost or the context ends, and returns when all of it has stopped.
func (a *App) whileOnDuty(ctx context.Context, name string, work []func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(ctx)
	var working sync.WaitGroup
	for _, do := range work {
		working.Go(func() { do(ctx) })
	}
	renewed := time.Now()
	for time.Since(renewed) < dutyDoubt && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(dutyLook):
			if a.takeDuty(ctx, name) {
				renewed = time.Now()
			}
		}
	}
	cancel()
	working.Wait()
}

// takeDuty takes or renews a duty and reports whether this process holds it now. If the database does not answer, it
// does not.
func (a *App) takeDuty(ctx context.Context, name string) (held bool) {
	ctx, cancel := context.WithTimeout(ctx, dutyLook)
	defer cancel()
	err := a.Service.Store.WriteReserved(ctx, func(tx *store.Tx) (err error) {
		held, err = tx.TakeDuty(name, a.joined)
		return err
	})
	if err != nil && ctx.Err() == nil {
		a.strict.Warn("duty", "duty", name, "error", err)
	}
	return held && err == nil
}

// leaveDuty gives a duty back when the program stops.
func (a *App) leaveDuty(name string) {
	ctx, cancel := context.WithTimeout(context.Background(), dutyLook)
	defer cancel()
	if err := a.Service.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		return tx.LeaveDuty(name, a.joined)
	}); err != nil {
		a.log.Warn("the duty was not given back", "duty", name, "error", err)
	}
}
