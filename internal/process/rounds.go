package process

import (
	"context"

	workflowpb "go.temporal.io/api/workflow/v1"

	"duban/workflows/contract"
)

// StartOrPokeRound starts a round's workflow or signals the running one, in one call.
func (c *Client) StartOrPokeRound(ctx context.Context, params contract.RoundParams) error {
	id := contract.RoundWorkflowID(contract.RoundRef{ProgrammeID: params.ProgrammeID, Month: params.Month})
	return c.startOrPoke(ctx, contract.RoundWorkflow, id,
		contract.Attributes{Programmes: []string{params.ProgrammeID}, NextDue: params.Next.At}, params.Title,
		"一轮月度调度：预计数、月报、初审、审定、核定数、月结的时限", params)
}

// RunningRounds lists the runs of rounds' workflows, with what each waits for.
func (c *Client) RunningRounds(ctx context.Context) (runs []contract.RoundRun, err error) {
	err = c.running(ctx, contract.RoundWorkflow, func(e *workflowpb.WorkflowExecutionInfo) {
		if ref, ok := contract.ParseRoundWorkflowID(e.GetExecution().GetWorkflowId()); ok {
			runs = append(runs, contract.RoundRun{RoundRef: ref, ID: e.GetExecution().GetRunId(),
				NextDue: nextDue(e.GetSearchAttributes())})
		}
	})
	return runs, err
}

// StopRound terminates a run that belongs to no round. If the run has ended, it returns nil.
func (c *Client) StopRound(ctx context.Context, run contract.RoundRun, reason string) error {
	return c.stop(ctx, contract.RoundWorkflowID(run.RoundRef), run.ID, reason)
}
