package process

import (
	"context"
	"testing"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"duban/models"
	"duban/workflows/contract"
)

// answers is a Temporal client whose calls fail with err, or succeed; it records what they named.
type answers struct {
	client.Client
	err       error
	called    []string
	described *workflowservice.DescribeWorkflowExecutionResponse
}

func (a *answers) ExecuteWorkflow(_ context.Context, o client.StartWorkflowOptions, _ any,
	_ ...any) (client.WorkflowRun, error) {
	a.called = append(a.called, "start "+o.ID)
	return nil, a.err
}

func (a *answers) SignalWithStartWorkflow(_ context.Context, id, signal string, _ any, o client.StartWorkflowOptions,
	_ any, _ ...any) (client.WorkflowRun, error) {
	a.called = append(a.called, signal+" "+id)
	return nil, a.err
}

func (a *answers) CancelWorkflow(_ context.Context, id, _ string) error {
	a.called = append(a.called, "cancel "+id)
	return a.err
}

func (a *answers) DescribeWorkflowExecution(context.Context, string,
	string) (*workflowservice.DescribeWorkflowExecutionResponse, error) {
	return a.described, a.err
}

func (a *answers) GetWorkflow(_ context.Context, id, _ string) client.WorkflowRun {
	a.called = append(a.called, "await "+id)
	return run{err: a.err}
}

func (a *answers) QueryWorkflow(_ context.Context, id, _, query string, _ ...any) (converter.EncodedValue, error) {
	a.called = append(a.called, query+" "+id)
	return progress{}, a.err
}

type run struct {
	client.WorkflowRun
	err error
}

func (r run) Get(context.Context, any) error { return r.err }

type progress struct{ converter.EncodedValue }

func (progress) Get(v any) error {
	*v.(*contract.Progress) = contract.Progress{Stage: "starting", Done: 3}
	return nil
}

// Each method reaches the workflow of its ID, and an unavailable server is KindUnavailable.
func TestEachMethodReachesItsWorkflow(t *testing.T) {
	read := contract.Read{Draft: "d", Reading: "r"}
	for want, call := range map[string]func(c *Client) error{
		"start reading/r":  func(c *Client) error { return c.StartReading(t.Context(), read) },
		"await reading/r":  func(c *Client) error { return c.ReadingResult(t.Context(), "r") },
		"cancel reading/r": func(c *Client) error { return c.StopReading(t.Context(), "r") },
		"start import/b":   func(c *Client) error { return c.StartImport(t.Context(), contract.Import{Batch: "b"}) },
		"poke outbox":      func(c *Client) error { return c.EnsureOutbox(t.Context()) },
		"poke project/2021/ZD/7": func(c *Client) error {
			return c.StartOrPoke(t.Context(), params)
		},
		"await import/b": func(c *Client) error {
			_, err := c.ImportResult(t.Context(), "b")
			return err
		},
		"progress import/b": func(c *Client) error {
			_, err := c.ImportProgress(t.Context(), "b")
			return err
		},
	} {
		t.Run(want, func(t *testing.T) {
			server := &answers{}
			if err := call(New(server, "test")); err != nil || len(server.called) != 1 || server.called[0] != want {
				t.Errorf("called %q: %v", server.called, err)
			}
			server.err = serviceerror.NewUnavailable("away")
			if err := call(New(server, "test")); models.KindOf(err) != models.KindUnavailable {
				t.Errorf("unavailable: %v", err)
			}
		})
	}
}

func TestAReadingThatHasEndedIsStopped(t *testing.T) {
	server := &answers{err: serviceerror.NewNotFound("gone")}
	if err := New(server, "test").StopReading(t.Context(), "r"); err != nil {
		t.Error(err)
	}
}

func TestProgressOfAReading(t *testing.T) {
	beat, err := converter.GetDefaultDataConverter().ToPayloads(contract.Progress{Stage: "rows", Total: 9, Done: 4})
	if err != nil {
		t.Fatal(err)
	}
	described := func(status enumspb.WorkflowExecutionStatus,
		beats ...*commonpb.Payloads) *workflowservice.DescribeWorkflowExecutionResponse {
		d := &workflowservice.DescribeWorkflowExecutionResponse{
			WorkflowExecutionInfo: &workflowpb.WorkflowExecutionInfo{Status: status},
		}
		for _, b := range beats {
			d.PendingActivities = append(d.PendingActivities, &workflowpb.PendingActivityInfo{HeartbeatDetails: b})
		}
		return d
	}
	for name, c := range map[string]struct {
		server  answers
		want    contract.Progress
		running bool
		kind    models.Kind
	}{
		"not started": {server: answers{err: serviceerror.NewNotFound("gone")}},
		"unavailable": {server: answers{err: serviceerror.NewUnavailable("away")}, kind: models.KindUnavailable},
		"ended":       {server: answers{described: described(enumspb.WORKFLOW_EXECUTION_STATUS_COMPLETED)}},
		"begun": {server: answers{described: described(enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING)}, running: true,
			want: contract.Progress{Stage: "reading"}},
		"under way": {server: answers{described: described(enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, beat)}, running: true,
			want: contract.Progress{Stage: "rows", Total: 9, Done: 4}},
	} {
		t.Run(name, func(t *testing.T) {
			got, running, err := New(&c.server, "test").ReadingProgress(t.Context(), "r")
			if got != c.want || running != c.running || models.KindOf(err) != c.kind {
				t.Errorf("%+v, %t, %v", got, running, err)
			}
		})
	}
}
