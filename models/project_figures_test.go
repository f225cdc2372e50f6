package models_test

import (
	"testing"

	"duban/internal/calendar"
	"duban/models"
)

// inWan is an amount in 万元.
func inWan(n int64) models.Money { return models.Money(n) * models.WanYuan.Fen() }

// sampleFacts is a carried-over project of 2026 with an annual plan of 1,200 万元 and approved amounts by month.
func sampleFacts(code string, approved map[int]int64) models.Facts {
	f := models.Facts{
		Project: models.Project{ID: models.ProjectID(2026, code), Year: 2026, Code: code, Name: "项目" + code,
			Stage: models.StageCarried, Category: models.Implementation, AnnualPlan: inWan(1_200),
			TotalInvestment: inWan(9_000), Status: models.ProjectOpen},
		Memberships: []models.Membership{{ProgrammeID: "district-2026", Position: 1}},
		Programmes: []models.Programme{{ID: "district-2026", Year: 2026, Kind: models.DistrictProgramme,
			Ladder: models.DefaultLadder, Colours: models.DefaultColours, Curve: "linear"}},
	}
	before := int64(0)
	for n := 1; n <= 12; n++ {
		ytd, ok := approved[n]
		if !ok {
			continue
		}
		f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2026, n), Status: models.ReportApproved,
			ApprovedYTD: new(inWan(ytd)), ApprovedMonth: new(inWan(ytd - before)), ReportedYTD: new(inWan(ytd)),
			SubmittedAt: models.MonthOf(2026, n).Last().At(10, 0), ApprovedAt: models.MonthOf(2026, n).Last().At(17, 0)})
		before = ytd
	}
	return f
}

func programmeOf(month int, facts ...models.Facts) models.ProgrammeFigures {
	out := models.ProgrammeFigures{Month: models.MonthOf(2026, month)}
	now := models.DateOf(2026, 11, 28).At(9, 30)
	for _, f := range facts {
		rules := models.RulesFor(f, calendar.With(nil))
		out.Lines = append(out.Lines, rules.ProjectFigures(f, models.Listing{Membership: f.Memberships[0]}, models.Names{},
			out.Month, now, now.Date()))
	}
	out.Totals = models.TotalsOf(out.Lines)
	return out
}

// A project that skips months is carried, and the carried part is named: the amount to a month is the amount to the
// month before and the month's own, whatever was skipped.
func TestSkippedMonthsAreCarried(t *testing.T) {
	steady := sampleFacts("A", map[int]int64{2: 100, 3: 200, 4: 300, 5: 400, 6: 500, 7: 600, 8: 700, 9: 800, 10: 900})
	skips := sampleFacts("B", map[int]int64{2: 50, 3: 100, 4: 150, 5: 200, 6: 210, 7: 233, 10: 400})
	before := models.Money(0)
	for n := 2; n <= 10; n++ {
		p := programmeOf(n, steady, skips)
		if p.Approved != before+p.InMonth {
			t.Errorf("month %d: %s, want %s + %s", n, p.Approved.In(models.WanYuan), before.In(models.WanYuan),
				p.InMonth.In(models.WanYuan))
		}
		before = p.Approved
	}
	august := programmeOf(8, steady, skips)
	if l := august.Lines[1]; l.CarriedFrom != models.MonthOf(2026, 7) || *l.Approved != inWan(233) || *l.InMonth != 0 {
		t.Errorf("carried: %+v", l)
	}
	if august.Carried != 1 || august.CarriedAmount != inWan(233) || august.Approved != inWan(933) {
		t.Errorf("carried totals: %+v", august.Totals)
	}
	if october := programmeOf(10, steady, skips); october.InMonth != inWan(100+167) || october.Carried != 0 {
		t.Errorf("October catches up: %+v", october.Totals)
	}
}

// What is reported and not approved stands apart and is in no approved amount, and neither is a later month's.
func TestReportedIsNeverAdded(t *testing.T) {
	f := sampleFacts("A", map[int]int64{9: 800, 11: 1_100})
	f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2026, 10), Status: models.ReportWaiting,
		ReportedYTD: new(inWan(950)), ReportedMonth: new(inWan(150))})
	l := programmeOf(10, f).Lines[0]
	if *l.Approved != inWan(800) || *l.Reported != inWan(950) || *l.ReportedIn != inWan(150) ||
		l.Round != models.RoundWaiting {
		t.Errorf("%+v", l)
	}
	total := programmeOf(10, f)
	if total.Approved != inWan(800) || total.Reported != inWan(150) || total.ReportedCount != 1 {
		t.Errorf("%+v", total.Totals)
	}
	if l := programmeOf(11, f).Lines[0]; *l.Approved != inWan(1_100) || l.Reported != nil {
		t.Errorf("November: %+v", l)
	}
}

// A rung does not worsen the light, and the light says nothing of the rung.
func TestLightAndRungStandApart(t *testing.T) {
	f := sampleFacts("A", map[int]int64{10: 1_100})
	f.Escalations = []models.Escalation{{Item: models.ItemMilestone, Subject: "m", Kind: models.KindRung,
		Rung: models.Red, Due: models.DateOf(2026, 10, 9), At: models.DateOf(2026, 11, 2).At(9, 0)}}
	p := programmeOf(10, f)
	if l := p.Lines[0]; l.Light != models.Green || l.Rung != models.Red {
		t.Errorf("light %s, rung %s", l.Light, l.Rung)
	}
	if p.Lights[models.Green] != 1 || p.Rungs[models.Red] != 1 || p.WorstRung != models.Red {
		t.Errorf("%+v", p.Totals)
	}
}

// One count of a round: a paused project that has not reported is named apart, one that has reported is due.
func TestRoundCount(t *testing.T) {
	paused := func(code string, approved map[int]int64) models.Facts {
		f := sampleFacts(code, approved)
		f.Pauses = []models.Pause{{From: models.DateOf(2026, 10, 20)}}
		return f
	}
	got := programmeOf(10, sampleFacts("A", map[int]int64{10: 900}), sampleFacts("B", map[int]int64{9: 700}),
		paused("C", map[int]int64{9: 300}), paused("D", map[int]int64{10: 300})).Round
	want := models.RoundCount{Due: 3, Approved: 2, Missing: 1, Paused: 1}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got.Complete() || got.Outstanding() != 1 {
		t.Errorf("complete %t, outstanding %d", got.Complete(), got.Outstanding())
	}
}

// Approving one report of a later month moves the headline by nothing; completing the round, or closing it, does.
func TestHeadlineStandsOnTheLastCompleteRound(t *testing.T) {
	at := models.DateOf(2026, 11, 28)
	full := map[int]int64{2: 100, 3: 200, 4: 300, 5: 400, 6: 500, 7: 600, 8: 700, 9: 800, 10: 900}
	a, b := sampleFacts("A", full), sampleFacts("B", full)
	p := a.Programmes[0]
	headline := func(closed []models.Month, facts ...models.Facts) models.Headline {
		return models.HeadlineOf(p, facts, closed, calendar.With(nil), at)
	}
	october, november := models.MonthOf(2026, 10), models.MonthOf(2026, 11)
	full[11] = 1_000
	early := sampleFacts("A", full)
	got := headline(nil, early, b)
	if got.Month != october || got.Next != november || got.Progress.Approved != 1 || got.Progress.Due != 2 ||
		got.AskClose {
		t.Errorf("one of two: %+v", got)
	}
	if got := headline(nil, early, sampleFacts("B", full)); got.Month != november {
		t.Errorf("both: %+v", got)
	}
	gap := sampleFacts("B", map[int]int64{2: 100, 3: 200, 4: 300, 5: 400, 6: 500, 7: 600, 8: 700, 9: 800})
	if got := headline(nil, a, gap); got.Month != models.MonthOf(2026, 9) || got.Next != october || !got.AskClose {
		t.Errorf("October incomplete: %+v", got)
	}
	if got := headline([]models.Month{october}, a, gap); got.Month != october || got.Next != november {
		t.Errorf("October closed with one missing: %+v", got)
	}
}

// Ranks follow the chosen rule only; equal ones share a rank, and a group without a figure has none.
func TestRankRules(t *testing.T) {
	late := sampleFacts("B", map[int]int64{10: 300})
	late.Project.Stage, late.Project.PlannedStart = models.StageNewStart, models.DateOf(2026, 10, 1)
	p := programmeOf(10, sampleFacts("A", map[int]int64{10: 900}), late, sampleFacts("C", nil),
		sampleFacts("D", map[int]int64{10: 900}))
	ranks := func(rule models.RankRule) map[string]int {
		out := map[string]int{}
		for _, g := range models.GroupBy(p.Lines, func(l models.ProjectFigures) string { return l.Code }, rule) {
			out[g.Name] = g.Rank
		}
		return out
	}
	for rule, want := range map[models.RankRule]map[string]int{
		models.RankByPlan:     {"A": 1, "D": 1, "B": 3, "C": 0},
		models.RankBySchedule: {"A": 1, "D": 1, "B": 3, "C": 0}, // 900 of 1,000 and 300 of 400
		models.RankByPoints:   {"A": 1, "D": 1, "B": 1, "C": 0},
	} {
		got := ranks(rule)
		for name, r := range want {
			if got[name] != r {
				t.Errorf("%s: %s has rank %d, want %d", rule, name, got[name], r)
			}
		}
	}
}

// Days late are those the ladder counts; days since the due date have a name of their own. A milestone done late is
// late by its completion date.
func TestLateness(t *testing.T) {
	due := models.DateOf(2026, 9, 30)
	f := sampleFacts("A", nil)
	f.Milestones = []models.Milestone{{ID: "m", Name: "封顶", Due: due, Baseline: due, DueVersion: 1,
		Status: models.MilestoneOpen}}
	f.Pauses = []models.Pause{{From: models.DateOf(2026, 10, 12), To: models.DateOf(2026, 10, 16)}}
	rules := models.RulesFor(f, calendar.With(nil))
	now := models.DateOf(2026, 10, 23).At(12, 0)
	if got := rules.MilestoneLateness(f, f.Milestones[0], now); got.Since != 13 || got.Counted != 8 {
		t.Errorf("open: %+v", got)
	}
	done := f.Milestones[0]
	done.Status, done.DoneOn = models.MilestoneDone, models.DateOf(2026, 10, 8)
	if got := rules.MilestoneLateness(f, done, now); got.Since != 1 || got.Counted != 1 {
		t.Errorf("done on the first working day after: %+v", got)
	}
	done.DoneOn = due
	if got := rules.MilestoneLateness(f, done, now); got != (models.Lateness{}) {
		t.Errorf("done on the day: %+v", got)
	}
}
