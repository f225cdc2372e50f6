package app

import (
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"

	"duban/models"
	"duban/workflows/contract"
)

// A round: it opens and reminds with messages, the database is away and refuses, a form is confirmed, it goes on in
// its next run, and ends there.
func TestRecordRounds(t *testing.T) {
	waits := func(in time.Duration, state string, messages int) func() (any, error) {
		return func() (any, error) {
			at := models.InstantOf(time.Now()).Add(in)
			return contract.RoundOutcome{Next: models.Moment{At: at, What: "催报预计数"}, State: state, Messages: messages}, nil
		}
	}
	answers := []func() (any, error){waits(4*time.Second, "未开始", 0),
		waits(4*time.Second, "未开始", 0), // asked by the signal that came with the start
		waits(4*time.Second, "填报预计数", 1), waits(time.Hour, "填报预计数", 1)}
	for range 11 {
		answers = append(answers, fails(unavailable()))
	}
	answers = append(answers, fails(refusal()), gives(contract.RoundOutcome{State: "月报报送"}),
		gives(contract.RoundOutcome{State: "确认核定数"}))
	r := newRecorder(t, 0, map[string][]func() (any, error){
		contract.ActivityAdvanceRound:  answers,
		contract.ActivityDeliverOutbox: {gives(contract.Delivered{})},
	})
	r.must(r.processes.EnsureOutbox(t.Context()))
	params := contract.StartRound(models.MonthRound{ProgrammeID: "district-2026", Month: models.MonthOf(2026, 11)})
	params.MaxHistory = 80
	poke := func() { r.must(r.processes.StartOrPokeRound(t.Context(), params)) }
	poke()
	id := contract.RoundWorkflowID(contract.RoundRef{ProgrammeID: params.ProgrammeID, Month: params.Month})
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
	keep(t, "round", history(t, r.temporal, id, run))
	r.script.mu.Lock()
	r.script.answers[contract.ActivityAdvanceRound] = []func() (any, error){
		gives(contract.RoundOutcome{State: "已结束", Ended: true})}
	r.script.mu.Unlock()
	run = r.current(id)
	poke()
	await(t, "the end", r.has(id, run, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, 1))
	keep(t, "round-closed", history(t, r.temporal, id, run))
}
