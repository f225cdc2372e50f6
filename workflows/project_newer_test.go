package workflows_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/workflows/contract"
)

// A run that a newer program started is not carried out by this one: its task fails, and another worker takes it.
func TestARunOfANewerProtocolIsLeftToANewerWorker(t *testing.T) {
	b := setup(t, models.Milestone{Name: "主体封顶", Due: models.DateOf(2126, 4, 10), Controlling: true})
	b.params.Protocol = contract.Protocol + 1
	b.env.ExecuteWorkflow(contract.ProjectWorkflow, b.params)
	if err := b.env.GetWorkflowError(); err == nil || !strings.Contains(err.Error(), "newer protocol") {
		t.Errorf("it ran: %v", err)
	}
	if rungs := b.rungs(models.ItemMilestone); len(rungs) != 0 {
		t.Errorf("it recorded %v", rungs)
	}
}
