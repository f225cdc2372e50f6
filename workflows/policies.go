// Package workflows holds the workflows, one a file: a project, an order, an import, the reading of a workbook, the
// outbox, the channels. They wait, serialise and wake when something falls due; decisions are made by models, inside
// activities. Workflow code is deterministic: no clock, no randomness, no I/O, no map order.
package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// brieflyPolicy is for a transaction on our own database: as a local activity it costs no events and no round trip. It
// is given up after a few seconds, so that an unavailable database does not fill the history. Refusals are not
// retryable and return at once. The words are the activity's summary in Temporal's own pages.
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

// patientlyPolicy is for the same transaction while the database is unavailable: the server retries it for a day, which
// adds no events however often it fails. An attempt that was under way when the program was killed is retried within
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
			// A defect is not retried: for a day it would block every other command of the project.
			NonRetryableErrorTypes: []string{"PanicError"}},
	})
}

// heartbeat is how long after its last heartbeat an activity is given to another worker, and so how long a killed
// process delays its import, delivery or reading. A second attempt beside a slow one is harmless: activities are
// idempotent.
const heartbeat = 5 * time.Second

// bulkPolicy is for an import's big transaction and its start of projects: long, with a heartbeat, and at a lower
// priority than people's commands. The starts keep the server busy, so that their heartbeats may be late.
func bulkPolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout:    30 * time.Minute,
		ScheduleToCloseTimeout: 24 * time.Hour,
		HeartbeatTimeout:       3 * heartbeat,
		Priority:               temporal.Priority{PriorityKey: 4},
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval: time.Minute},
	})
}

// messagePolicy is for deliveries: at a lower priority than people's commands, and retried by the outbox itself.
func messagePolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		Priority:            temporal.Priority{PriorityKey: 4},
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval: 5 * time.Minute},
	})
}
