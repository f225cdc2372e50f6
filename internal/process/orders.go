package process

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/workflows/contract"
)

// StartOrPokeOrder starts an order's workflow or signals the running one, in one call.
func (c *Client) StartOrPokeOrder(ctx context.Context, params contract.OrderParams) error {
	attributes := contract.Attributes{Unit: params.Unit, NextDue: params.Next.At}
	if params.Programme != "" {
		attributes.Programmes = []string{params.Programme}
	}
	options := client.StartWorkflowOptions{
		ID: contract.OrderWorkflowID(params.OrderID), TaskQueue: contract.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		TypedSearchAttributes:    searchAttributes(attributes, c.embedded),
		StaticSummary:            params.Title,
		StaticDetails:            "一件督办单或批示：签收、反馈、核查、销号的时限",
	}
	_, err := c.temporal.SignalWithStartWorkflow(ctx, options.ID, contract.SignalPoke, nil, options,
		contract.OrderWorkflow, params)
	return translate(err)
}

// RunningOrders lists the runs of orders' workflows, with what each waits for.
func (c *Client) RunningOrders(ctx context.Context) ([]contract.OrderRun, error) {
	var runs []contract.OrderRun
	var page []byte
	for {
		answer, err := c.temporal.ListWorkflow(ctx, listRequest(c.namespace, fmt.Sprintf(
			"WorkflowType='%s' AND ExecutionStatus='Running'", contract.OrderWorkflow), page))
		if err != nil {
			return nil, translate(err)
		}
		for _, e := range answer.GetExecutions() {
			if id, ok := contract.ParseOrderWorkflowID(e.GetExecution().GetWorkflowId()); ok {
				runs = append(runs, contract.OrderRun{OrderID: id, ID: e.GetExecution().GetRunId(),
					NextDue: nextDue(e.GetSearchAttributes())})
			}
		}
		if page = answer.GetNextPageToken(); len(page) == 0 {
			return runs, nil
		}
	}
}

// StopOrder terminates a run that belongs to no order. If the run has ended, it returns nil.
func (c *Client) StopOrder(ctx context.Context, run contract.OrderRun, reason string) error {
	err := c.temporal.TerminateWorkflow(ctx, contract.OrderWorkflowID(run.OrderID), run.ID, reason)
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return translate(err)
}
