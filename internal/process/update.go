package process

import (
	"context"
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/models"
	"duban/workflows/contract"
)

// Update sends a command to a project and waits for its answer. The update's ID is the command's key and hash, so a
// repeated call joins the first one.
//
// pending is true when the change was accepted and is still being saved after five seconds: the same call with the same
// key asks again. A project without a running workflow is KindUnavailable with code "project_not_running": reconcile
// starts it.
func (c *Client) Update(ctx context.Context, ref contract.ProjectRef, name string, head contract.Head, command any) (answer contract.Answer, pending bool, err error) {
	id := contract.ProjectWorkflowID(ref)
	leave, err := c.busy.enter(ctx, id)
	if err != nil {
		return answer, false, translate(err)
	}
	defer leave()
	sendCtx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	handle, err := c.temporal.UpdateWorkflow(sendCtx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateID: head.Key + "." + head.Hash, UpdateName: name, Args: []any{command},
		WaitForStage: client.WorkflowUpdateStageAccepted,
	})
	if err != nil {
		var gone *serviceerror.NotFound
		if errors.As(err, &gone) {
			return answer, false, models.Errorf(models.KindUnavailable, "project_not_running", "项目流程没有运行，数据未提交，请稍后重试或执行 duban reconcile").Because(err)
		}
		return answer, false, translate(err)
	}
	waitCtx, done := context.WithTimeout(ctx, patience)
	defer done()
	err = handle.Get(waitCtx, &answer)
	if err != nil && waitCtx.Err() != nil && ctx.Err() == nil {
		return answer, true, nil
	}
	return answer, false, translate(err)
}
