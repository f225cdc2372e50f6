package app

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"duban/activities"
	"duban/internal/engine"
	"duban/internal/pace"
	"duban/internal/process"
	"duban/internal/testkit/enginetest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/workflows"
	"duban/workflows/contract"
)

// starting is a server in memory with the product's worker, and a service over the same database.
type starting struct {
	t         *testing.T
	temporal  client.Client
	processes *process.Client
	db        *store.Store
	effects   *activities.Activities
	service   *tracking.Service
	now       models.Instant
}

func newStarting(t *testing.T) *starting {
	t.Helper()
	temporal, e := enginetest.New(t, func(o *engine.Options) {
		o.Namespace, o.SearchAttributes = "duban", process.SearchAttributes()
	})
	db, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &starting{t: t, temporal: temporal, db: db, now: models.InstantOf(time.Now())}
	seedFollowed(t, db, s.now)
	s.processes = process.New(temporal, e.Namespace())
	s.effects = &activities.Activities{Store: db, Calendar: calendarWith, Starter: s.processes,
		Pace: pace.Pace{AtOnce: startsAtOnce}}
	s.service = &tracking.Service{Store: db, Process: s.processes, Calendar: calendarWith, Now: time.Now, Log: quiet()}
	worker := process.NewWorker(s.processes, process.WorkerOptions{Embedded: true},
		func(r process.Registry) { workflows.Register(r) }, func(r process.Registry) { s.effects.Register(r) })
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(worker.Stop)
	return s
}

// commit commits an import of so many new projects, and does not start them.
func (s *starting) commit(batch string, many int) contract.Promoted {
	s.t.Helper()
	s.stage(batch, many)
	promoted, err := s.effects.PromoteImport(s.t.Context(), contract.Promote{Batch: batch, Now: s.now})
	if err != nil || promoted.Starts != many {
		s.t.Fatalf("%+v, %v", promoted, err)
	}
	return promoted
}

func (s *starting) stage(batch string, many int) {
	s.t.Helper()
	var rows []models.ImportRow
	add := func(entity, project string, row any) {
		after, err := json.Marshal(row)
		if err != nil {
			s.t.Fatal(err)
		}
		rows = append(rows, models.ImportRow{BatchID: batch, Position: len(rows) + 1, Action: "new", Entity: entity,
			ProjectID: project, After: string(after)})
	}
	for i := range many {
		code := fmt.Sprintf("%s-%03d", batch, i+1)
		p := models.Project{ID: models.ProjectID(2026, code), Year: 2026, Code: code, Name: code, NameKey: code,
			Status: models.ProjectOpen, AnnualPlan: 1}
		add("projects", p.ID, p)
		add("memberships", p.ID, models.Membership{ProgrammeID: "district-2026", ProjectID: p.ID, Position: i + 2})
	}
	storetest.Write(s.t, s.db, func(tx *store.Tx) error {
		staged := models.ImportBatch{ID: batch, ProgrammeID: "district-2026", Status: models.BatchStaged}
		if err := tx.StageBatch(staged, rows); err != nil {
			return err
		}
		return tx.RequestCommit(batch, models.Operator, s.now)
	})
}

// start starts a range of a batch's projects, as the import's activity does.
func (s *starting) start(batch string, from, count int) {
	s.t.Helper()
	chunk := contract.StartProjects{Batch: batch, From: from, Count: count, Settled: true}
	if err := s.effects.StartProjects(s.t.Context(), chunk); err != nil {
		s.t.Fatal(err)
	}
}

func (s *starting) reconcile() {
	s.t.Helper()
	if _, err := s.service.Reconcile(s.t.Context(), models.System); err != nil {
		s.t.Fatal(err)
	}
}

// runs returns how many runs of projects there ever were.
func (s *starting) runs(many int) {
	s.t.Helper()
	await(s.t, fmt.Sprint(many, " runs"), func() bool {
		answer, err := s.temporal.CountWorkflow(s.t.Context(), &workflowservice.CountWorkflowExecutionsRequest{
			Namespace: "duban", Query: "WorkflowType='" + contract.ProjectWorkflow + "'"})
		return err == nil && answer.GetCount() == int64(many)
	})
}

// Whoever starts the projects of an import, and however often, each is started once, and none looks for itself what is
// due: the import, the import again after it was interrupted, and a reconcile before, between or after.
func TestEveryProjectIsStartedOnce(t *testing.T) {
	const many = 6
	s := newStarting(t)
	s.start1(t)
	for batch, steps := range map[string]func(batch string){
		"A": func(b string) { s.start(b, 0, many); s.start(b, 0, many); s.reconcile() },
		"B": func(b string) { s.reconcile(); s.start(b, 0, many) }, // killed between commit and start
		"C": func(b string) { s.start(b, 0, 3); s.reconcile(); s.start(b, 2, many) },
	} {
		s.commit(batch, many)
		steps(batch)
	}
	s.runs(1 + 3*many)
	for _, batch := range []string{"A", "B", "C"} {
		for i := range many {
			id := contract.ProjectWorkflowID(contract.ProjectRef{Year: 2026, Code: fmt.Sprintf("%s-%03d", batch, i+1)})
			await(t, "the timer of "+id, s.sees(id, enumspb.EVENT_TYPE_TIMER_STARTED))
			if s.sees(id, enumspb.EVENT_TYPE_MARKER_RECORDED)() || s.sees(id, enumspb.EVENT_TYPE_TIMER_CANCELED)() {
				t.Errorf("%s looked what is due, or set its timer again", id)
			}
		}
	}
}

// start1 starts the project that was there before.
func (s *starting) start1(t *testing.T) {
	t.Helper()
	s.reconcile()
	id := contract.ProjectWorkflowID(contract.ProjectRef{Year: 2026, Code: "ZD-001"})
	await(t, "the first project", s.sees(id, enumspb.EVENT_TYPE_TIMER_STARTED))
}

func (s *starting) sees(id string, event enumspb.EventType) func() bool {
	return func() bool {
		for _, e := range history(s.t, s.temporal, id, "") {
			if e.GetEventType() == event {
				return true
			}
		}
		return false
	}
}

// An import that is undone while its projects are being started starts no more, and those that run end.
func TestAnImportIsUndoneWhileItStarts(t *testing.T) {
	const many = 6
	s := newStarting(t)
	s.start1(t)
	s.commit("A", many)
	s.start("A", 0, 3)
	s.runs(4)
	if _, err := s.service.UndoImport(t.Context(), models.Operator, "undo", "A"); err != nil {
		t.Fatal(err)
	}
	s.start("A", 3, many)
	await(t, "the end of the runs", func() bool {
		running, err := s.processes.RunningProjects(t.Context())
		return err == nil && len(running) == 1 && running[0].Ref.Code == "ZD-001"
	})
	s.runs(4)
}

// The steps of an import come after people's commands: its activities have a lower priority.
func TestAnImportHasALowerPriority(t *testing.T) {
	s := newStarting(t)
	s.stage("A", 3)
	if err := s.processes.StartImport(t.Context(), contract.Import{Batch: "A"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	done, err := s.processes.ImportResult(ctx, "A")
	if want := (contract.Progress{Stage: "done", Total: 3, Done: 3}); err != nil || done != want {
		t.Fatalf("%+v, %v", done, err)
	}
	scheduled := 0
	for _, e := range history(t, s.temporal, contract.ImportWorkflowID("A"), "") {
		if a := e.GetActivityTaskScheduledEventAttributes(); a != nil {
			scheduled++
			if a.GetPriority().GetPriorityKey() <= 3 {
				t.Errorf("%s has the priority %d; commands have 3", a.GetActivityType().GetName(),
					a.GetPriority().GetPriorityKey())
			}
		}
	}
	if scheduled != 2 {
		t.Errorf("%d activities", scheduled)
	}
}
