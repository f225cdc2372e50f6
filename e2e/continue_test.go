package e2e

import (
	"context"
	"fmt"
	"sync"
	"testing"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"duban/workflows/contract"
)

// A project whose workflow continues as new while people send commands loses none of them and carries none out twice.
func TestContinueAsNewUnderUpdates(t *testing.T) {
	h := newInstance(t)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	c, ctx := h.temporal(), context.Background()
	ref := contract.ProjectRef{Year: 2026, Code: "ZD-2026-001"}
	id := contract.ProjectWorkflowID(ref)
	if err := c.TerminateWorkflow(ctx, id, "", "started again with a short history"); err != nil {
		t.Fatal(err)
	}
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: contract.TaskQueue},
		contract.ProjectWorkflow,
		contract.ProjectParams{ProjectID: "2026-" + ref.Code, Ref: ref, MaxHistory: 60})
	if err != nil {
		t.Fatal(err)
	}
	const people, each = 8, 12
	var wg sync.WaitGroup
	for person := range people {
		wg.Go(func() {
			for n := range each {
				out, code := h.try("report", "--project", ref.Code, "--month", "2026-10", "--estimate", "2000万元", "--key",
					fmt.Sprintf("p%d-%d", person, n))
				if code != 0 {
					t.Errorf("p%d-%d: exit %d %s", person, n, code, out)
				}
			}
		})
	}
	wg.Wait()
	accepted, runs := 0, 0
	list, err := c.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{Namespace: "duban",
		Query: fmt.Sprintf("WorkflowId='%s'", id)})
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range list.Executions {
		if run.Status == enumspb.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW {
			runs++
		}
		iter := c.GetWorkflowHistory(ctx, id, run.Execution.RunId, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for iter.HasNext() {
			e, err := iter.Next()
			if err != nil {
				t.Fatal(err)
			}
			if done := e.GetWorkflowExecutionUpdateCompletedEventAttributes(); done != nil && done.Outcome.GetSuccess() != nil {
				accepted++
			}
		}
	}
	if runs < 5 || accepted != people*each {
		t.Errorf("%d runs continued as new, %d updates completed, want at least 5 and %d", runs, accepted, people*each)
	}
	h.healthy()
}
