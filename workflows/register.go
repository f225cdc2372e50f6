package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

// Registry is the part of a worker, a replayer or a test environment that takes workflows.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
}

// Register makes every workflow known under the name it has in histories.
func Register(r Registry) {
	r.RegisterWorkflowWithOptions(Project, workflow.RegisterOptions{Name: contract.ProjectWorkflow})
	r.RegisterWorkflowWithOptions(Import, workflow.RegisterOptions{Name: contract.ImportWorkflow})
	r.RegisterWorkflowWithOptions(Reading, workflow.RegisterOptions{Name: contract.ReadingWorkflow})
	r.RegisterWorkflowWithOptions(Outbox, workflow.RegisterOptions{Name: contract.OutboxWorkflow})
}
