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

// StartOrPokeRound starts a round's workflow or signals the running one, in one call.
func (c *Client) StartOrPokeRound(ctx context.Context, params contract.RoundParams) error {
	options := client.StartWorkflowOptions{
		ID:        contract.RoundWorkflowID(contract.RoundRef{ProgrammeID: params.ProgrammeID, Month: params.Month}),
		TaskQueue: contract.TaskQueue, WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		TypedSearchAttributes: searchAttributes(contract.Attributes{Programmes: []string{params.ProgrammeID},
			NextDue: params.Next.At}, c.embedded),
		StaticSummary: params.Title,
		StaticDetails: "一轮月度调度：预计数、月报、初审、审定、核定数、月结的时限",
	}
	_, err := c.temporal.SignalWithStartWorkflow(ctx, options.ID, contract.SignalPoke, nil, options,
		contract.RoundWorkflow, params)
	return translate(err)
}

// RunningRounds lists the runs of rounds' workflows, with what each waits for.
func (c *Client) RunningRounds(ctx context.Context) ([]contract.RoundRun, error) {
	var runs []contract.RoundRun
	var page []byte
	for {
		answer, err := c.temporal.ListWorkflow(ctx, listRequest(c.namespace, fmt.Sprintf(
			"WorkflowType='%s' AND ExecutionStatus='Running'", contract.RoundWorkflow), page))
		if err != nil {
			return nil, translate(err)
		}
		for _, e := range answer.GetExecutions() {
			if ref, ok := contract.ParseRoundWorkflowID(e.GetExecution().GetWorkflowId()); ok {
				runs = append(runs, contract.RoundRun{RoundRef: ref, ID: e.GetExecution().GetRunId(),
					NextDue: nextDue(e.GetSearchAttributes())})
			}
		}
		if page = answer.GetNextPageToken(); len(page) == 0 {
			return runs, nil
		}
	}
}

// StopRound terminates a run that belongs to no round. If the run has ended, it returns nil.
func (c *Client) StopRound(ctx context.Context, run contract.RoundRun, reason string) error {
	err := c.temporal.TerminateWorkflow(ctx, contract.RoundWorkflowID(run.RoundRef), run.ID, reason)
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return translate(err)
}
