package process

import (
	"context"
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/models"
	"duban/workflows/contract"
)

// Send has a project's workflow carry out a stored command and waits until it is done, for at most five seconds. The
// same update ID joins the first call. A project whose workflow does not run is started by the same call.
//
// KindUnavailable means that nobody can say yet: the server is away, it has not answered in time, or it was lost after
// it accepted. Sending again is always right, because the command is carried out once. Any other error is the refusal.
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
		StartWorkflowOperation: c.temporal.NewWithStartWorkflowOperation(startOptions(params), contract.ProjectWorkflow,
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
	if errors.As(err, &gone) { // of a workflow that has ended meanwhile: the next call starts it
		return models.Errorf(models.KindUnavailable, "project_not_running", "项目流程没有运行，将自动重新启动后执行").Because(err)
	}
	return translate(err)
}
