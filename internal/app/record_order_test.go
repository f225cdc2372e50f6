package app

import (
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"

	"duban/models"
	"duban/workflows/contract"
)

// An order: its reminder and its overdue step fall due with messages, the database is away and refuses, it is
// answered, goes on in its next run, and is closed there.
func TestRecordOrders(t *testing.T) {
	waits := func(in time.Duration, state string, messages int) func() (any, error) {
		return func() (any, error) {
			at := models.InstantOf(time.Now()).Add(in)
			return contract.OrderOutcome{Next: models.Moment{At: at, What: "应反馈"}, State: state, Messages: messages}, nil
		}
	}
	answers := []func() (any, error){waits(2*time.Second, "已发出", 0),
		waits(2*time.Second, "已发出", 0), // asked by the signal that came with the start
		waits(2*time.Second, "已发出", 1), waits(time.Hour, "已发出", 1)}
	for range 11 {
		answers = append(answers, fails(unavailable()))
	}
	answers = append(answers, fails(refusal()), gives(contract.OrderOutcome{State: "已反馈"}),
		gives(contract.OrderOutcome{State: "已核查"}))
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityAdvanceOrder:  answers,
		contract.ActivityDeliverOutbox: {gives(contract.Delivered{})},
	})
	r.must(r.processes.EnsureOutbox(t.Context()))
	params := contract.StartOrder(models.SupervisionOrder{ID: "ord-1", ProgrammeID: "district-2026", UnitID: "org-1",
		Kind: models.OrderSupervision, Number: "×督〔2026〕5号"})
	params.MaxHistory = 80
	poke := func() { r.must(r.processes.StartOrPokeOrder(t.Context(), params)) }
	poke()
	id := contract.OrderWorkflowID(params.OrderID)
	run := r.current(id)
	await(t, "two timers", r.has(id, run, enumspb.EVENT_TYPE_TIMER_FIRED, 2))
	await(t, "four answers", r.has(id, run, enumspb.EVENT_TYPE_MARKER_RECORDED, 4))
	poke()
	await(t, "a refusal", r.has(id, run, enumspb.EVENT_TYPE_ACTIVITY_TASK_FAILED, 1))
	poke()
	continued := r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, 1)
	for range 40 {
		if continued() {
			break
		}
		poke()
		time.Sleep(100 * time.Millisecond)
	}
	await(t, "the next run", continued)
	keep(t, "order", history(t, r.temporal, id, run))
	r.script.mu.Lock()
	r.script.answers[contract.ActivityAdvanceOrder] = []func() (any, error){
		gives(contract.OrderOutcome{State: "已销号", Ended: true})}
	r.script.mu.Unlock()
	run = r.current(id)
	poke()
	await(t, "the end", r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, 1))
	keep(t, "order-closed", history(t, r.temporal, id, run))
}
