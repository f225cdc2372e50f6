package app

import (
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"

	"duban/models"
	"duban/workflows/contract"
)

// A project that was started with what it waits for: it is told another moment, one that it knows and one of older
// facts, carries out a command, and continues as new.
func TestRecordAProjectThatIsTold(t *testing.T) {
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityAdvance:       {soon("green", 0), soon("yellow", 1), later},
		contract.ActivityRunCommand:    {soon("red", 0), later},
		contract.ActivityDeliverOutbox: {gives(contract.Delivered{})},
	})
	r.must(r.processes.EnsureOutbox(t.Context()))
	now := models.InstantOf(time.Now())
	params := contract.StartProject(models.Project{ID: followed, Year: 2026, Code: "ZD-001", Name: "甲项目"})
	params.Next, params.Revision, params.Settled = models.Moment{At: now.Add(time.Hour), What: "提醒"}, 1, true
	params.Attributes.NextDue, params.MaxHistory = params.Next.At, 50
	r.must(r.processes.StartOrPoke(t.Context(), params))
	id := contract.ProjectWorkflowID(params.Ref)
	run := r.current(id)
	await(t, "its timer", r.has(id, run, enumspb.EVENT_TYPE_TIMER_STARTED, 1))
	tell := func(revision int, in time.Duration, colour string) {
		told := params
		told.Next, told.Revision = models.Moment{At: now.Add(in), What: "催办"}, revision
		told.Attributes.NextDue, told.Attributes.Colour = told.Next.At, colour
		r.must(r.processes.StartOrPoke(t.Context(), told))
	}
	tell(2, 2*time.Hour, "yellow")
	await(t, "another timer", r.has(id, run, enumspb.EVENT_TYPE_TIMER_STARTED, 2))
	tell(2, 2*time.Hour, "yellow")
	tell(3, 5*time.Second, "red")
	await(t, "a timer that fired", r.has(id, run, enumspb.EVENT_TYPE_TIMER_FIRED, 1))
	tell(0, time.Hour, "green")
	r.must(r.processes.Send(t.Context(), params, "done", contract.Command{Key: "done", Hash: "h", ProjectID: followed}))
	continued := r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, 1)
	for i := range 40 {
		if continued() {
			break
		}
		tell(4+i, 3*time.Hour, "red")
		time.Sleep(100 * time.Millisecond)
	}
	await(t, "the next run", continued)
	keep(t, "project-told", history(t, r.temporal, id, run))
}

// An import whose transaction settled what fell due, with messages, and of which not every project is told.
func TestRecordASettledImport(t *testing.T) {
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityPromoteImport: {gives(contract.Promoted{Projects: 300, Settled: true, Starts: 201, Messages: 2})},
		contract.ActivityStartProjects: {fails(unavailable()), gives(struct{}{})},
		contract.ActivityDeliverOutbox: {gives(contract.Delivered{})},
	})
	r.must(r.processes.EnsureOutbox(t.Context()))
	r.must(r.processes.StartImport(t.Context(), contract.Import{Batch: "b1"}))
	_, err := r.processes.ImportResult(t.Context(), "b1")
	r.must(err)
	keep(t, "import-settled", history(t, r.temporal, contract.ImportWorkflowID("b1"), ""))
}
