package simulate

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
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

// world is one simulated year: the environment with its clock, the house, and the people outside.
type world struct {
	Options
	ctx     context.Context
	store   *store.Store
	env     *testsuite.TestWorkflowEnvironment
	door    *tracking.Service
	people  *people
	log     *complaints
	mu      sync.Mutex
	started []contract.ProjectParams // what the import asked to start or poke, in its order
}

// The workflow and the activities of the simulation itself.
const (
	yearWorkflow   = "Year"
	activityStage  = "Stage"
	activityPeople = "People"
)

// stall is how long the environment may stand still before the simulation counts as stuck.
const stall = 2 * time.Minute

func newWorld(ctx context.Context, o Options, s *store.Store) *world {
	w := &world{Options: o, ctx: ctx, store: s, log: &complaints{}}
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(w.log)))
	w.env = suite.NewTestWorkflowEnvironment()
	w.env.SetStartTime(w.begin().Time())
	w.env.SetTestTimeout(stall)
	w.env.SetWorkerOptions(worker.Options{
		Interceptors:              []interceptor.WorkerInterceptor{&clock{}},
		BackgroundActivityContext: ctx,
		DeadlockDetectionTimeout:  stall, // a busy machine is no deadlock
	})
	w.env.SetDetachedChildWait(false)
	workflows.Register(w.env)
	w.env.RegisterWorkflowWithOptions(w.year, workflow.RegisterOptions{Name: yearWorkflow})
	house := &activities.Activities{Store: s, Calendar: o.Calendar, Starter: w}
	house.Register(w.env)
	w.env.RegisterActivityWithOptions(w.stage, activity.RegisterOptions{Name: activityStage})
	w.env.RegisterActivityWithOptions(w.act, activity.RegisterOptions{Name: activityPeople})
	w.door = &tracking.Service{Store: s, Process: &corridor{env: w.env}, Calendar: o.Calendar, Now: w.env.Now,
		Log: slog.New(slog.DiscardHandler)}
	w.people = newPeople(w)
	return w
}

// begin is the moment of the import, end the midnight after the last day.
func (w *world) begin() models.Instant { return w.From.At(morning, 0) }
func (w *world) end() models.Instant   { return (w.To + 1).At(0, 0) }

// live runs the year to its end.
func (w *world) live() (err error) {
	defer func() { // the environment panics when it is stuck
		if p := recover(); p != nil {
			err = models.AsError(fmt.Errorf("simulate: %v", p))
		}
	}()
	w.env.ExecuteWorkflow(yearWorkflow)
	if err := w.ctx.Err(); err != nil {
		return models.Errorf(models.KindUnavailable, "interrupted", "模拟已中断").Because(err)
	}
	if w.people.failed != nil {
		return w.people.failed
	}
	ended := translate(w.env.GetWorkflowError())
	if models.KindOf(ended) != models.KindInternal && ended != nil {
		return ended // a workbook was refused
	}
	if err := w.log.err(); err != nil {
		return err
	}
	return ended
}

// year is the root workflow: it imports the workbooks, starts the house's processes as its children, and lets people
// act at their moments until the last day is over.
func (w *world) year(ctx workflow.Context) error {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Hour})
	if err := w.start(ctx, contract.OutboxWorkflowID, contract.OutboxWorkflow); err != nil {
		return err
	}
	running := map[string]bool{}
	for _, book := range []Workbook{w.Plan, w.Milestones} {
		if err := w.bring(ctx, book, running); err != nil {
			return err
		}
	}
	for {
		now := models.InstantOf(workflow.Now(ctx))
		var next models.Instant
		if err := workflow.ExecuteLocalActivity(ctx, activityPeople, now).Get(ctx, &next); err != nil {
			return err
		}
		if next == 0 || next > w.end() {
			next = w.end()
		}
		if err := workflow.Sleep(ctx, next.Sub(models.InstantOf(workflow.Now(ctx)))); err != nil || next == w.end() {
			return err
		}
	}
}

// bring imports a workbook as the office does, and starts or pokes its projects.
func (w *world) bring(ctx workflow.Context, book Workbook, running map[string]bool) error {
	var batch string
	if err := workflow.ExecuteLocalActivity(ctx, activityStage, book).Get(ctx, &batch); err != nil {
		return err
	}
	options := workflow.ChildWorkflowOptions{WorkflowID: contract.ImportWorkflowID(batch)}
	by := contract.Person{ID: office.ID}
	if err := workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, options), contract.ImportWorkflow,
		contract.Import{Batch: batch, By: by}).Get(ctx, nil); err != nil {
		return err
	}
	w.mu.Lock()
	started := w.started
	w.started = nil
	w.mu.Unlock()
	for _, p := range started {
		id := contract.ProjectWorkflowID(p.Ref)
		if running[id] {
			if err := workflow.SignalExternalWorkflow(ctx, id, "", contract.SignalPoke, nil).Get(ctx, nil); err != nil {
				return err
			}
			continue
		}
		if err := w.start(ctx, id, contract.ProjectWorkflow, p); err != nil {
			return err
		}
		running[id] = true
	}
	return nil
}

// start starts a process that runs until the year ends.
func (w *world) start(ctx workflow.Context, id, workflowType string, args ...any) error {
	options := workflow.ChildWorkflowOptions{WorkflowID: id, ParentClosePolicy: enums.PARENT_CLOSE_POLICY_TERMINATE}
	return workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, options), workflowType, args...).
		GetChildWorkflowExecution().Get(ctx, nil)
}

// StartOrPoke notes what an import wants started; the year's workflow does it.
func (w *world) StartOrPoke(_ context.Context, p contract.ProjectParams) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.started = append(w.started, p)
	return nil
}

// stage previews and stages a workbook through the same door as everybody's.
func (w *world) stage(ctx context.Context, book Workbook) (string, error) {
	if err := enrol(ctx, w.store, office, second); err != nil {
		return "", refuse(err)
	}
	preview, err := w.door.PreviewImport(ctx, office, tracking.Upload{
		FileName: book.Name, Content: book.Content, LiveFrom: w.From, Key: "simulate/import/" + book.Name,
	})
	switch {
	case err != nil:
		return "", refuse(err)
	case preview.Errors+preview.Conflicts > 0:
		return "", refuse(models.Errorf(models.KindInvalid, "workbook_errors",
			"%s 有 %d 处错误、%d 处冲突，不能模拟，请用 duban inspect 查看并改正", book.Name, preview.Errors, preview.Conflicts))
	case preview.Identical || preview.Committed:
		return "", refuse(models.Errorf(models.KindInvalid, "nothing_new", "%s 没有新的内容，请核对是否选错了文件", book.Name))
	case preview.Kind == models.BatchPlan && (preview.Period < strconv.Itoa(w.From.Year()) ||
		preview.Period > strconv.Itoa(w.To.Year())):
		return "", refuse(models.Errorf(models.KindInvalid, "wrong_year", "%s 是 %s 年的计划，不在模拟期间 %s 至 %s 内，请更正日期", book.Name,
			preview.Period, w.From, w.To))
	}
	asked := func(tx *store.Tx) error {
		return tx.RequestCommit(preview.Batch, office, models.InstantOf(w.env.Now()))
	}
	if err := w.store.Write(ctx, asked); err != nil {
		return "", refuse(err)
	}
	return preview.Batch, nil
}

// act lets everybody whose moment has come do what they have in mind, and returns the next such moment. It ends the
// year when something has gone wrong in the house.
func (w *world) act(ctx context.Context, now models.Instant) (models.Instant, error) {
	if err := w.log.err(); err != nil {
		return 0, refuse(err)
	}
	return w.people.act(ctx, now)
}
