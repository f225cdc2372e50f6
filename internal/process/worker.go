package process

import (
	"time"

	"go.temporal.io/sdk/worker"

	"duban/workflows/contract"
)

// Worker runs the product's workflows and activities.
type Worker struct{ worker worker.Worker }

// WorkerOptions are the settings of a worker that depend on the deployment.
type WorkerOptions struct {
	Embedded bool        // the server runs in this process: sticky tasks may wait longer
	OnFatal  func(error) // called when the worker cannot go on
}

// Registry takes workflows and activities.
type Registry = worker.Registry

// NewWorker makes a worker; register then takes the workflows and activities.
//
// The number of pollers scales: with a fixed number all of them can wait on the sticky queue, and new workflows then
// stall for seconds (temporalio/temporal#4562).
func NewWorker(c *Client, o WorkerOptions, register ...func(Registry)) *Worker {
	// With an embedded server its own workers have set the size already, see the engine's settings. A run that is not
	// cached is replayed from a short history.
	worker.SetStickyWorkflowCacheSize(2000)
	worker.SetBinaryChecksum(buildID)
	pollers := func(initial int) worker.PollerBehavior {
		return worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
			InitialNumberOfPollers: initial, MinimumNumberOfPollers: 2, MaximumNumberOfPollers: 32})
	}
	options := worker.Options{
		WorkflowTaskPollerBehavior:  pollers(8),
		ActivityTaskPollerBehavior:  pollers(4),
		DisableRegistrationAliasing: true,
		WorkerStopTimeout:           10 * time.Second,
		// Otherwise the SDK keeps a heartbeat back until only a fifth of its timeout is left, too little on a busy machine.
		MaxHeartbeatThrottleInterval: time.Second,
		OnFatalError:                 o.OnFatal,
	}
	if o.Embedded {
		// Longer than the default of 5 s, so that a burst of starts does not push workflows off the sticky queue; no longer
		// than a person waits, because tasks on the sticky queue of a killed process are moved only after that time.
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

// Stop waits up to ten seconds for running tasks and activities.
func (w *Worker) Stop() { w.worker.Stop() }
