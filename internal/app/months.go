package app

import (
	"context"
	"time"
)

// keepMonthsEvery is the interval at which complete rounds are closed and the office is asked to close overdue ones.
const keepMonthsEvery = 20 * time.Minute

// keepMonths keeps months closed and rounds followed now and at intervals, and tells of requests that wait too long.
// Its first run after an upgrade makes the closings of the months that are over; the pages are open meanwhile.
func (a *App) keepMonths(ctx context.Context) {
	repeat(ctx, 0, keepMonthsEvery, func() {
		kept, err := a.Service.KeepMonths(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			a.log.Error("closings", "error", err)
		case kept.Closed+kept.Reconstructed+kept.Asked > 0:
			a.log.Info("closings", "closed", kept.Closed, "reconstructed", kept.Reconstructed, "asked", kept.Asked)
		}
		for _, task := range []struct {
			name, count string
			keep        func(context.Context) (int, error)
		}{
			{"rounds", "begun", a.Service.BeginRounds},
			{"back at work", "steps", a.Service.KeepResume},
			{"interim rounds", "steps", a.Service.KeepInterim},
			{"accounts", "disabled", a.Service.KeepAccounts},
			{"requests", "urged", a.Service.UrgeRequests},
		} {
			n, err := task.keep(ctx)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				a.log.Error(task.name, "error", err)
			case n > 0:
				a.log.Info(task.name, task.count, n)
			}
		}
	})
}
