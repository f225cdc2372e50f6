package process

import (
	"time"

	"go.temporal.io/sdk/worker"

	"duban/workflows/contract"
)

// Worker runs the product's workflows and activities.
type Worker struct{ worker worker.Worker }

// WorkerOptions are what a deployment may choose.
type WorkerOptions struct {
	Embedded bool        // the server is in this process: sticky tasks may wait longer
	OnFatal  func(error) // called when the worker cannot go on
}

// Registry takes workflows and activities.
type Registry = worker.Registry

// NewWorker makes a worker; register then takes the workflows and activities.
//
// Pollers scale by themselves: with a fixed number every poller can end up on the sticky queue, and new workflows stall
// for seconds (measured in design/temporal.md, 2.7).
func NewWorker(c *Client, o WorkerOptions, register ...func(Registry)) *Worker {
	// Most projects wait for days: what is cached for them is memory for nothing. A project that is not in the cache is
	// replayed from a short history.
	worker.SetStickyWorkflowCacheSize(500)
	pollers := func(initial int) worker.PollerBehavior {
		return worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
			InitialNumberOfPollers: initial, MinimumNumberOfPollers: 2, MaximumNumberOfPollers: 32})
	}
	options := worker.Options{
		WorkflowTaskPollerBehavior:  pollers(8),
		ActivityTaskPollerBehavior:  pollers(4),
		DisableRegistrationAliasing: true,
		WorkerStopTimeout:           10 * time.Second,
		OnFatalError:                o.OnFatal,
	}
	if o.Embedded {
		// Longer than the default of 5 s, so that a burst of starts does not push workflows off the sticky queue; no longer
		// than people wait, because what a killed process left on its sticky queue moves only after that time.
		options.StickyScheduleToStartTimeout = 8 * time.Second
	}
	w := worker.New(c.temporal, contract.TaskQueue, options)
	for _, r := range register {
		r(w)
	}
	return &Worker{w}
}

// Start begins polling.
func (w *Worker) Start() error { return translate(w.worker.Start()) }

// Stop lets what is under way finish, within ten seconds.
func (w *Worker) Stop() { w.worker.Stop() }
