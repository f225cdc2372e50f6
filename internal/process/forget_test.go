package process

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"

	"duban/models"
)

// deleter records which runs are deleted; those in gone are not there any more.
type deleter struct {
	workflowservice.WorkflowServiceClient
	deleted []string
	gone    string
	fail    error
}

func (d *deleter) DeleteWorkflowExecution(_ context.Context, r *workflowservice.DeleteWorkflowExecutionRequest,
	_ ...grpc.CallOption) (*workflowservice.DeleteWorkflowExecutionResponse, error) {
	if r.WorkflowExecution.RunId == d.gone {
		return nil, serviceerror.NewNotFound("gone")
	}
	d.deleted = append(d.deleted, r.Namespace+": "+r.WorkflowExecution.WorkflowId+" "+r.WorkflowExecution.RunId)
	return nil, d.fail
}

// TestEndedRunsOfEndlessWorkflowsAreForgotten also asks that no running one, and none of a project, is named.
func TestEndedRunsOfEndlessWorkflowsAreForgotten(t *testing.T) {
	d := &deleter{gone: "b"}
	server := &cluster{service: d, pages: [][]*workflowpb.WorkflowExecutionInfo{
		{execution("outbox", "a", nil), execution("outbox", "b", nil)}, {execution("outbox", "c", nil)}}}
	n, err := New(server, "duban").ForgetRuns(t.Context(), time.Date(2026, 11, 22, 8, 0, 0, 0, models.Shanghai))
	if err != nil || n != 4 { // the fake lists the same for both workflows
		t.Errorf("%d, %v", n, err)
	}
	one := []string{"duban: outbox a", "duban: outbox c"}
	if diff := cmp.Diff(append(one, one...), d.deleted); diff != "" {
		t.Error(diff)
	}
	asked := strings.Join(server.asked, "\n")
	for _, id := range []string{"outbox", "channels"} {
		want := "duban: WorkflowId='" + id + "' AND ExecutionStatus!='Running' AND CloseTime < '2026-11-22T00:00:00Z'"
		if strings.Count(asked, want) != 2 {
			t.Errorf("asked:\n%s\nwant twice:\n%s", asked, want)
		}
	}
	d.fail = serviceerror.NewUnavailable("away")
	if _, err := New(server, "duban").ForgetRuns(t.Context(), time.Now()); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("while the server is away: %v", err)
	}
}
