package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// project is the state of one run of a project. Facts and the calendar are in the database and rules are in models;
// every transaction returns what comes next.
type project struct {
	params  contract.ProjectParams // Next, Revision and Attributes are kept current
	lock    workflow.Mutex         // one transaction on the project at a time
	alarm   alarm
	poked   bool // a signal asked to check what is due
	changed bool // a transaction came back since the loop last looked
	notify  bool // there are new messages in the outbox
	closed  bool // the project is no longer followed
	upgrade bool // a signal asked to continue as new with the newest protocol
}

// take keeps the outcome of a transaction. Transactions run one at a time and each computes the next moment from the
// database, so the last outcome holds, also after the database was restored from a backup.
func (p *project) take(ctx workflow.Context, out contract.Outcome) {
	p.params.Revision, p.params.Next = out.Revision, out.Next
	if out.Turn > 0 {
		p.params.Turn = out.Turn
	}
	p.closed = p.closed || out.Closed
	p.notify = p.notify || out.Messages > 0 && !out.Woken
	p.changed = true
	p.tell(ctx, out.Attributes)
}
