package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
)

// alarm is one durable timer. It is re-armed only when the instant moves: an idle project costs no events.
type alarm struct {
	at     models.Instant
	future workflow.Future
	cancel workflow.CancelFunc
}

// set arms the alarm for a moment; the words are shown beside the timer in Temporal's own pages. A zero moment stops
// it.
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

// stop forgets the alarm and takes its timer back.
func (a *alarm) stop() {
	if a.cancel != nil && !a.rang() {
		a.cancel()
	}
	*a = alarm{}
}
