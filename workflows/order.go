package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// order is the state of one run of an order.
type order struct {
	params contract.OrderParams // Next is kept current
	alarm  alarm
	poked  bool // a signal said that the order changed
	ended  bool
}

// Order is the workflow of one issued order or instruction. It wakes when an answer is due, or overdue, or the days
// for a 情况说明 are over. What people do with the order is stored by its own transaction, which then signals this
// workflow.
func Order(ctx workflow.Context, params contract.OrderParams) error {
	o := &order{params: params, poked: true}
	workflow.GoNamed(ctx, "pokes", func(ctx workflow.Context) {
		pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
		for pokes.Receive(ctx, nil) {
			o.poked = true
		}
	})
	for !o.ended && !o.shouldContinue(ctx) {
		if o.poked || o.alarm.rang() {
			o.poked = false
			if o.alarm.rang() {
				o.alarm.stop()
			}
			if err := o.advance(ctx); err != nil {
				return err
			}
			continue
		}
		o.alarm.set(ctx, o.params.Next, 0)
		if err := workflow.Await(ctx, func() bool {
			return o.poked || o.alarm.rang() || o.shouldContinue(ctx)
		}); err != nil {
			return err
		}
	}
	if o.ended {
		return nil
	}
	// No signal is lost: the next run begins by checking what is due.
	return workflow.NewContinueAsNewError(ctx, contract.OrderWorkflow, o.params)
}

func (o *order) shouldContinue(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || (o.params.MaxHistory > 0 &&
		info.GetCurrentHistoryLength() >= o.params.MaxHistory)
}

// advance records what fell due and takes the next moment.
func (o *order) advance(ctx workflow.Context) error {
	now := models.InstantOf(workflow.Now(ctx))
	var out contract.OrderOutcome
	err := transact(ctx, "查看督办单有无到期事项", contract.ActivityAdvanceOrder, contract.AdvanceOrder{
		OrderID: o.params.OrderID, Now: now}, &out)
	var refused *temporal.ApplicationError
	switch {
	case err == nil:
		before := o.params.Next.At
		o.params.Next, o.ended = out.Next, out.Ended
		if at := out.Next.At; at != 0 && at <= now { // never twice for one moment without a pause
			o.params.Next.At = now.Add(retryAdvance)
		}
		o.describe(ctx, before, out)
		if out.Messages > 0 {
			wakeOutbox(ctx, o.params.OrderID)
		}
	case temporal.IsCanceledError(err):
		return err
	case errors.As(err, &refused) && refused.Type() == string(models.KindNotFound):
		o.ended = true // the order is not in the database
	default:
		workflow.GetLogger(ctx).Error("advance order", "order", o.params.OrderID, "error", err)
		o.params.Next = models.Moment{At: now.Add(retryAdvance), What: "重试：上次推进未成功"}
	}
	return nil
}

// describe writes what the order waits for, where operators and reconcile read it.
func (o *order) describe(ctx workflow.Context, before models.Instant, out contract.OrderOutcome) {
	next := "等待人工办理"
	if o.params.Next.At != 0 {
		next = o.params.Next.At.Minute() + " " + o.params.Next.What
	}
	workflow.SetCurrentDetails(ctx, o.params.Title+"\n\n现状："+out.State+"\n\n下一步："+next)
	if before == o.params.Next.At {
		return
	}
	update := nextDueKey.ValueUnset()
	if o.params.Next.At != 0 {
		update = nextDueKey.ValueSet(o.params.Next.At.Time())
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, update); err != nil {
		workflow.GetLogger(ctx).Warn("search attributes", "order", o.params.OrderID, "error", err)
	}
}
