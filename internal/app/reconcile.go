package app

import (
	"context"
	"time"

	"duban/models"
)

// reconcileEvery is how often the processes are compared with the record while nobody restarts anything.
const reconcileEvery = 6 * time.Hour

// keepReconciled compares the processes with the record now and from time to time, behind the open listeners: people
// read and submit meanwhile, and a project that is asked for is started by the command itself.
func (a *App) keepReconciled() {
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			a.reconcile(ctx)
			select {
			case <-ctx.Done():
				return
			case <-time.After(reconcileEvery):
			}
		}
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
}

// reconcile repairs what differs and logs it. What it cannot repair keeps nobody from working: pages still read, and
// the doctor tells.
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
