package app

import (
	"context"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"

	"duban/internal/testkit/enginetest"
	"duban/workflows/contract"
)

// TestEndedRunsOfTheOutboxAreForgotten ends a run of the outbox: it stays until it ended long enough ago, and the one
// that runs stays.
func TestEndedRunsOfTheOutboxAreForgotten(t *testing.T) {
	a, err := Run(context.Background(), settings(t), quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	server := enginetest.Dial(t, a.engine)
	runs := func() int {
		answer, err := server.CountWorkflow(t.Context(), &workflowservice.CountWorkflowExecutionsRequest{
			Namespace: a.engine.Namespace(), Query: "WorkflowId='" + contract.OutboxWorkflowID + "'"})
		if err != nil {
			t.Fatal(err)
		}
		return int(answer.GetCount())
	}
	until := func(want int) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); runs() != want; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%d runs, want %d", runs(), want)
			}
		}
	}
	begun := time.Now().Add(-time.Minute)
	if err := a.Service.Process.EnsureOutbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := server.TerminateWorkflow(t.Context(), contract.OutboxWorkflowID, "", "test"); err != nil {
		t.Fatal(err)
	}
	if err := a.Service.Process.EnsureOutbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(2)
	if n, err := a.forget(t.Context(), begun); n != 0 || err != nil {
		t.Fatalf("of a run that ended just now: %d, %v", n, err)
	}
	for n := 0; n == 0; { // the list of ended runs is a moment behind
		if n, err = a.forget(t.Context(), time.Now().Add(time.Minute)); err != nil || n > 1 {
			t.Fatalf("%d forgotten, %v", n, err)
		}
	}
	if *endure { // the server deletes a run that ended just now half a minute later
		until(1)
	}
	if d, err := server.DescribeWorkflowExecution(t.Context(), contract.OutboxWorkflowID, ""); err != nil ||
		d.GetWorkflowExecutionInfo().GetCloseTime() != nil {
		t.Errorf("the one that runs: %v, %v", d, err)
	}
}
