package process

import (
	"context"
	"errors"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"duban/workflows/contract"
)

// StartReading starts the reading of an uploaded workbook. If it runs already, it does nothing.
func (c *Client) StartReading(ctx context.Context, params contract.Read) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: contract.ReadingWorkflowID(params.Reading), TaskQueue: contract.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		StaticSummary:            "读取工作簿",
	}, contract.ReadingWorkflow, params)
	return translate(err)
}

// ReadingResult waits for a reading to end.
func (c *Client) ReadingResult(ctx context.Context, reading string) error {
	return translate(c.temporal.GetWorkflow(ctx, contract.ReadingWorkflowID(reading), "").Get(ctx, nil))
}

// StopReading cancels a reading. If it has ended or was never started, it returns nil.
func (c *Client) StopReading(ctx context.Context, reading string) error {
	err := c.temporal.CancelWorkflow(ctx, contract.ReadingWorkflowID(reading), "")
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return translate(err)
}

// ReadingProgress reports whether a reading is under way, and how far it is by its last heartbeat.
func (c *Client) ReadingProgress(ctx context.Context, reading string) (p contract.Progress, running bool, err error) {
	d, err := c.temporal.DescribeWorkflowExecution(ctx, contract.ReadingWorkflowID(reading), "")
	var gone *serviceerror.NotFound
	switch {
	case errors.As(err, &gone):
		return p, false, nil
	case err != nil:
		return p, false, translate(err)
	case d.GetWorkflowExecutionInfo().GetStatus() != enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING:
		return p, false, nil
	}
	p.Stage = "reading"
	for _, a := range d.GetPendingActivities() {
		if beat := a.GetHeartbeatDetails(); beat != nil {
			var last contract.Progress
			if converter.GetDefaultDataConverter().FromPayloads(beat, &last) == nil && last.Stage != "" {
				p = last
			}
		}
	}
	return p, true, nil
}
