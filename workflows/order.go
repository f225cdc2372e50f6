package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// Order is the workflow of one issued order or instruction. It wakes when an answer is due, or overdue, or the days
// for a 情况说明 are over. What people do with the order is stored by its own transaction, which then signals this
// workflow.
func Order(ctx workflow.Context, params contract.OrderParams) error {
	o := &follow{name: params.OrderID, title: params.Title, next: params.Next, maxHistory: params.MaxHistory,
		summary: "查看督办单有无到期事项", activity: contract.ActivityAdvanceOrder, retry: "重试：上次推进未成功",
		params: func(now models.Instant) any { return contract.AdvanceOrder{OrderID: params.OrderID, Now: now} }}
	if ended, err := o.run(ctx); ended || err != nil {
		return err
	}
	params.Next = o.next
	// No signal is lost: the next run begins by checking what is due.
	return workflow.NewContinueAsNewError(ctx, contract.OrderWorkflow, params)
}
