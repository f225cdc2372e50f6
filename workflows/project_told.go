package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// hear takes what transactions outside the project, such as an import's, say that it waits for.
func (p *project) hear(ctx workflow.Context) {
	signals := workflow.GetSignalChannel(ctx, contract.SignalTold)
	var told contract.Told
	for signals.Receive(ctx, &told) {
		if p.lock.Lock(ctx) != nil { // the run was cancelled
			return
		}
		p.told(ctx, told)
		p.lock.Unlock()
		told = contract.Told{}
	}
}

// told takes a next moment that rests on newer facts than the run has seen. A signal may be late, so one that rests on
// facts that the run has seen says nothing new. Of anything else, as after the database was restored from a backup, the
// run makes sure.
func (p *project) told(ctx workflow.Context, told contract.Told) {
	switch {
	case told.Revision > p.params.Revision:
		p.take(ctx, contract.Outcome{Next: told.Next, Revision: told.Revision, Attributes: told.Attributes})
	case told.Revision < p.params.Revision || told.Next != p.params.Next:
		p.poked = true
	}
}
