package process

import (
	"context"
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/models"
	"duban/workflows/contract"
)

// Send has a project's workflow carry out a stored command and waits for the result, at most five seconds. The same
// call starts the workflow if it does not run. A second call with the same update ID waits for the first one's result.
//
// KindUnavailable means that the result is not known: the server is unavailable, did not answer in time, or the
// connection was lost after it accepted. Sending again is safe, because a command is carried out once. Any other error
// is the refusal.
func (c *Client) Send(ctx context.Context, params contract.ProjectParams, updateID string,
	command contract.Command) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	id := contract.ProjectWorkflowID(params.Ref)
	leave, err := c.busy.enter(ctx, id)
	if err != nil {
		return translate(err)
	}
	defer leave()
	if err := c.Ping(ctx); err != nil {
		return err
	}
	handle, err := c.temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: c.temporal.NewWithStartWorkflowOperation(c.startOptions(params), contract.ProjectWorkflow,
			params),
		UpdateOptions: client.UpdateWorkflowOptions{
			WorkflowID: id, UpdateID: updateID, UpdateName: contract.UpdateCommand, Args: []any{command},
			WaitForStage: client.WorkflowUpdateStageAccepted,
		},
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) { // the workflow ended meanwhile: the next call starts it
		return models.Errorf(models.KindUnavailable, "project_not_running", "项目流程没有运行，将自动重新启动后执行").Because(err)
	}
	return translate(err)
}
