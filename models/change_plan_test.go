package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestChangePlanMoves(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 0)
	day := models.DateOf
	paused := func(from, to models.Date) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Pauses = append(f.Pauses, models.Pause{ID: "p", From: from, To: to, Reason: "重污染天气应急"})
		}
	}
	done := func(f *models.Facts) {
		f.Milestones[0].Status, f.Milestones[0].DoneOn = models.MilestoneDone, day(2021, 6, 1)
	}
	type command = models.ChangePlanCommand
	const why = "批复"
	for _, c := range []struct {
		name string
		lay  func(*models.Facts)
		cmd  command
		want refused
	}{
		{"move", nil, command{Change: models.PlanMove, Milestone: "主体封顶", Date: day(2021, 9, 30), Reason: why}, refused{}},
		{"move earlier", nil, command{Change: models.PlanMove, Milestone: "m1", Date: day(2021, 5, 30), Reason: why},
			refused{}},
		{"move to the same day", nil, command{Change: models.PlanMove, Milestone: "m1", Date: day(2021, 6, 30), Reason: why},
			refused{models.KindInvalid, "same_date", "已经是 2021-06-30"}},
		{"move without a day", nil, command{Change: models.PlanMove, Milestone: "m1", Reason: why},
			refused{models.KindInvalid, "date_missing", "“主体封顶”的新日期"}},
		{"move what is done", done, command{Change: models.PlanMove, Milestone: "m1", Date: day(2021, 9, 30), Reason: why},
			refused{models.KindConflict, "milestone_done", "（2021-06-01），不能改期"}},
		{"move what is not there", nil, command{Change: models.PlanMove, Milestone: "竣工", Date: day(2021, 9, 30),
			Reason: why}, refused{models.KindNotFound, "milestone_not_found", "“竣工”"}},
		{"without a reason", nil, command{Change: models.PlanMove, Milestone: "m1", Date: day(2021, 9, 30)},
			refused{models.KindInvalid, "reason_missing", "须写明原因"}},

		{"pause", nil, command{Change: models.PlanPause, MovesDue: models.No, Date: day(2021, 7, 1), Reason: why}, refused{}},
		{"pause again after one that ended", paused(day(2021, 3, 2), day(2021, 3, 9)), command{Change: models.PlanPause,
			MovesDue: models.No,
			Date:     day(2021, 3, 10), Reason: why}, refused{}},
		{"pause within one that ended", paused(day(2021, 3, 2), day(2021, 3, 9)), command{Change: models.PlanPause,
			MovesDue: models.No,
			Date:     day(2021, 3, 9), Reason: why}, refused{models.KindConflict, "already_paused", "2021-03-02"}},
		{"pause while paused", paused(day(2021, 6, 2), 0), command{Change: models.PlanPause, MovesDue: models.No,
			Date:   day(2021, 7, 1),
			Reason: why}, refused{models.KindConflict, "already_paused", "自2021-06-02起已停工（重污染天气应急）"}},
		{"pause without a word on due dates", nil, command{Change: models.PlanPause, Date: day(2021, 7, 1), Reason: why},
			refused{models.KindInvalid, "moves_due_missing", "顺延或不变"}},
		{"pause without a day", nil, command{Change: models.PlanPause, MovesDue: models.No, Reason: why},
			refused{models.KindInvalid,
				"date_missing", "停工起始日期"}},

		{"resume", paused(day(2021, 6, 2), 0), command{Change: models.PlanResume, Date: day(2021, 7, 1), Reason: why},
			refused{}},
		{"resume the day after it began", paused(day(2021, 6, 2), 0), command{Change: models.PlanResume,
			Date: day(2021, 6, 3), Reason: why}, refused{}},
		{"resume on the day it began", paused(day(2021, 6, 2), 0), command{Change: models.PlanResume, Date: day(2021, 6, 2),
			Reason: why}, refused{models.KindInvalid, "bad_date", "应晚于停工日期 2021-06-02"}},
		{"resume what runs", paused(day(2021, 3, 2), day(2021, 3, 9)), command{Change: models.PlanResume,
			Date: day(2021, 7, 1), Reason: why}, refused{models.KindConflict, "not_paused", "没有停工"}},

		{"cancel", paused(day(2021, 6, 2), 0), command{Change: models.PlanCancel, Date: day(2021, 6, 2), Reason: why},
			refused{}},
		{"cancel what ended", paused(day(2021, 3, 2), day(2021, 3, 9)), command{Change: models.PlanCancel,
			Date: day(2021, 3, 2), Reason: why}, refused{}},
		{"cancel another day's", paused(day(2021, 6, 2), 0), command{Change: models.PlanCancel, Date: day(2021, 6, 3),
			Reason: why}, refused{models.KindNotFound, "pause_not_found", "2021-06-03"}},
		{"cancel without a day", paused(day(2021, 6, 2), 0), command{Change: models.PlanCancel, Reason: why},
			refused{models.KindInvalid, "date_missing", "从哪一天"}},

		{"amount", nil, command{Change: models.PlanAmount, AnnualPlan: 900 * wan, Reason: why}, refused{}},
		{"amount of the total", func(f *models.Facts) { f.Project.TotalInvestment = 900 * wan },
			command{Change: models.PlanAmount, AnnualPlan: 900 * wan, Reason: why}, refused{}},
		{"amount over the total", func(f *models.Facts) { f.Project.TotalInvestment = 900 * wan },
			command{Change: models.PlanAmount, AnnualPlan: 900*wan + 1, Reason: why}, refused{models.KindInvalid,
				"plan_out_of_range", "总投资 900.00 万元"}},
		{"amount negative", nil, command{Change: models.PlanAmount, AnnualPlan: -1, Reason: why}, refused{models.KindInvalid,
			"plan_out_of_range", "年度计划投资"}},

		{"close", nil, command{Change: models.PlanClose, Reason: why}, refused{}},
		{"anything on a closed project", func(f *models.Facts) {
			f.Project.Status, f.Project.ClosedAt = models.ProjectClosed,
				now
		}, command{Change: models.PlanClose, Reason: why}, refused{models.KindConflict, "project_closed", "已于2021-06-30销号"}},
		{"something else", nil, command{Change: "rename", Reason: why}, refused{models.KindInvalid, "bad_change",
			"“rename”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := late(day(2021, 6, 30), true)
			if c.lay != nil {
				c.lay(&f)
			}
			before := copyOf(f)
			_, err := models.RulesFor(f, calendar2021()).ChangePlan(&f, c.cmd, "k", now)
			c.want.check(t, err, before, f)
		})
	}
}

func TestMoveKeepsTheBaseline(t *testing.T) {
	now := models.DateOf(2021, 6, 28).At(15, 0)
	f := late(models.DateOf(2021, 6, 30), true)
	f.Milestones[0].Precision = models.PrecisionMonth
	want := f.Milestones[0]
	out, err := models.RulesFor(f, calendar2021()).ChangePlan(&f, models.ChangePlanCommand{
		Change: models.PlanMove, Milestone: "m1", Date: models.DateOf(2021, 9, 30), Reason: "雨季", Approver: "王区长",
		Document: "张政办〔2021〕1号",
	}, "k", now)
	if err != nil {
		t.Fatal(err)
	}
	want.Due, want.DueVersion, want.ArmedAt, want.Precision = models.DateOf(2021, 9, 30), 2, now, models.PrecisionDay
	if diff := cmp.Diff(want, f.Milestones[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&want, out.Moved); diff != "" {
		t.Error(diff)
	}
	change := models.DueChange{MilestoneID: "m1", DueVersion: 2, Due: models.DateOf(2021, 9, 30), Reason: "雨季",
		Approver: "王区长", At: now}
	if diff := cmp.Diff(&change, out.DueChange); diff != "" {
		t.Error(diff)
	}
}

func TestPauseAndResume(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r := models.RulesFor(f, calendar2021())
	do := func(change models.PlanChange, date models.Date) models.Changes {
		t.Helper()
		out, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: change, Date: date, Reason: "应急", Approver: "王",
			Document: "1号", MovesDue: models.No}, "k", date.At(8, 0))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := models.Pause{ID: models.Key("pause", "k"), ProjectID: f.Project.ID, From: models.DateOf(2021, 7, 5),
		Reason: "应急", Approver: "王", Document: "1号", MovesDue: models.No}
	if out := do(models.PlanPause, models.DateOf(2021, 7, 5)); *out.Paused != want || f.Pauses[0] != want {
		t.Errorf("%+v", out.Paused)
	}
	want.To = models.DateOf(2021, 7, 15) // the 16th is the first day of work
	if out := do(models.PlanResume, models.DateOf(2021, 7, 16)); *out.Resumed != want || f.Pauses[0] != want {
		t.Errorf("%+v", out.Resumed)
	}
	for day, covered := range map[models.Date]bool{
		models.DateOf(2021, 7, 4): false, models.DateOf(2021, 7, 5): true, models.DateOf(2021, 7, 15): true,
		models.DateOf(2021, 7, 16): false,
	} {
		if want.Covers(day) != covered {
			t.Errorf("%s: covered %t", day, !covered)
		}
	}
}

func TestClosedProjectRefusesCommands(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r, now := models.RulesFor(f, calendar2021()), models.DateOf(2021, 7, 8).At(9, 0)
	f.Escalations = r.Advance(f, now).Records
	out, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: models.PlanClose, Reason: "竣工"}, "k", now+1)
	if err != nil {
		t.Fatal(err)
	}
	if out.Project.Status != models.ProjectClosed || out.Project.ClosedAt != now+1 {
		t.Errorf("%+v", out.Project)
	}
	turn := r.Advance(f, now+1)
	if len(turn.Records) > 0 || turn.Next.At != 0 {
		t.Errorf("still %+v", turn)
	}
	open := 0
	for _, e := range f.Escalations {
		if e.Kind == models.KindRung {
			open++
		}
	}
	if open == 0 || len(turn.Closings) != open || turn.Closings[0].Reason != "项目已销号" {
		t.Errorf("%d rungs, closings %+v", open, turn.Closings)
	}
}

func TestCancelPauseCountsItsDaysAgain(t *testing.T) {
	due := models.DateOf(2021, 6, 30)
	now := models.DateOf(2021, 8, 2).At(10, 0)
	f := late(due, true)
	r := models.RulesFor(f, calendar2021())
	never := r.Advance(f, now)
	if _, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Date: due - 5,
		Reason: "登记错项目"}, "k",
		due.At(8, 0)); err != nil {
		t.Fatal(err)
	}
	if turn := r.Advance(f, now); len(turn.Records) == len(never.Records) {
		t.Fatal("the pause stops nothing")
	}
	out, err := r.ChangePlan(&f, models.ChangePlanCommand{Change: models.PlanCancel, Date: due - 5, Reason: "登记错项目",
		Document: "1号"}, "k2", now)
	if err != nil || out.Cancelled == nil || *out.Grounds != (models.Grounds{Reason: "登记错项目", Document: "1号"}) {
		t.Fatalf("%+v, %v", out, err)
	}
	if diff := cmp.Diff(never.Records, r.Advance(f, now).Records); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}
