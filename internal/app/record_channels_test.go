package app

import (
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"

	"duban/models"
	"duban/workflows/contract"
)

// The channels: two of them used at once, one of which fails; a look that is refused; woken by signals, by a channel
// that is free again and by a timer; and the next run.
func TestRecordChannels(t *testing.T) {
	routes := func(in time.Duration, channels ...string) func() (any, error) {
		return func() (any, error) {
			return contract.Routed{Channels: channels, NextAt: models.InstantOf(time.Now()).Add(in)}, nil
		}
	}
	r := newRecorder(t, 80, map[string][]func() (any, error){
		contract.ActivityRouteDeliveries: {routes(2*time.Second, "mail", "robot"), routes(2 * time.Second),
			routes(2 * time.Second), routes(2 * time.Second), fails(refusal()), routes(time.Minute, "robot"),
			gives(contract.Routed{})},
		contract.ActivitySendDeliveries: {gives(contract.SentBy{Count: 2}), fails(refusal()),
			gives(contract.SentBy{Count: 1, Failed: 1})},
	})
	poke := func() { r.must(r.processes.EnsureChannels(t.Context())) }
	poke()
	id := contract.ChannelsWorkflowID
	run := r.current(id)
	await(t, "a channel that failed", r.has(id, run, enumspb.EVENT_TYPE_ACTIVITY_TASK_FAILED, 1))
	await(t, "a timer", r.has(id, run, enumspb.EVENT_TYPE_TIMER_FIRED, 1))
	continued := r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, 1)
	for range 60 {
		if continued() {
			break
		}
		poke()
		time.Sleep(100 * time.Millisecond)
	}
	await(t, "the next run", continued)
	keep(t, "channels", history(t, r.temporal, id, run))
}
