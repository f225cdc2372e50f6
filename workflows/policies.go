// Package workflows holds the processes, one a file: a project, an import, the outbox. Each waits, keeps order and
// wakes when something falls due; what there is to decide is decided in models, inside activities. Workflow code is
// deterministic: no clock, no randomness, no I/O, no map order.
package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// brieflyPolicy is for a transaction on our own database: as a local activity it costs no events and no round trip. It
// is given up after a few seconds, so that a database that is away fills no history. Errors a person must see are not
// retryable and come back at once. The words stand beside the step in Temporal's own pages.
func brieflyPolicy(ctx workflow.Context, words string) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		Summary:                words,
		StartToCloseTimeout:    3 * time.Second,
		ScheduleToCloseTimeout: 5 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2,
			MaximumInterval:        time.Second,
			NonRetryableErrorTypes: []string{"PanicError"}},
	})
}

// patientlyPolicy is for the same transaction while the database is away: the server tries it again for a day, which
// leaves one event however often it fails. What was under way when the program was killed is tried again within
// seconds.
func patientlyPolicy(ctx workflow.Context, words string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		Summary:                words,
		StartToCloseTimeout:    5 * time.Second,
		ScheduleToCloseTimeout: 24 * time.Hour,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval:        15 * time.Second,
			NonRetryableErrorTypes: []string{"PanicError"}},
	})
}

// commandPolicy is that of protocol 0, for runs of earlier versions: a local activity that is retried for a day.
func commandPolicy(ctx workflow.Context, words string) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		Summary:                words,
		StartToCloseTimeout:    3 * time.Second,
		ScheduleToCloseTimeout: 24 * time.Hour,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2,
			MaximumInterval: 15 * time.Second,
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
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval: time.Minute},
	})
}

// messagePolicy is for what leaves the house: behind people in the queue, retried by the outbox itself.
func messagePolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		Priority:            temporal.Priority{PriorityKey: 4},
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval: 5 * time.Minute},
	})
}
