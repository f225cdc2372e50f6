package activities

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
)

// beatEvery is well below the heartbeat timeout of the policies in workflows/policies.go.
const beatEvery = time.Second

// beat sends heartbeats with the activity's details until stop is called. When a process is killed, its activities are
// given to another one as soon as heartbeats are missed, not only after the activity's timeout. Outside a worker, as in
// tests and simulations, beat does nothing.
func beat[T any](ctx context.Context, details func() T) (stop func()) {
	if !activity.IsActivity(ctx) {
		return func() {}
	}
	stopped := make(chan struct{})
	var once sync.Once
	activity.RecordHeartbeat(ctx, details())
	go func() {
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				activity.RecordHeartbeat(ctx, details())
			case <-stopped:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { once.Do(func() { close(stopped) }) }
}

// nowhere is the progress of an activity that is one transaction: a second attempt starts from the beginning.
func nowhere() int { return 0 }

// resumed returns the position that the previous attempt had reached; 0 for a first attempt.
func resumed(ctx context.Context) int {
	var position int
	if activity.IsActivity(ctx) && activity.HasHeartbeatDetails(ctx) && activity.GetHeartbeatDetails(ctx,
		&position) == nil {
		return position
	}
	return 0
}
