package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// listen registers every handler before the run first yields: an update may be in the very first task.
func (p *project) listen(ctx workflow.Context) error {
	for _, err := range []error{
		handle(ctx, p, contract.UpdateSubmitMilestone, contract.ActivitySubmitMilestone, "项目单位提交节点",
			func(c contract.SubmitMilestone) contract.Head { return c.Head }),
		handle(ctx, p, contract.UpdateReportMonth, contract.ActivityReportMonth, "项目单位报送月报",
			func(c contract.ReportMonth) contract.Head { return c.Head }),
		handle(ctx, p, contract.UpdateReview, contract.ActivityReview, "重点项目办审定",
			func(c contract.Review) contract.Head { return c.Head }),
		handle(ctx, p, contract.UpdateChangePlan, contract.ActivityChangePlan, "重点项目办调整计划",
			func(c contract.ChangePlan) contract.Head { return c.Head }),
	} {
		if err != nil {
			return err
		}
	}
	workflow.GoNamed(ctx, "pokes", func(ctx workflow.Context) {
		pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
		for pokes.Receive(ctx, nil) {
			p.poked = true
		}
	})
	return nil
}

// handle makes an update of a command: checked before it enters history, done in one transaction, one at a time.
func handle[C any](ctx workflow.Context, p *project, update, activity, words string, head func(C) contract.Head) error {
	do := func(ctx workflow.Context, command C) (contract.Answer, error) {
		if err := p.lock.Lock(ctx); err != nil {
			return contract.Answer{}, err
		}
		defer p.lock.Unlock()
		var out contract.Outcome
		at := contract.At[C]{Now: models.InstantOf(workflow.Now(ctx)), Command: command}
		if err := workflow.ExecuteLocalActivity(commandPolicy(ctx, words), activity, at).Get(ctx, &out); err != nil {
			return contract.Answer{}, err
		}
		p.take(ctx, out)
		return out.Answer, nil
	}
	check := func(_ workflow.Context, command C) error {
		h := head(command)
		if h.Key == "" || h.Hash == "" || h.ProjectID != p.params.ProjectID || h.By.ID == "" {
			return refuse(models.KindInvalid, "bad_command", "请求缺少编号、内容校验、项目或操作人")
		}
		return nil
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, update, do, workflow.UpdateHandlerOptions{Validator: check, Description: words})
}
