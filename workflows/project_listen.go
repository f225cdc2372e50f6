package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// longestKey is the longest key a command may have; tracking refuses longer ones.
const longestKey = 200

// listen registers every handler before the run first yields: an update may be in the very first task.
func (p *project) listen(ctx workflow.Context) error {
	err := workflow.SetUpdateHandlerWithOptions(ctx, contract.UpdateCommand, p.command,
		workflow.UpdateHandlerOptions{Validator: p.checkCommand, Description: "执行一项已受理的操作"})
	if err != nil {
		return err
	}
	if err := p.listenEarlier(ctx); err != nil {
		return err
	}
	workflow.GoNamed(ctx, "pokes", func(ctx workflow.Context) {
		pokes := workflow.GetSignalChannel(ctx, contract.SignalPoke)
		for pokes.Receive(ctx, nil) {
			p.poked = true
		}
	})
	workflow.GoNamed(ctx, "told", p.hear)
	workflow.GoNamed(ctx, "upgrades", func(ctx workflow.Context) {
		upgrades := workflow.GetSignalChannel(ctx, contract.SignalUpgrade)
		for upgrades.Receive(ctx, nil) {
			p.upgrade = p.params.Protocol < contract.Protocol
		}
	})
	return nil
}

// checkCommand validates a command before it enters the history.
func (p *project) checkCommand(_ workflow.Context, c contract.Command) error {
	if c.Key == "" || len(c.Key) > longestKey || c.Hash == "" || c.ProjectID != p.params.ProjectID {
		return refuse(models.KindInvalid, "bad_command", "请求缺少编号、内容校验或项目")
	}
	return nil
}

// command carries out a stored command in one transaction, one command at a time.
func (p *project) command(ctx workflow.Context, c contract.Command) (contract.Answer, error) {
	if err := p.lock.Lock(ctx); err != nil {
		return contract.Answer{}, err
	}
	defer p.lock.Unlock()
	var out contract.Outcome
	run := contract.RunCommand{Now: models.InstantOf(workflow.Now(ctx)), Command: c, Seen: p.params.Revision}
	if err := transact(ctx, "执行已受理的操作", contract.ActivityRunCommand, run, &out); err != nil {
		return contract.Answer{}, err
	}
	p.take(ctx, out)
	return out.Answer, nil
}
