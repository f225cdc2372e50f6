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
// pending is true when nobody can say yet: accepted and still being saved after five seconds, accepted by a server that
// was lost since, or on its way to a process that has not taken it up. The same call with the same key asks again. Only an
// error proves that nothing was submitted: the server is asked for its health first, so that a server away is told at
// once. A project without a running workflow is KindUnavailable with code "project_not_running": reconcile starts it.
func (c *Client) Update(ctx context.Context, ref contract.ProjectRef, name string, head contract.Head, command any) (answer contract.Answer, pending bool, err error) {
	id := contract.ProjectWorkflowID(ref)
	leave, err := c.busy.enter(ctx, id)
	if err != nil {
		return answer, false, translate(err)
	}
	defer leave()
	if err := c.Ping(ctx); err != nil {
		return answer, false, err
	}
	sendCtx, cancel := context.WithTimeout(ctx, patience)
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
		return answer, unknown(err), known(err)
	}
	err = handle.Get(sendCtx, &answer)
	var lost serviceerror.ServiceError
	if errors.As(err, &lost) { // of an accepted update only the process can say that nothing came of it
		return answer, true, nil
	}
	return answer, unknown(err), known(err)
}

// unknown reports whether an update may or may not have been taken up. Time that is up is never taken for an answer,
// whatever words it comes in.
func unknown(err error) bool {
	var late *client.WorkflowUpdateServiceTimeoutOrCanceledError
	return errors.As(err, &late) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// known is the error of an update whose outcome is known.
func known(err error) error {
	if unknown(err) {
		return nil
	}
	return translate(err)
}
