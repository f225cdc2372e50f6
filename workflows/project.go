package workflows

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// Project is the workflow of one key project. It serialises the commands on it and wakes when the next thing falls
// due. It keeps only IDs, the next moment with its words, and a revision.
func Project(ctx workflow.Context, params contract.ProjectParams) error {
	if params.Protocol > contract.Protocol {
		// A newer worker started this run. The task fails here and is given to another worker until a newer one has it.
		panic("a run of a newer protocol than this program's")
	}
	p := &project{params: params, lock: workflow.NewMutex(ctx), poked: !params.Settled}
	if err := p.listen(ctx); err != nil {
		return err
	}
	p.describe(ctx)
	p.tellProtocol(ctx)
	if err := p.run(ctx); err != nil {
		return err
	}
	// An accepted update must get its answer before the run ends.
	if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil {
		return err
	}
	if p.notify {
		wakeOutbox(ctx, p.params.ProjectID)
	}
	if p.closed {
		return nil
	}
	p.params.Protocol, p.params.Settled = contract.Protocol, false
	// No signal is lost: the next run begins by checking what is due.
	return workflow.NewContinueAsNewError(ctx, contract.ProjectWorkflow, p.params)
}

// run loops until the project is closed or the run should continue as new.
func (p *project) run(ctx workflow.Context) error {
	for !p.closed && !p.shouldContinue(ctx) {
		p.changed = false
		if p.poked || p.alarm.rang() || p.overdue(ctx) {
			p.poked = false
			if p.alarm.rang() {
				p.alarm.stop() // after a signal the timer stays: set replaces it only when the moment changes
			}
			if err := p.advance(ctx); err != nil {
				return err
			}
			continue
		}
		if p.notify {
			p.notify = false
			wakeOutbox(ctx, p.params.ProjectID)
			continue
		}
		p.alarm.set(ctx, p.params.Next, time.Duration(p.params.Turn)*turn)
		err := workflow.Await(ctx, func() bool {
			return p.poked || p.changed || p.notify || p.closed || p.alarm.rang() || p.shouldContinue(ctx)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *project) overdue(ctx workflow.Context) bool {
	return p.params.Next.At != 0 && p.params.Next.At <= models.InstantOf(workflow.Now(ctx))
}

func (p *project) shouldContinue(ctx workflow.Context) bool {
	if p.upgrade {
		return true
	}
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || (p.params.MaxHistory > 0 &&
		info.GetCurrentHistoryLength() >= p.params.MaxHistory)
}

// retryAdvance is how long a project waits after Advance failed for good. The failure must not end the workflow.
const retryAdvance = time.Hour

// advance records what fell due and takes the next moment.
func (p *project) advance(ctx workflow.Context) error {
	if err := p.lock.Lock(ctx); err != nil {
		return err
	}
	defer p.lock.Unlock()
	now := models.InstantOf(workflow.Now(ctx))
	words := "查看有无到期事项"
	if p.overdue(ctx) {
		words = p.params.Next.What
	}
	var out contract.Outcome
	ask := contract.Advance{ProjectID: p.params.ProjectID, Now: now, Seen: p.params.Revision}
	var err error
	if p.params.Protocol == 0 {
		err = workflow.ExecuteLocalActivity(commandPolicy(ctx, words), contract.ActivityAdvance, ask).Get(ctx, &out)
	} else {
		err = transact(ctx, words, contract.ActivityAdvance, ask, &out)
	}
	var refused *temporal.ApplicationError
	switch {
	case err == nil:
		p.take(ctx, out)
		if p.overdue(ctx) && (out.Next.At <= now || !p.passedMeanwhile(ctx)) { // never twice for one moment without a pause
			p.params.Next.At = now.Add(retryAdvance)
		}
	case temporal.IsCanceledError(err):
		return err
	case errors.As(err, &refused) && refused.Type() == string(models.KindNotFound):
		p.closed = true // the project is not in the database
	default:
		workflow.GetLogger(ctx).Error("advance", "project", p.params.ProjectID, "error", err)
		p.params.Next = models.Moment{At: now.Add(retryAdvance), What: "重试：上次推进未成功"}
	}
	return nil
}

// passedMeanwhile reports whether a moment that came while a transaction ran is taken up at once. Runs that have waited
// for an hour after one go on doing so when their history is replayed.
func (p *project) passedMeanwhile(ctx workflow.Context) bool {
	return workflow.GetVersion(ctx, "moment-passed-meanwhile", workflow.DefaultVersion, 1) != workflow.DefaultVersion
}

// wakeOutbox signals the outbox that there are messages. It also wakes by itself, so a failure only delays them.
func wakeOutbox(ctx workflow.Context, from string) {
	err := workflow.SignalExternalWorkflow(ctx, contract.OutboxWorkflowID, "", contract.SignalPoke, nil).Get(ctx, nil)
	if err != nil {
		workflow.GetLogger(ctx).Warn("wake outbox", "from", from, "error", err)
	}
}
