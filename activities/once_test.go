package activities_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

// prepared is a bench on which a milestone waits for review under the key "s", handed in at the given moment.
func prepared(t *testing.T, at models.Instant) *bench {
	b := newBench(t)
	must[contract.Outcome](b, contract.ActivityRunCommand, submit("s", at))
	return b
}

func TestEachCommandRunTwiceIsDoneOnce(t *testing.T) {
	at := models.DateOf(2021, 3, 9).At(14, 0)
	for name, c := range map[string]struct {
		lay      func(t *testing.T) *bench
		activity string
		params   any
	}{
		"submit": {newBench, contract.ActivityRunCommand, submit("k", at)},
		"report": {newBench, contract.ActivityRunCommand, report("k", at)},
		"review": {func(t *testing.T) *bench { return prepared(t, at-60_000) }, contract.ActivityRunCommand,
			review("k", "s", at)},
		"move": {newBench, contract.ActivityRunCommand,
			change("k", at, models.ChangePlanCommand{Change: models.PlanMove, Milestone: milestone, Date: due + 30})},
		"pause": {newBench, contract.ActivityRunCommand,
			change("k", at, models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Date: at.Date()})},
		"amount": {newBench, contract.ActivityRunCommand,
			change("k", at, models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: 7, Confirmed: true})},
		"close": {newBench, contract.ActivityRunCommand,
			change("k", at, models.ChangePlanCommand{Change: models.PlanClose})},
		"submit, overdue": {newBench, contract.ActivityRunCommand, submit("k", overdue)},
	} {
		t.Run(name, func(t *testing.T) {
			b := c.lay(t)
			before := b.record()
			first := must[contract.Outcome](b, c.activity, c.params)
			once := b.record()
			if once.Commands != before.Commands+1 || first.Revision <= before.Facts.Project.Version ||
				first.Answer.Object == "" {
				t.Errorf("%d commands, %+v", once.Commands, first)
			}
			second := must[contract.Outcome](b, c.activity, c.params)
			if diff := cmp.Diff(once, b.record()); diff != "" {
				t.Errorf("the second run changed rows:\n%s", diff)
			}
			first.Messages = 0 // they were queued by the first
			if diff := cmp.Diff(first, second); diff != "" {
				t.Errorf("the second run answers otherwise:\n%s", diff)
			}
		})
	}
}

// A retry that comes late still gives the first answer, and settles what fell due since.
func TestALateRetryAnswersAsTheFirst(t *testing.T) {
	at := models.DateOf(2021, 3, 9).At(14, 0)
	b := newBench(t)
	pause := change("k", at, models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: 7, Confirmed: true})
	first := must[contract.Outcome](b, contract.ActivityRunCommand, pause)
	pause.now = overdue
	late := must[contract.Outcome](b, contract.ActivityRunCommand, pause)
	if diff := cmp.Diff(first.Answer, late.Answer); diff != "" {
		t.Errorf("answer:\n%s", diff)
	}
	if late.Next.At <= overdue || late.Messages == 0 {
		t.Errorf("it leaves %+v", late)
	}
	for _, m := range b.record().Facts.Milestones {
		if m.Status != models.MilestoneOpen {
			t.Errorf("%+v", m)
		}
	}
}

// A command that is not the stored one does nothing, and that a person tried it is on record.
func TestWhatNobodyStoredDoesNothing(t *testing.T) {
	at := models.DateOf(2021, 3, 9).At(14, 0)
	for name, forge := range map[string]func(b *bench) contract.Command{
		"an unknown key": func(*bench) contract.Command {
			return contract.Command{Key: "nobody's", Hash: "h", ProjectID: projectID}
		},
		"another hash": func(*bench) contract.Command {
			return contract.Command{Key: "s", Hash: "another", ProjectID: projectID}
		},
		"another project": func(b *bench) contract.Command {
			c := b.ask(submit("k", at)).(contract.RunCommand).Command
			c.ProjectID = "2021-x"
			return c
		},
		"a key that is very long": func(*bench) contract.Command {
			return contract.Command{Key: strings.Repeat("长", 5000), Hash: "h", ProjectID: projectID}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := prepared(t, at)
			before := b.record()
			forged := forge(b)
			_, err := run[contract.Outcome](b, contract.ActivityRunCommand, contract.RunCommand{Now: at, Command: forged})
			refused(t, err, models.KindForbidden, "unknown_command")
			after := b.record()
			noted := after.Audit[len(before.Audit):]
			if len(noted) != 1 || noted[0].Action != "command.unknown" || !strings.HasPrefix(forged.Key, noted[0].Object) ||
				noted[0].CommandKey != "" {
				t.Errorf("on record: %+v", noted)
			}
			after.Audit = before.Audit
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("it changed rows:\n%s", diff)
			}
		})
	}
}

func TestAdvanceRecordsEachRungOnce(t *testing.T) {
	b := newBench(t)
	ask := contract.Advance{ProjectID: projectID, Now: overdue}
	first := must[contract.Outcome](b, contract.ActivityAdvance, ask)
	once := b.record()
	if diff := cmp.Diff([]string{"urging@2021-04-01 09:00", "yellow@2021-04-09 09:00"}, once.steps()); diff != "" {
		t.Errorf("on record:\n%s", diff)
	}
	if first.Messages != len(once.Outbox) || first.Messages == 0 || first.Revision != 1 ||
		first.Next.At != once.Facts.Project.NextAt || once.Commands != 0 {
		t.Errorf("%+v", first)
	}
	second := must[contract.Outcome](b, contract.ActivityAdvance, ask)
	if diff := cmp.Diff(once, b.record()); diff != "" {
		t.Errorf("the second run changed rows:\n%s", diff)
	}
	first.Messages = 0
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the second run answers otherwise:\n%s", diff)
	}
	_, err := run[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: "2021-nowhere", Now: overdue})
	refused(t, err, models.KindNotFound, "no_project")
}

// The row, its audit line and its messages are written together: one line for each rung, one message for each audience.
func TestEveryRungHasItsLineAndItsMessages(t *testing.T) {
	b := newBench(t)
	must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: projectID, Now: overdue})
	r := b.record()
	lines, messages := map[string]int{}, map[string]int{}
	for _, a := range r.Audit {
		// the seed left no event of its own; an order's draft has its own test
		if a.Action == store.ChangeAction || a.Action == "order.draft" {
			continue
		}
		if !strings.HasPrefix(a.Action, "ladder.") || a.ByID != models.System.ID || a.CommandKey != "" || a.At != overdue {
			t.Errorf("line %+v", a)
		}
		lines[a.Object]++
	}
	for _, m := range r.Outbox {
		messages[m.EscalationID]++
	}
	for _, e := range r.Facts.Escalations {
		want := len(e.To)
		if e.PassedOver {
			want = 0
		}
		if lines[e.ID] != 1 || messages[e.ID] != want {
			t.Errorf("%s: %d lines, %d messages for %v", e.Step, lines[e.ID], messages[e.ID], e.To)
		}
	}
	if len(lines) != len(r.Facts.Escalations) || len(lines) < 2 {
		t.Errorf("%d lines, %d rungs", len(lines), len(r.Facts.Escalations))
	}
}

// What fell due before a command is on record before it: the delay was the owner's until then.
func TestWhatFellDueBeforeACommandIsRecordedBeforeIt(t *testing.T) {
	for name, c := range map[string]struct {
		activity string
		params   any
		action   string
		closed   string // why the rungs ended, if they did
	}{
		"submit": {contract.ActivityRunCommand, submit("k", overdue), "milestone.submit", ""},
		"pause": {contract.ActivityRunCommand, change("k", overdue, models.ChangePlanCommand{Change: models.PlanPause,
			MovesDue: models.No,
			Date:     due - 10}),
			"plan.pause", ""},
		"move": {contract.ActivityRunCommand, change("k", overdue, models.ChangePlanCommand{Change: models.PlanMove,
			Milestone: milestone, Date: due + 60}),
			"plan.move", "节点已改期至2021-05-30"},
		"close": {contract.ActivityRunCommand, change("k", overdue, models.ChangePlanCommand{Change: models.PlanClose}),
			"plan.close", "项目已销号"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			must[contract.Outcome](b, c.activity, c.params)
			r := b.record()
			if diff := cmp.Diff([]string{"urging@2021-04-01 09:00", "yellow@2021-04-09 09:00"}, r.steps()); diff != "" {
				t.Errorf("on record:\n%s", diff)
			}
			rungs, command, after := 0, false, false
			for _, a := range r.Audit {
				switch a.Action {
				case c.action:
					command = true
				case "ladder.rung":
					rungs++
					after = after || command
				}
			}
			if !command || rungs < 2 || after {
				t.Errorf("audit: command %t, %d rungs, some after it %t", command, rungs, after)
			}
			for _, e := range r.Facts.Escalations {
				if e.Item == models.ItemMilestone && e.CloseReason != c.closed {
					t.Errorf("%s ended %q, want %q", e.Step, e.CloseReason, c.closed)
				}
			}
		})
	}
}

func TestARefusedCommandWritesNothing(t *testing.T) {
	later := overdue.Date() + 1
	for name, c := range map[string]struct {
		activity string
		params   any
		kind     models.Kind
		code     string
	}{
		"done tomorrow": {contract.ActivityRunCommand, command{by: owner, key: "k", name: models.CommandSubmitMilestone,
			now:  overdue,
			body: models.SubmitMilestoneCommand{Milestone: milestone, DoneOn: later}}, models.KindInvalid, "done_on_future"},
		"no such milestone": {contract.ActivityRunCommand, command{by: owner, key: "k", name: models.CommandSubmitMilestone,
			now:  overdue,
			body: models.SubmitMilestoneCommand{Milestone: "没有", DoneOn: due}}, models.KindNotFound, "milestone_not_found"},
		"another year": {contract.ActivityRunCommand, command{by: owner, key: "k", name: models.CommandReportMonth,
			now:  overdue,
			body: models.ReportMonthCommand{Month: models.MonthOf(2020, 12)}}, models.KindInvalid, "month_outside_year"},
		"no such submission": {contract.ActivityRunCommand, review("k", "nowhere", overdue), models.KindNotFound,
			"submission_not_found"},
		"not paused": {contract.ActivityRunCommand,
			change("k", overdue, models.ChangePlanCommand{Change: models.PlanResume, Date: later}), models.KindConflict,
			"not_paused"},
		"no such project": {contract.ActivityRunCommand, command{by: office, key: "k", name: models.CommandReview,
			now: overdue, project: "2021-nowhere", body: models.ReviewCommand{}}, models.KindNotFound, "no_project"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			before := b.record()
			_, err := run[contract.Outcome](b, c.activity, c.params)
			refused(t, err, c.kind, c.code)
			if diff := cmp.Diff(before, b.record()); diff != "" {
				t.Errorf("what fell due meanwhile was written with it, or more:\n%s", diff)
			}
			storetest.Read(t, b.store, func(tx *store.Tx) error {
				if _, found, err := tx.Command("k"); found || err != nil {
					t.Errorf("the key is taken: %v", err)
				}
				kept, _, err := tx.StoredCommand("k")
				if e := kept.Refusal(); e == nil || e.Kind != c.kind || e.Code != c.code || e.Message.Text == "" {
					t.Errorf("kept: %+v", kept)
				}
				return err
			})
			_, err = run[contract.Outcome](b, c.activity, c.params)
			refused(t, err, c.kind, c.code)
		})
	}
}

// A command that fails half-way through its rows leaves none of them: here the last of them is refused by the database.
func TestACommandIsWrittenWholeOrNotAtAll(t *testing.T) {
	b := newBench(t)
	twice := submit("k", overdue)
	// The same submission is on record under another project's command: the key is free, the row is not.
	storetest.Write(t, b.store, func(tx *store.Tx) error {
		return tx.InsertSubmission(models.Submission{ID: models.SubmissionID("k"), ProjectID: projectID,
			Kind: models.SubmitReport, Month: models.MonthOf(2021, 1),
			Status: models.SubmissionReturned, Sequence: 1})
	})
	before := b.record()
	_, err := run[contract.Outcome](b, contract.ActivityRunCommand, twice)
	refused(t, err, models.KindConflict, "already_waiting")
	if diff := cmp.Diff(before, b.record()); diff != "" {
		t.Errorf("half of it is there:\n%s", diff)
	}
}

func TestAClosedProjectSaysSo(t *testing.T) {
	b := newBench(t)
	closed := must[contract.Outcome](b, contract.ActivityRunCommand,
		change("k", overdue, models.ChangePlanCommand{Change: models.PlanClose}))
	if !closed.Closed || closed.Next.At != 0 {
		t.Errorf("%+v", closed)
	}
	poked := must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: projectID, Now: overdue + 1})
	if !poked.Closed || poked.Messages != 0 {
		t.Errorf("poked: %+v", poked)
	}
	_, err := run[contract.Outcome](b, contract.ActivityRunCommand, submit("late", overdue+1))
	refused(t, err, models.KindConflict, "project_closed")
}
