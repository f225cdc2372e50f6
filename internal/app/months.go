package app

import (
	"context"
	"time"
)

// keepMonthsEvery is the interval at which complete rounds are closed and the office is asked to close overdue ones.
const keepMonthsEvery = 20 * time.Minute

// keepMonths keeps months closed and rounds followed now and at intervals, and tells of requests that wait too long.
// Its first run after an upgrade makes the closings of the months that are over; the pages are open meanwhile.
func (a *App) keepMonths() {
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			kept, err := a.Service.KeepMonths(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error("closings", "error", err)
			case kept.Closed+kept.Reconstructed+kept.Asked > 0:
				a.log.Info("closings", "closed", kept.Closed, "reconstructed", kept.Reconstructed, "asked", kept.Asked)
			}
			begun, err := a.Service.BeginRounds(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error("rounds", "error", err)
			case begun > 0:
				a.log.Info("rounds", "begun", begun)
			}
			resumed, err := a.Service.KeepResume(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error("back at work", "error", err)
			case resumed > 0:
				a.log.Info("back at work", "steps", resumed)
			}
			interim, err := a.Service.KeepInterim(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error("interim rounds", "error", err)
			case interim > 0:
				a.log.Info("interim rounds", "steps", interim)
			}
			urged, err := a.Service.UrgeRequests(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error("requests", "error", err)
			case urged > 0:
				a.log.Info("requests", "urged", urged)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(keepMonthsEvery):
			}
		}
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
}
