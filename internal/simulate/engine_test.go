package simulate

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/tracking"
	"duban/workflows"
	"duban/workflows/contract"
)

// engine runs a simulation on the program itself: tracking, workflows, activities and store, in the SDK's test
// environment. One root workflow is the simulation, the workflows of the product are its children, and all of them
// share one clock that jumps to the next moment at which anything is to be done. People act in an activity of the
// root, through tracking like every caller.
type engine struct {
	Options
	ctx        context.Context
	store      *store.Store
	env        *testsuite.TestWorkflowEnvironment
	tracking   *tracking.Service
	simulation *Simulation
	log        *firstError
	mu         sync.Mutex
	toStart    []contract.ProjectParams // what the import asked to start or poke, in its order
}

// The workflow and the activities of the simulation itself.
const (
	simulationWorkflow = "Simulation"
	activityPreview    = "Preview"
	activityPeople     = "People"
)

// stall is how long the environment may stand still before the simulation counts as stuck.
const stall = 2 * time.Minute

// runEngine is Run on the engine, with a database of its own.
func runEngine(t testing.TB, o Options) (*Year, error) {
	t.Helper()
	if err := o.complete(); err != nil {
		return nil, err
	}
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "simulate.db"), Scratch: true})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	e := newEngine(t.Context(), o, s)
	if err := e.run(); err != nil {
		return nil, err
	}
	return e.simulation.year(t.Context())
}

func newEngine(ctx context.Context, o Options, s *store.Store) *engine {
	e := &engine{Options: o, ctx: ctx, store: s, log: &firstError{}}
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(e.log)))
	e.env = suite.NewTestWorkflowEnvironment()
	e.env.SetStartTime(e.begin().Time())
	e.env.SetTestTimeout(stall)
	e.env.SetWorkerOptions(worker.Options{
		Interceptors:              []interceptor.WorkerInterceptor{&clock{}},
		BackgroundActivityContext: ctx,
		DeadlockDetectionTimeout:  stall, // a busy machine is no deadlock
	})
	e.env.SetDetachedChildWait(false)
	workflows.Register(e.env)
	e.env.RegisterWorkflowWithOptions(e.root, workflow.RegisterOptions{Name: simulationWorkflow})
	effects := &activities.Activities{Store: s, Calendar: o.Calendar, Starter: e}
	effects.Register(e.env)
	e.env.RegisterActivityWithOptions(e.preview, activity.RegisterOptions{Name: activityPreview})
	e.env.RegisterActivityWithOptions(e.act, activity.RegisterOptions{Name: activityPeople})
	e.tracking = &tracking.Service{Store: s, Process: &updates{env: e.env}, Calendar: o.Calendar, Now: e.env.Now,
		Log: slog.New(slog.DiscardHandler)}
	e.simulation = newSimulation(o, e)
	return e
}

// run simulates the days to their end.
func (e *engine) run() (err error) {
	defer func() { // the environment panics when it is stuck
		if p := recover(); p != nil {
			err = models.AsError(fmt.Errorf("simulate: %v", p))
		}
	}()
	e.env.ExecuteWorkflow(simulationWorkflow)
	if err := e.ctx.Err(); err != nil {
		return interrupted(err)
	}
	if e.simulation.failed != nil {
		return e.simulation.failed
	}
	ended := translate(e.env.GetWorkflowError())
	if models.KindOf(ended) != models.KindInternal && ended != nil {
		return ended // a workbook was refused
	}
	if err := e.log.err(); err != nil {
		return err
	}
	return ended
}

// root is the root workflow: it starts the outbox, imports the workbooks of the day, and lets people act at their
// moments until the last day is over.
func (e *engine) root(ctx workflow.Context) error {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Hour})
	if err := e.start(ctx, contract.OutboxWorkflowID, contract.OutboxWorkflow); err != nil {
		return err
	}
	running, imports := map[string]bool{}, e.imports()
	for {
		now := models.InstantOf(workflow.Now(ctx))
		for len(imports) > 0 && imports[0].On.At(importHour, 0) <= now {
			if err := e.bring(ctx, imports[0].Workbook, running); err != nil {
				return err
			}
			imports, e.simulation.imported = imports[1:], true
		}
		var next models.Instant
		if err := workflow.ExecuteLocalActivity(ctx, activityPeople, now).Get(ctx, &next); err != nil {
			return err
		}
		if len(imports) > 0 {
			next = earliest(next, imports[0].On.At(importHour, 0))
		}
		if next == 0 || next > e.end() {
			next = e.end()
		}
		if err := workflow.Sleep(ctx, next.Sub(models.InstantOf(workflow.Now(ctx)))); err != nil || next == e.end() {
			return err
		}
	}
}

// bring imports a workbook as the office does, and starts or pokes its projects.
func (e *engine) bring(ctx workflow.Context, book Workbook, running map[string]bool) error {
	var batch string
	if err := workflow.ExecuteLocalActivity(ctx, activityPreview, book).Get(ctx, &batch); err != nil {
		return err
	}
	options := workflow.ChildWorkflowOptions{WorkflowID: contract.ImportWorkflowID(batch)}
	by := contract.Person{ID: Office.ID}
	if err := workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, options), contract.ImportWorkflow,
		contract.Import{Batch: batch, By: by}).Get(ctx, nil); err != nil {
		return err
	}
	e.mu.Lock()
	toStart := e.toStart
	e.toStart = nil
	e.mu.Unlock()
	for _, p := range toStart {
		id := contract.ProjectWorkflowID(p.Ref)
		if running[id] {
			if err := workflow.SignalExternalWorkflow(ctx, id, "", contract.SignalPoke, nil).Get(ctx, nil); err != nil {
				return err
			}
			continue
		}
		if err := e.start(ctx, id, contract.ProjectWorkflow, p); err != nil {
			return err
		}
		running[id] = true
	}
	return nil
}

// start starts a workflow that runs until the simulation ends.
func (e *engine) start(ctx workflow.Context, id, workflowType string, args ...any) error {
	options := workflow.ChildWorkflowOptions{WorkflowID: id, ParentClosePolicy: enums.PARENT_CLOSE_POLICY_TERMINATE}
	return workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, options), workflowType, args...).
		GetChildWorkflowExecution().Get(ctx, nil)
}

// StartOrPoke notes what an import wants started; the root workflow does it.
func (e *engine) StartOrPoke(_ context.Context, p contract.ProjectParams) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.toStart = append(e.toStart, p)
	return nil
}

// preview previews and stages a workbook as the office does, and returns the batch to be committed.
func (e *engine) preview(ctx context.Context, book Workbook) (string, error) {
	now := models.InstantOf(e.env.Now())
	if err := e.enrol(ctx, Office, SecondOfficer); err != nil {
		return "", refuse(err)
	}
	preview, err := e.tracking.PreviewImport(ctx, Office, tracking.Upload{
		FileName: book.Name, Content: book.Content, LiveFrom: now.Date(), Rehearsed: true, Key: "simulate/import/" +
			book.Name,
	})
	if err != nil {
		return "", refuse(err)
	}
	if err := checkImport(e.Options, book.Name, importSummary{
		errors: preview.Errors, conflicts: preview.Conflicts, unchanged: preview.Identical || preview.Committed,
		kind: preview.Kind, period: preview.Period,
	}); err != nil {
		return "", refuse(err)
	}
	asked := func(tx *store.Tx) error { return tx.RequestCommit(preview.Batch, Office, now) }
	if err := e.store.Write(ctx, asked); err != nil {
		return "", refuse(err)
	}
	return preview.Batch, nil
}

// act lets people act, and returns the next moment at which anyone does. It ends the simulation when something has gone
// wrong in a workflow.
func (e *engine) act(ctx context.Context, now models.Instant) (models.Instant, error) {
	if err := e.log.err(); err != nil {
		return 0, refuse(err)
	}
	next, err := e.simulation.act(ctx, now)
	if err != nil {
		return 0, refuse(err)
	}
	return next, nil
}
