package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// Reading reads one uploaded workbook and stages what committing it would change. It ends with the reading; what was
// read is in the database.
func Reading(ctx workflow.Context, params contract.Read) error {
	workflow.SetCurrentDetails(ctx, "正在读取工作簿")
	return workflow.ExecuteActivity(readingPolicy(ctx), contract.ActivityReadWorkbook, params).Get(ctx, nil)
}

// readingPolicy is for a workbook: its attempts are few, because a file that brings the process down would do so again.
func readingPolicy(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout:    15 * time.Minute,
		ScheduleToCloseTimeout: time.Hour,
		HeartbeatTimeout:       heartbeat,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2,
			MaximumInterval: time.Minute, MaximumAttempts: 3},
	})
}
