package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
)

// alarm is one durable timer. It is set again only when the instant changes, so an idle project adds no events.
type alarm struct {
	at     models.Instant
	future workflow.Future
	cancel workflow.CancelFunc
}

// set sets the timer to a moment, whose words are its summary in Temporal's own pages. A zero moment stops it.
func (a *alarm) set(ctx workflow.Context, next models.Moment) {
	if next.At == a.at && (a.future != nil || next.At == 0) {
		return
	}
	a.stop()
	if next.At == 0 {
		return
	}
	timerCtx, cancel := workflow.WithCancel(ctx)
	wait := next.At.Time().Sub(workflow.Now(ctx))
	a.at, a.cancel = next.At, cancel
	a.future = workflow.NewTimerWithOptions(timerCtx, wait, workflow.TimerOptions{Summary: next.What})
}

// rang reports whether the moment has come.
func (a *alarm) rang() bool { return a.future != nil && a.future.IsReady() }

// stop cancels the timer.
func (a *alarm) stop() {
	if a.cancel != nil && !a.rang() {
		a.cancel()
	}
	*a = alarm{}
}
