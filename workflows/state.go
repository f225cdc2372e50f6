package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// project is the whole mutable state of one project's run. Facts, rules and the calendar are not here: they live in the
// database and in models, and every transaction returns what comes next.
type project struct {
	params  contract.ProjectParams // Next, Revision and Attributes are kept current
	lock    workflow.Mutex         // one transaction on the project at a time
	alarm   alarm
	poked   bool // somebody asked to look again
	changed bool // a transaction came back since the loop last looked
	notify  bool // there are new messages in the outbox
	closed  bool // the project is no longer followed
	upgrade bool // a person asked to go on by the newest protocol
}

// take keeps what a transaction returned. The lock lets one through at a time and each settles afresh, so the last one
// is always right, also after our database was brought back from a backup.
func (p *project) take(ctx workflow.Context, out contract.Outcome) {
	p.params.Revision, p.params.Next = out.Revision, out.Next
	p.closed = p.closed || out.Closed
	p.notify = p.notify || out.Messages > 0
	p.changed = true
	p.tell(ctx, out.Attributes)
}
