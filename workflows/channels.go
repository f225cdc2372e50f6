package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// channelsIdle is how long the channels sleep without a signal: it bounds the delay of a lost one.
const channelsIdle = 2 * time.Minute

// sending is a channel that is being used now.
type sending struct {
	channel string
	done    workflow.Future
}

// Channels sends what is to leave the program. Each channel is used by an activity of its own, one at a time, so that
// one that does not answer delays no other. It never ends; it continues as new.
func Channels(ctx workflow.Context) error {
	pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
	var busy []sending
	for {
		ending := workflow.GetInfo(ctx).GetContinueAsNewSuggested()
		if ending && len(busy) == 0 {
			return workflow.NewContinueAsNewError(ctx, contract.ChannelsWorkflow)
		}
		for pokes.ReceiveAsync(nil) { // one look answers them all
		}
		wait := channelsIdle
		if !ending {
			wait = startSending(ctx, &busy)
		}
		waitForSending(ctx, pokes, &busy, wait)
	}
}

// startSending uses the channels that have something to send and are free, and returns how long to wait.
func startSending(ctx workflow.Context, busy *[]sending) time.Duration {
	now := models.InstantOf(workflow.Now(ctx))
	var routed contract.Routed
	err := workflow.ExecuteActivity(messagePolicy(ctx), contract.ActivityRouteDeliveries, contract.Deliver{Now: now}).
		Get(ctx, &routed)
	if err != nil {
		workflow.GetLogger(ctx).Error("route deliveries", "error", err)
		return channelsIdle
	}
	for _, id := range routed.Channels {
		if !slices.ContainsFunc(*busy, func(s sending) bool { return s.channel == id }) {
			params := contract.SendBy{Channel: id, Now: now}
			*busy = append(*busy, sending{id, workflow.ExecuteActivity(sendPolicy(ctx), contract.ActivitySendDeliveries,
				params)})
		}
	}
	if routed.NextAt == 0 {
		return channelsIdle
	}
	return min(channelsIdle, max(time.Second, routed.NextAt.Sub(now)))
}

// waitForSending waits for a signal, for a channel that is free again, or for a time.
func waitForSending(ctx workflow.Context, pokes workflow.ReceiveChannel, busy *[]sending, wait time.Duration) {
	timerCtx, cancel := workflow.WithCancel(ctx)
	defer cancel()
	selector := workflow.NewSelector(ctx).
		AddReceive(pokes, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, nil) }).
		AddFuture(workflow.NewTimerWithOptions(timerCtx, wait, workflow.TimerOptions{Summary: "等待下一次发送"}),
			func(workflow.Future) {})
	for _, s := range *busy {
		selector.AddFuture(s.done, func(f workflow.Future) {
			if err := f.Get(ctx, nil); err != nil { // what it had claimed is settled when the claim ends
				workflow.GetLogger(ctx).Error("send deliveries", "channel", s.channel, "error", err)
			}
			*busy = slices.DeleteFunc(*busy, func(other sending) bool { return other.channel == s.channel })
		})
	}
	selector.Select(ctx)
}

// sendPolicy is for sending by one channel: an attempt is not repeated by the server, because what it had claimed may
// have been sent.
func sendPolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout:    2 * time.Minute,
		ScheduleToStartTimeout: 5 * time.Minute,
		HeartbeatTimeout:       2 * heartbeat,
		Priority:               temporal.Priority{PriorityKey: 4},
		RetryPolicy:            &temporal.RetryPolicy{MaximumAttempts: 1},
	})
}
