package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// follow is one run of a workflow that waits for the moments of one row of the database: an order, or a round. What
// people do with it is stored by its own transaction, which then signals the workflow.
type follow struct {
	name       string // of the row, for the log
	title      string
	next       models.Moment
	maxHistory int
	summary    string // of the activity, for operators
	activity   string
	retry      string                   // what it waits for after an error
	params     func(models.Instant) any // of the activity
	alarm      alarm
	poked      bool // a signal said that the row changed
	ended      bool
}

// followed is what the activity of a followed row answers, whatever the row.
type followed struct {
	Next     models.Moment
	State    string
	Messages int
	Ended    bool
}

// run wakes at each moment and at each signal until the row is ended (true), or the run is to continue as new.
func (f *follow) run(ctx workflow.Context) (ended bool, err error) {
	f.poked = true
	workflow.GoNamed(ctx, "pokes", func(ctx workflow.Context) {
		pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
		for pokes.Receive(ctx, nil) {
			f.poked = true
		}
	})
	for !f.ended && !f.shouldContinue(ctx) {
		if f.poked || f.alarm.rang() {
			f.poked = false
			if f.alarm.rang() {
				f.alarm.stop()
			}
			if err := f.advance(ctx); err != nil {
				return false, err
			}
			continue
		}
		f.alarm.set(ctx, f.next, 0)
		if err := workflow.Await(ctx, func() bool {
			return f.poked || f.alarm.rang() || f.shouldContinue(ctx)
		}); err != nil {
			return false, err
		}
	}
	return f.ended, nil
}

func (f *follow) shouldContinue(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || (f.maxHistory > 0 && info.GetCurrentHistoryLength() >= f.maxHistory)
}

// advance records what fell due and takes the next moment.
func (f *follow) advance(ctx workflow.Context) error {
	now := models.InstantOf(workflow.Now(ctx))
	var out followed
	err := transact(ctx, f.summary, f.activity, f.params(now), &out)
	var refused *temporal.ApplicationError
	switch {
	case err == nil:
		before := f.next.At
		f.next, f.ended = out.Next, out.Ended
		if at := out.Next.At; at != 0 && at <= now { // never twice for one moment without a pause
			f.next.At = now.Add(retryAdvance)
		}
		f.describe(ctx, before, out.State)
		if out.Messages > 0 {
			wakeOutbox(ctx, f.name)
		}
	case temporal.IsCanceledError(err):
		return err
	case errors.As(err, &refused) && refused.Type() == string(models.KindNotFound):
		f.ended = true // the row is not in the database
	default:
		workflow.GetLogger(ctx).Error("advance", "of", f.name, "error", err)
		f.next = models.Moment{At: now.Add(retryAdvance), What: f.retry}
	}
	return nil
}

// describe writes what the row waits for, where operators and reconcile read it.
func (f *follow) describe(ctx workflow.Context, before models.Instant, state string) {
	next := "等待人工办理"
	if f.next.At != 0 {
		next = f.next.At.Minute() + " " + f.next.What
	}
	workflow.SetCurrentDetails(ctx, f.title+"\n\n现状："+state+"\n\n下一步："+next)
	if before == f.next.At {
		return
	}
	update := nextDueKey.ValueUnset()
	if f.next.At != 0 {
		update = nextDueKey.ValueSet(f.next.At.Time())
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, update); err != nil {
		workflow.GetLogger(ctx).Warn("search attributes", "of", f.name, "error", err)
	}
}
