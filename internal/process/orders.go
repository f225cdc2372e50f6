package process

import (
	"context"

	workflowpb "go.temporal.io/api/workflow/v1"

	"duban/workflows/contract"
)

// StartOrPokeOrder starts an order's workflow or signals the running one, in one call.
func (c *Client) StartOrPokeOrder(ctx context.Context, params contract.OrderParams) error {
	attributes := contract.Attributes{Unit: params.Unit, NextDue: params.Next.At}
	if params.Programme != "" {
		attributes.Programmes = []string{params.Programme}
	}
	return c.startOrPoke(ctx, contract.OrderWorkflow, contract.OrderWorkflowID(params.OrderID), attributes, params.Title,
		"一件督办单或批示：签收、反馈、核查、销号的时限", params)
}

// RunningOrders lists the runs of orders' workflows, with what each waits for.
func (c *Client) RunningOrders(ctx context.Context) (runs []contract.OrderRun, err error) {
	err = c.running(ctx, contract.OrderWorkflow, func(e *workflowpb.WorkflowExecutionInfo) {
		if id, ok := contract.ParseOrderWorkflowID(e.GetExecution().GetWorkflowId()); ok {
			runs = append(runs, contract.OrderRun{OrderID: id, ID: e.GetExecution().GetRunId(),
				NextDue: nextDue(e.GetSearchAttributes())})
		}
	})
	return runs, err
}

// StopOrder terminates a run that belongs to no order. If the run has ended, it returns nil.
func (c *Client) StopOrder(ctx context.Context, run contract.OrderRun, reason string) error {
	return c.stop(ctx, contract.OrderWorkflowID(run.OrderID), run.ID, reason)
}
