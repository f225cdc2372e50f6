package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"duban/models"
)

// alarm is one durable timer. It is set again only when the instant changes, so an idle project adds no events.
type alarm struct {
	at     models.Instant
	future workflow.Future
	cancel workflow.CancelFunc
}

// turn is the time that projects which fall due at one moment leave each other: 1,000 take six seconds, 10,000
// sixty, and people are answered meanwhile.
const turn = 6 * time.Millisecond

// set sets the timer to a moment, whose words are its summary in Temporal's own pages, or to some time after it. A zero
// moment stops it.
func (a *alarm) set(ctx workflow.Context, next models.Moment, after time.Duration) {
	if next.At == a.at && (a.future != nil || next.At == 0) {
		return
	}
	a.stop()
	if next.At == 0 {
		return
	}
	timerCtx, cancel := workflow.WithCancel(ctx)
	wait := next.At.Time().Add(after).Sub(workflow.Now(ctx))
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
