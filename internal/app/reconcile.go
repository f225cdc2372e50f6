package app

import (
	"context"
	"time"

	"duban/models"
)

// reconcileEvery is the interval at which the workflows are compared with the database while the program runs.
const reconcileEvery = 6 * time.Hour

// keepReconciled compares the workflows with the database now and at intervals. It runs while the listeners are open:
// people read and submit meanwhile, and a command starts its project's workflow itself if it is missing.
func (a *App) keepReconciled(ctx context.Context) {
	repeat(ctx, 0, reconcileEvery, func() { a.reconcile(ctx) })
}

// reconcile repairs what differs and logs it. An error does not stop the program: the pages still work, and the doctor
// reports the difference.
func (a *App) reconcile(ctx context.Context) {
	begun := time.Now()
	repaired, err := a.Service.Reconcile(ctx, models.System)
	for _, d := range repaired.Differences {
		a.log.Info("reconcile", "difference", d)
	}
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		a.log.Error("reconcile", "error", err)
	default:
		a.log.Info("reconcile: done", "started", repaired.Started, "poked", repaired.Poked, "closed", repaired.Closed,
			"took", time.Since(begun).Round(time.Millisecond))
	}
	a.warnOfOlderDatabase(ctx)
}
