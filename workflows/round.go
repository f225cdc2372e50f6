package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// Round is the workflow of one month's round of a programme. It wakes at the round's moments: when estimates are asked
// for, are to go up, are late; when a unit's opinion is late; when the verified figures are to go up; when the month is
// to be closed. It ends with the round, and is started again when the month is reopened.
func Round(ctx workflow.Context, params contract.RoundParams) error {
	r := &follow{name: params.Title, title: params.Title, next: params.Next, maxHistory: params.MaxHistory,
		summary: "查看本轮调度有无到期事项", activity: contract.ActivityAdvanceRound, retry: "重试：上次推进未成功",
		params: func(now models.Instant) any {
			return contract.AdvanceRound{ProgrammeID: params.ProgrammeID, Month: params.Month, Now: now}
		}}
	if ended, err := r.run(ctx); ended || err != nil {
		return err
	}
	params.Next = r.next
	// No signal is lost: the next run begins by checking what is due.
	return workflow.NewContinueAsNewError(ctx, contract.RoundWorkflow, params)
}
