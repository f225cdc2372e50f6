// Package workflows holds the processes, one a file: a project, an import, the outbox. Each waits, keeps order and wakes
// when something falls due; what there is to decide is decided in models, inside activities. Workflow code is
// deterministic: no clock, no randomness, no I/O, no map order.
package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// commandPolicy is for a transaction on our own database on behalf of a person: short, and retried for a day while the
// database is away. Errors a person must see are not retryable and come back at once. The words stand beside the step in
// Temporal's own pages.
func commandPolicy(ctx workflow.Context, words string) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		Summary:                words,
		StartToCloseTimeout:    3 * time.Second,
		ScheduleToCloseTimeout: 24 * time.Hour,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 15 * time.Second,
			// A defect is told at once: retried for a day it would keep everybody else from the project.
			NonRetryableErrorTypes: []string{"PanicError"}},
	})
}

// heartbeat is how long after its last heartbeat an effect under way is given to another worker. It is what a killed
// process costs its import or its delivery; an attempt that was only slow does no harm, because effects are idempotent.
const heartbeat = 5 * time.Second

// bulkPolicy is for an import's big transaction and its start of projects: long, with a heartbeat.
func bulkPolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout:    30 * time.Minute,
		ScheduleToCloseTimeout: 24 * time.Hour,
		HeartbeatTimeout:       heartbeat,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	})
}

// messagePolicy is for what leaves the house: behind people in the queue, retried by the outbox itself.
func messagePolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		Priority:            temporal.Priority{PriorityKey: 4},
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 5 * time.Minute},
	})
}
