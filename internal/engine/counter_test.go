//go:build !noembed && unix

package engine_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/internal/engine"
	"duban/internal/testkit/enginetest"
)

// The workflow of these tests keeps the numbers it is given until it is told to finish.
const (
	queue    = "counter"
	numbers  = "numbers"
	add      = "add"
	finish   = "finish"
	counter1 = "counter/1"
)

func numbersWorkflow(ctx workflow.Context) ([]int, error) {
	var kept []int
	done := false
	err := workflow.SetUpdateHandler(ctx, add, func(_ workflow.Context, n int) (int, error) {
		kept = append(kept, n)
		return len(kept), nil
	})
	if err != nil {
		return nil, err
	}
	workflow.Go(ctx, func(ctx workflow.Context) {
		done = workflow.GetSignalChannel(ctx, finish).Receive(ctx, nil)
	})
	if err := workflow.Await(ctx, func() bool { return done && workflow.AllHandlersFinished(ctx) }); err != nil {
		return nil, err
	}
	slices.Sort(kept)
	return kept, nil
}

// startWorker runs the workflow's worker and returns its stop.
func startWorker(c client.Client) (stop func(), err error) {
	w := worker.New(c, queue, worker.Options{})
	w.RegisterWorkflowWithOptions(numbersWorkflow, workflow.RegisterOptions{Name: numbers})
	return w.Stop, w.Start()
}

// startNumbers starts the workflow.
func startNumbers(ctx context.Context, c client.Client, id string) error {
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: queue}, numbers)
	return err
}

// addNumber gives the workflow a number and waits until it has it.
func addNumber(ctx context.Context, c client.Client, id string, n int) error {
	handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: add, Args: []any{n}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}

// finishNumbers ends the workflow and returns what it kept.
func finishNumbers(t *testing.T, c client.Client, id string) []int {
	t.Helper()
	ctx := within(t, time.Minute)
	if err := c.SignalWorkflow(ctx, id, "", finish, nil); err != nil {
		t.Fatal(err)
	}
	var kept []int
	if err := c.GetWorkflow(ctx, id, "").Get(ctx, &kept); err != nil {
		t.Fatal(err)
	}
	return kept
}

// runEngine starts an engine and returns it with a client and a stop that a test may call before its end.
func runEngine(t *testing.T, o engine.Options) (*engine.Engine, client.Client, func()) {
	t.Helper()
	e, err := engine.Start(within(t, time.Minute), o)
	if err != nil {
		t.Fatal(err)
	}
	c := enginetest.Dial(t, e)
	stop := func() {
		if err := e.Stop(context.Background()); err != nil {
			t.Errorf("stop: %v", err)
		}
	}
	t.Cleanup(stop)
	return e, c, stop
}

// work runs the workflow's worker until the test ends or the returned function is called.
func work(t *testing.T, c client.Client) func() {
	t.Helper()
	stop, err := startWorker(c)
	if err != nil {
		t.Fatal(err)
	}
	stopped := false
	once := func() {
		if !stopped {
			stopped = true
			stop()
		}
	}
	t.Cleanup(once)
	return once
}

// within bounds what would otherwise hang a test for ten minutes; it measures nothing.
func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}
