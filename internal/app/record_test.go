package app

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"duban/internal/engine"
	"duban/internal/process"
	"duban/internal/testkit/enginetest"
	"duban/models"
	"duban/workflows"
	"duban/workflows/contract"
)

var record = flag.String("record", "", "record histories for workflows/replay_test.go; the value ends their names")

// keep writes a history beside those that are there. It never writes over one.
func keep(t *testing.T, name string, events []*historypb.HistoryEvent) {
	t.Helper()
	text, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(&historypb.History{Events: events})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "workflows", "testdata", "histories", name+"-"+*record+".json")
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		t.Fatalf("a recorded history is never replaced, choose another -record: %v", err)
	}
	if _, err := file.WriteString(strings.TrimSpace(string(text)) + "\n"); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// script answers activities in the order of their calls; the last answer of an activity repeats.
type script struct {
	mu      sync.Mutex
	answers map[string][]func() (any, error)
}

func (s *script) next(name string) (any, error) {
	s.mu.Lock()
	list := s.answers[name]
	if len(list) > 1 {
		s.answers[name] = list[1:]
	}
	s.mu.Unlock()
	return list[0]()
}

// scripted makes an activity known that answers by the script.
func scripted[P, R any](r process.Registry, s *script, name string) {
	r.RegisterActivityWithOptions(func(context.Context, P) (R, error) {
		answer, err := s.next(name)
		out, _ := answer.(R)
		return out, err
	}, activity.RegisterOptions{Name: name})
}

func refusal() error {
	return temporal.NewNonRetryableApplicationError("month_approved", string(models.KindConflict), nil,
		contract.ErrorDetails{Code: "month_approved"})
}

func unavailable() error {
	return temporal.NewApplicationError("away", string(models.KindUnavailable), contract.ErrorDetails{Code: "away"})
}

// soon is an outcome whose project waits for a moment in three seconds.
func soon(colour string, messages int) func() (any, error) {
	return func() (any, error) {
		at := models.InstantOf(time.Now()).Add(3 * time.Second)
		return contract.Outcome{Next: models.Moment{At: at, What: "催办"}, Revision: 1, Messages: messages,
			Answer:     contract.Answer{Project: "ZD-001", NextAt: at, Next: "催办"},
			Attributes: contract.Attributes{Programmes: []string{"district-2026"}, Colour: colour, NextDue: at}}, nil
	}
}

// later is an outcome whose project waits for a day.
func later() (any, error) {
	at := models.InstantOf(time.Now()).Add(24 * time.Hour)
	return contract.Outcome{Next: models.Moment{At: at, What: "督办"}, Revision: 2,
		Attributes: contract.Attributes{Programmes: []string{"district-2026"}, Colour: "red", NextDue: at}}, nil
}

func fails(err error) func() (any, error) { return func() (any, error) { return nil, err } }

func gives(v any) func() (any, error) { return func() (any, error) { return v, nil } }

// recorder is a server in memory with the product's workflows over scripted activities.
type recorder struct {
	t         *testing.T
	temporal  client.Client
	processes *process.Client
	script    *script
}

func newRecorder(t *testing.T, suggestAfter int, answers map[string][]func() (any, error)) *recorder {
	t.Helper()
	if *record == "" {
		t.Skip("records histories: go test ./internal/app -run Record -record NAME")
	}
	c, e := enginetest.New(t, func(o *engine.Options) {
		o.Namespace, o.SearchAttributes, o.SuggestContinueAfter = "duban", process.SearchAttributes(), suggestAfter
	})
	r := &recorder{t: t, temporal: c, processes: process.New(c, e.Namespace()), script: &script{answers: answers}}
	worker := process.NewWorker(r.processes, process.WorkerOptions{Embedded: true},
		func(to process.Registry) { workflows.Register(to) }, func(to process.Registry) {
			scripted[contract.Advance, contract.Outcome](to, r.script, contract.ActivityAdvance)
			scripted[contract.RunCommand, contract.Outcome](to, r.script, contract.ActivityRunCommand)
			scripted[contract.Promote, contract.Promoted](to, r.script, contract.ActivityPromoteImport)
			scripted[contract.StartProjects, struct{}](to, r.script, contract.ActivityStartProjects)
			scripted[contract.Deliver, contract.Delivered](to, r.script, contract.ActivityDeliverOutbox)
			scripted[contract.Deliver, contract.Routed](to, r.script, contract.ActivityRouteDeliveries)
			scripted[contract.SendBy, contract.SentBy](to, r.script, contract.ActivitySendDeliveries)
			scripted[contract.AdvanceOrder, contract.OrderOutcome](to, r.script, contract.ActivityAdvanceOrder)
			scripted[contract.AdvanceRound, contract.RoundOutcome](to, r.script, contract.ActivityAdvanceRound)
			to.RegisterActivityWithOptions(func(ctx context.Context, p contract.Read) error {
				if p.Key != "waits" {
					_, err := r.script.next(contract.ActivityReadWorkbook)
					return err
				}
				for ctx.Err() == nil {
					activity.RecordHeartbeat(ctx, contract.Progress{Stage: "reading"})
					time.Sleep(100 * time.Millisecond)
				}
				return ctx.Err()
			}, activity.RegisterOptions{Name: contract.ActivityReadWorkbook})
		})
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(worker.Stop)
	return r
}

func (r *recorder) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// has reports whether a run's history has at least n events of a type.
func (r *recorder) has(id, run string, event enumspb.EventType, n int) func() bool {
	return func() bool {
		found := 0
		for _, e := range history(r.t, r.temporal, id, run) {
			if e.GetEventType() == event {
				found++
			}
		}
		return found >= n
	}
}

// current is the ID of a workflow's run.
func (r *recorder) current(id string) string {
	r.t.Helper()
	d, err := r.temporal.DescribeWorkflowExecution(r.t.Context(), id, "")
	r.must(err)
	return d.GetWorkflowExecutionInfo().GetExecution().GetRunId()
}

// A project of each protocol: pokes, fired timers, commands done and refused, one that outlasts the database, a failed
// activity, a message for the outbox, and its next run.
func TestRecordProjects(t *testing.T) {
	for protocol, name := range []string{"project-protocol-0", "project-protocol-1", "project-protocol-2"} {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, 0, map[string][]func() (any, error){
				contract.ActivityAdvance: {soon("green", 0), soon("yellow", 1), soon("yellow", 0), later},
				contract.ActivityRunCommand: {soon("red", 1), fails(refusal()), fails(unavailable()), fails(unavailable()),
					fails(unavailable()), fails(unavailable()), fails(unavailable()), fails(unavailable()), fails(unavailable()),
					fails(unavailable()), fails(unavailable()), fails(unavailable()), fails(refusal()), later},
				contract.ActivityDeliverOutbox: {gives(contract.Delivered{})},
			})
			r.must(r.processes.EnsureOutbox(t.Context()))
			params := contract.StartProject(models.Project{ID: followed, Year: 2026, Code: "ZD-001", Name: "甲项目"})
			params.Protocol = protocol
			params.MaxHistory = 90
			r.must(r.processes.StartOrPoke(t.Context(), params))
			id := contract.ProjectWorkflowID(params.Ref)
			run := r.current(id)
			await(t, "a timer", r.has(id, run, enumspb.EVENT_TYPE_TIMER_FIRED, 2))
			send := func(key string) error {
				return r.processes.Send(t.Context(), params, key, contract.Command{Key: key, Hash: "h", ProjectID: followed})
			}
			r.must(send("done"))
			if err := send("refused"); models.KindOf(err) != models.KindConflict {
				t.Fatal(err)
			}
			_ = send("outlasts")
			await(t, "a failed activity", r.has(id, run, enumspb.EVENT_TYPE_ACTIVITY_TASK_FAILED, 1))
			r.must(send("after"))
			continued := r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, 1)
			for range 40 {
				if continued() {
					break
				}
				r.must(r.processes.StartOrPoke(t.Context(), params))
				time.Sleep(100 * time.Millisecond)
			}
			await(t, "the next run", continued)
			keep(t, name, history(t, r.temporal, id, run))
		})
	}
}

// An import that is done after its activities were tried again, and one that is refused.
func TestRecordImports(t *testing.T) {
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityPromoteImport: {fails(unavailable()), gives(contract.Promoted{Projects: 51}), fails(refusal())},
		contract.ActivityStartProjects: {fails(unavailable()), gives(struct{}{})},
	})
	r.must(r.processes.StartImport(t.Context(), contract.Import{Batch: "b1"}))
	_, err := r.processes.ImportResult(t.Context(), "b1")
	r.must(err)
	keep(t, "import-done", history(t, r.temporal, contract.ImportWorkflowID("b1"), ""))
	r.must(r.processes.StartImport(t.Context(), contract.Import{Batch: "b2"}))
	if _, err := r.processes.ImportResult(t.Context(), "b2"); models.KindOf(err) != models.KindConflict {
		t.Fatal(err)
	}
	keep(t, "import-refused", history(t, r.temporal, contract.ImportWorkflowID("b2"), ""))
}

// The outbox: woken by its timer and by pokes, with a delivery that failed for good, and its next run.
func TestRecordOutbox(t *testing.T) {
	r := newRecorder(t, 60, map[string][]func() (any, error){
		contract.ActivityDeliverOutbox: {
			func() (any, error) {
				return contract.Delivered{NextAt: models.InstantOf(time.Now()).Add(2 * time.Second)}, nil
			},
			fails(refusal()),
			gives(contract.Delivered{Count: 1}),
		},
	})
	r.must(r.processes.EnsureOutbox(t.Context()))
	id := contract.OutboxWorkflowID
	run := r.current(id)
	await(t, "a failed activity", r.has(id, run, enumspb.EVENT_TYPE_ACTIVITY_TASK_FAILED, 1))
	continued := r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, 1)
	for range 60 {
		if continued() {
			break
		}
		r.must(r.processes.EnsureOutbox(t.Context()))
		time.Sleep(100 * time.Millisecond)
	}
	await(t, "the next run", continued)
	keep(t, "outbox", history(t, r.temporal, id, run))
}

// A reading that is done at the second attempt, one that fails, and one that is cancelled.
func TestRecordReadings(t *testing.T) {
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityReadWorkbook: {fails(unavailable()), gives(nil), fails(refusal())},
	})
	read := func(id, key string) {
		t.Helper()
		r.must(r.processes.StartReading(t.Context(), contract.Read{Draft: "d", Reading: id, Key: key}))
	}
	read("done", "k")
	r.must(r.processes.ReadingResult(t.Context(), "done"))
	keep(t, "reading-done", history(t, r.temporal, contract.ReadingWorkflowID("done"), ""))
	read("failed", "k")
	if err := r.processes.ReadingResult(t.Context(), "failed"); models.KindOf(err) != models.KindConflict {
		t.Fatal(err)
	}
	keep(t, "reading-failed", history(t, r.temporal, contract.ReadingWorkflowID("failed"), ""))
	read("cancelled", "waits")
	id := contract.ReadingWorkflowID("cancelled")
	await(t, "a heartbeat", func() bool {
		p, running, err := r.processes.ReadingProgress(t.Context(), "cancelled")
		return err == nil && running && p.Stage == "reading"
	})
	r.must(r.processes.StopReading(t.Context(), "cancelled"))
	if err := r.processes.ReadingResult(t.Context(), "cancelled"); err == nil {
		t.Fatal(errors.New("a cancelled reading is done"))
	}
	keep(t, "reading-cancelled", history(t, r.temporal, id, ""))
}
