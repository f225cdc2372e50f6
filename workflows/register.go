package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// Registry is what a worker, a replayer and a test environment have in common.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
}

// Register registers every workflow under its name in histories.
func Register(r Registry) {
	r.RegisterWorkflowWithOptions(Project, workflow.RegisterOptions{Name: contract.ProjectWorkflow})
	r.RegisterWorkflowWithOptions(Import, workflow.RegisterOptions{Name: contract.ImportWorkflow})
	r.RegisterWorkflowWithOptions(Reading, workflow.RegisterOptions{Name: contract.ReadingWorkflow})
	r.RegisterWorkflowWithOptions(Order, workflow.RegisterOptions{Name: contract.OrderWorkflow})
	r.RegisterWorkflowWithOptions(Round, workflow.RegisterOptions{Name: contract.RoundWorkflow})
	r.RegisterWorkflowWithOptions(Outbox, workflow.RegisterOptions{Name: contract.OutboxWorkflow})
	r.RegisterWorkflowWithOptions(Channels, workflow.RegisterOptions{Name: contract.ChannelsWorkflow})
}
