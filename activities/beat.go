package activities

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
)

// beatEvery is well within the heartbeat timeout of the policies in workflows/policies.go.
const beatEvery = time.Second

// beat heartbeats until stop is called, with the position to resume from. What was under way in a process that was
// killed is given to the restarted one as soon as the heartbeats are missed, and not after the activity's whole
// timeout.
//
// Called outside a worker, as tests and the pure simulation do, there is nobody to tell.
func beat(ctx context.Context, position func() int) (stop func()) {
	if !activity.IsActivity(ctx) {
		return func() {}
	}
	stopped := make(chan struct{})
	var once sync.Once
	activity.RecordHeartbeat(ctx, position())
	go func() {
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				activity.RecordHeartbeat(ctx, position())
			case <-stopped:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { once.Do(func() { close(stopped) }) }
}

// nowhere is the position of an effect that is one transaction: it starts again from the beginning.
func nowhere() int { return 0 }

// resumed is the position that the attempt before this one had reached; 0 for a first attempt.
func resumed(ctx context.Context) int {
	var position int
	if activity.IsActivity(ctx) && activity.HasHeartbeatDetails(ctx) && activity.GetHeartbeatDetails(ctx,
		&position) == nil {
		return position
	}
	return 0
}
