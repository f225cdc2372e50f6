package process

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"duban/models"
	"duban/workflows/contract"
)

// cluster stands for a Temporal server with workflows on it.
type cluster struct {
	client.Client
	pages    [][]*workflowpb.WorkflowExecutionInfo
	attempts map[string]int32 // of the pending workflow task, by workflow ID; absent: the workflow is gone
	fail     error
	asked    []string
	started  client.StartWorkflowOptions
	service  workflowservice.WorkflowServiceClient
}

func (c *cluster) WorkflowService() workflowservice.WorkflowServiceClient { return c.service }

func (c *cluster) ListWorkflow(_ context.Context, r *workflowservice.ListWorkflowExecutionsRequest) (
	*workflowservice.ListWorkflowExecutionsResponse, error) {
	c.asked = append(c.asked, r.Namespace+": "+r.Query)
	page := 0
	if len(r.NextPageToken) > 0 {
		page = int(r.NextPageToken[0])
	}
	answer := &workflowservice.ListWorkflowExecutionsResponse{Executions: c.pages[page]}
	if page+1 < len(c.pages) {
		answer.NextPageToken = []byte{byte(page + 1)}
	}
	return answer, c.fail
}

func (c *cluster) CountWorkflow(_ context.Context, r *workflowservice.CountWorkflowExecutionsRequest) (
	*workflowservice.CountWorkflowExecutionsResponse, error) {
	c.asked = append(c.asked, r.Namespace+": "+r.Query)
	return &workflowservice.CountWorkflowExecutionsResponse{Count: 48}, c.fail
}

func (c *cluster) DescribeWorkflowExecution(_ context.Context, id,
	_ string) (*workflowservice.DescribeWorkflowExecutionResponse, error) {
	n, ok := c.attempts[id]
	if !ok {
		return nil, serviceerror.NewNotFound(id)
	}
	return &workflowservice.DescribeWorkflowExecutionResponse{PendingWorkflowTask: &workflowpb.PendingWorkflowTaskInfo{
		Attempt: n}}, c.fail
}

func (c *cluster) TerminateWorkflow(_ context.Context, id, run, reason string, _ ...any) error {
	c.asked = append(c.asked, "stop "+id+" "+run+": "+reason)
	return c.fail
}

func (c *cluster) ExecuteWorkflow(_ context.Context, o client.StartWorkflowOptions, _ any,
	_ ...any) (client.WorkflowRun, error) {
	c.started = o
	return nil, c.fail
}

func execution(id, run string, due []byte) *workflowpb.WorkflowExecutionInfo {
	info := &workflowpb.WorkflowExecutionInfo{Execution: &commonpb.WorkflowExecution{WorkflowId: id, RunId: run}}
	if due != nil {
		info.SearchAttributes = &commonpb.SearchAttributes{IndexedFields: map[string]*commonpb.Payload{
			contract.AttributeNextDue: {Metadata: map[string][]byte{"encoding": []byte("json/plain"),
				"type": []byte("Datetime")}, Data: due},
		}}
	}
	return info
}

func TestEveryPageOfRunningProjectsIsRead(t *testing.T) {
	c := &cluster{pages: [][]*workflowpb.WorkflowExecutionInfo{
		{execution("project/2021/ZD-001", "r1", []byte(`"2021-07-08T01:00:00Z"`)), execution("outbox", "r2", nil)},
		{},
		{execution("project/2021/ZD/2", "r3", nil), execution("project/2021/ZD-003", "r4", []byte(`"nonsense"`))},
	}}
	got, err := New(c, "duban").RunningProjects(t.Context())
	want := []contract.Run{
		{Ref: contract.ProjectRef{Year: 2021, Code: "ZD-001"}, ID: "r1", NextDue: models.DateOf(2021, 7, 8).At(9, 0)},
		{Ref: contract.ProjectRef{Year: 2021, Code: "ZD/2"}, ID: "r3"}, {Ref: contract.ProjectRef{Year: 2021, Code: "ZD-003"},
			ID: "r4"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil || len(c.asked) != 3 {
		t.Errorf("%v, asked %v\n%s", err, c.asked, diff)
	}
	c.fail = serviceerror.NewUnavailable("away")
	if _, err := New(c, "duban").RunningProjects(t.Context()); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("away: %v", err)
	}
}

func TestRunningProjectsAreCountedInTemporal(t *testing.T) {
	c := &cluster{}
	n, err := New(c, "duban").CountProjects(t.Context(), "district-2021")
	want := []string{"duban: WorkflowType='Project' AND ExecutionStatus='Running' AND DubanProgramme='district-2021'"}
	if diff := cmp.Diff(want, c.asked); diff != "" || n != 48 || err != nil {
		t.Errorf("%d, %v\n%s", n, err, diff)
	}
	c.fail = errors.New("away")
	if n, err := New(c, "duban").CountProjects(t.Context(), "x"); n != 0 || models.KindOf(err) != models.KindUnavailable {
		t.Errorf("%d, %v", n, err)
	}
}

func TestOnlyTheRunThatWasSeenIsStopped(t *testing.T) {
	c := &cluster{}
	run := contract.Run{Ref: contract.ProjectRef{Year: 2021, Code: "ZD-001"}, ID: "r1"}
	if err := New(c, "duban").Stop(t.Context(), run, "无主"); err != nil || c.asked[0] != "stop project/2021/ZD-001 r1: 无主" {
		t.Errorf("%v, %v", err, c.asked)
	}
	c.fail = serviceerror.NewNotFound("completed")
	if err := New(c, "duban").Stop(t.Context(), run, "无主"); err != nil {
		t.Errorf("one that has ended: %v", err)
	}
	c.fail = serviceerror.NewUnavailable("away")
	if err := New(c, "duban").Stop(t.Context(), run, "无主"); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("away: %v", err)
	}
}

func TestAProjectThatFailsAgainAndAgainIsStuck(t *testing.T) {
	ref := func(code string) contract.ProjectRef { return contract.ProjectRef{Year: 2021, Code: code} }
	c := &cluster{attempts: map[string]int32{"project/2021/fine": 0, "project/2021/hiccup": 3, "project/2021/stuck": 4}}
	got, err := New(c, "duban").StuckProjects(t.Context(), []contract.ProjectRef{ref("fine"), ref("gone"), ref("stuck"),
		ref("hiccup")})
	if diff := cmp.Diff([]contract.ProjectRef{ref("stuck")}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	c.fail = errors.New("away")
	if _, err := New(c, "duban").StuckProjects(t.Context(), []contract.ProjectRef{ref("fine")}); models.KindOf(
		err) != models.KindUnavailable {
		t.Errorf("away: %v", err)
	}
}

func TestAnImportStartedTwiceIsOne(t *testing.T) {
	c := &cluster{fail: serviceerror.NewWorkflowExecutionAlreadyStarted("already", "", "")}
	if err := New(c, "duban").StartImport(t.Context(), contract.Import{Batch: "b1"}); err != nil {
		t.Errorf("already started: %v", err)
	}
	if c.started.ID != "import/b1" ||
		c.started.WorkflowIDReusePolicy != enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY ||
		c.started.WorkflowIDConflictPolicy != enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING {
		t.Errorf("%+v", c.started)
	}
	c.fail = errors.New("dial tcp 10.0.0.7")
	err := New(c, "duban").StartImport(t.Context(), contract.Import{Batch: "b1"})
	if e := models.AsError(err); e.Kind != models.KindUnavailable || strings.Contains(e.Message.Text, "10.0.0.7") {
		t.Errorf("away: %v", err)
	}
}
