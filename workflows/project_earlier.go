package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// listenEarlier registers the updates of earlier versions, so that accepted ones finish and their histories replay. New
// ones are refused: they did not come through tracking.
func (p *project) listenEarlier(ctx workflow.Context) error {
	for _, err := range []error{
		earlier(ctx, p, contract.UpdateSubmitMilestone, contract.ActivitySubmitMilestone, "项目单位提交节点",
			func(c contract.SubmitMilestone) contract.Head { return c.Head }),
		earlier(ctx, p, contract.UpdateReportMonth, contract.ActivityReportMonth, "项目单位报送月报",
			func(c contract.ReportMonth) contract.Head { return c.Head }),
		earlier(ctx, p, contract.UpdateReview, contract.ActivityReview, "重点项目办审定",
			func(c contract.Review) contract.Head { return c.Head }),
		earlier(ctx, p, contract.UpdateChangePlan, contract.ActivityChangePlan, "重点项目办调整计划",
			func(c contract.ChangePlan) contract.Head { return c.Head }),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func earlier[C any](ctx workflow.Context, p *project, update, activity, words string,
	head func(C) contract.Head) error {
	do := func(ctx workflow.Context, command C) (contract.Answer, error) {
		if p.params.Protocol > 0 { // no command is stored under that hash: it is refused and recorded
			return p.command(ctx, contract.Command{Key: head(command).Key, ProjectID: p.params.ProjectID})
		}
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
	// A run of protocol 0 carries out what it accepts, so it accepts nothing new. Replay does not call validators.
	check := func(_ workflow.Context, command C) error {
		if key := head(command).Key; p.params.Protocol == 0 || key == "" || len(key) > longestKey {
			return refuse(models.KindForbidden, "bad_command", "该操作未经受理，未执行；请通过页面、命令行或接口提交")
		}
		return nil
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, update, do, workflow.UpdateHandlerOptions{Validator: check,
		Description: words})
}
