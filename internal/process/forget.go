package process

import (
	"context"
	"errors"
	"fmt"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"

	"duban/workflows/contract"
)

// endless are the workflows that never end and have no project: they look every few minutes, also when there is nothing
// to do, and continue as new.
var endless = []string{contract.OutboxWorkflowID, contract.ChannelsWorkflowID}

// ForgetRuns deletes the runs of the endless workflows that ended before a moment, with their histories, and returns
// how many. The server would keep them as long as those of projects, for more than a year, and what was sent is in the
// database.
func (c *Client) ForgetRuns(ctx context.Context, before time.Time) (forgotten int, err error) {
	for _, id := range endless {
		var ended []*commonpb.WorkflowExecution
		for page := []byte(nil); ; {
			answer, err := c.temporal.ListWorkflow(ctx, listRequest(c.namespace, fmt.Sprintf(
				"WorkflowId='%s' AND ExecutionStatus!='Running' AND CloseTime < '%s'", id, before.UTC().Format(time.RFC3339)),
				page))
			if err != nil {
				return forgotten, translate(err)
			}
			for _, e := range answer.GetExecutions() {
				ended = append(ended, e.GetExecution())
			}
			if page = answer.GetNextPageToken(); len(page) == 0 {
				break
			}
		}
		for _, run := range ended {
			_, err := c.temporal.WorkflowService().DeleteWorkflowExecution(ctx,
				&workflowservice.DeleteWorkflowExecutionRequest{Namespace: c.namespace, WorkflowExecution: run})
			var gone *serviceerror.NotFound
			if errors.As(err, &gone) {
				continue
			}
			if err != nil {
				return forgotten, translate(err)
			}
			forgotten++
		}
	}
	return forgotten, nil
}
