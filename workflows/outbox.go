package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// outboxIdle is how long the outbox sleeps without a signal: it bounds the delay of a lost one.
const outboxIdle = 10 * time.Minute

// Outbox delivers the messages that are due, batch after batch. It never ends; it continues as new.
func Outbox(ctx workflow.Context) error {
	pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
	for !workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
		for pokes.ReceiveAsync(nil) { // one delivery answers them all
		}
		now := models.InstantOf(workflow.Now(ctx))
		var done contract.Delivered
		err := workflow.ExecuteActivity(messagePolicy(ctx), contract.ActivityDeliverOutbox, contract.Deliver{Now: now}).
			Get(ctx, &done)
		if err != nil { // one bad message must not end the outbox: it is tried again after outboxIdle
			workflow.GetLogger(ctx).Error("outbox", "error", err)
			done = contract.Delivered{}
		}
		if done.NextAt != 0 && done.NextAt <= now {
			continue // there is more than one batch
		}
		wait := outboxIdle
		if done.NextAt != 0 {
			wait = min(wait, done.NextAt.Sub(now))
		}
		sleep(ctx, pokes, wait)
	}
	return workflow.NewContinueAsNewError(ctx, contract.OutboxWorkflow)
}

// sleep waits for a signal, at most wait.
func sleep(ctx workflow.Context, pokes workflow.ReceiveChannel, wait time.Duration) {
	timerCtx, cancel := workflow.WithCancel(ctx)
	defer cancel()
	workflow.NewSelector(ctx).
		AddReceive(pokes, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, nil) }).
		AddFuture(workflow.NewTimerWithOptions(timerCtx, wait, workflow.TimerOptions{Summary: "等待下一批消息"}),
			func(workflow.Future) {}).
		Select(ctx)
}
