package process

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/client"

	"duban/workflows/contract"
)

// running calls read for every running workflow of a type, as Temporal lists it.
func (c *Client) running(ctx context.Context, workflowType string, read func(*workflowpb.WorkflowExecutionInfo)) error {
	var page []byte
	for {
		answer, err := c.temporal.ListWorkflow(ctx, listRequest(c.namespace,
			fmt.Sprintf("WorkflowType='%s' AND ExecutionStatus='Running'", workflowType), page))
		if err != nil {
			return translate(err)
		}
		for _, e := range answer.GetExecutions() {
			read(e)
		}
		if page = answer.GetNextPageToken(); len(page) == 0 {
			return nil
		}
	}
}

// startOrPoke starts a workflow that its own ID names, or signals the running one, in one call.
func (c *Client) startOrPoke(ctx context.Context, workflowType, id string, attributes contract.Attributes, title,
	details string, params any) error {
	_, err := c.temporal.SignalWithStartWorkflow(ctx, id, contract.SignalPoke, nil, client.StartWorkflowOptions{
		ID: id, TaskQueue: contract.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		TypedSearchAttributes:    searchAttributes(attributes, c.embedded), StaticSummary: title, StaticDetails: details,
	}, workflowType, params)
	return translate(err)
}

// stop terminates a run. If the run has ended, it returns nil.
func (c *Client) stop(ctx context.Context, id, run, reason string) error {
	err := c.temporal.TerminateWorkflow(ctx, id, run, reason)
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return translate(err)
}
