package ladderoracle

import (
	"slices"
	"strings"
	"testing"
)

// steps are the days on which an item has a step on record.
func steps(events []Event, item string) (all []string) {
	for _, e := range events {
		if e.Item == item {
			line := e.Step + " " + e.At.Format("2006-01-02")
			if e.Cause != "time" {
				line += " " + e.Cause
			}
			all = append(all, line)
		}
	}
	return all
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Two controlling milestones, the second late with the first: its yellow card is red at once, its red one the top. A
// project that is closed earns nothing any more.
func TestCountsRepeatsUntilClosed(t *testing.T) {
	plan := Plan{Year: 2021, Known: at("2021-06-16 08:00"), Last: "2021-12-31", Projects: []Project{{Code: "P",
		Milestones: []Milestone{{Name: "一", Due: "2021-06-30", Controlling: true},
			{Name: "二", Due: "2021-07-07", Controlling: true}}}}}
	events := []Event{{Project: "P", Kind: "closed", At: at("2021-07-16 10:00")}}
	var two []string
	for _, e := range Expect(plan, events) {
		if e.Milestone == "二" {
			two = append(two, steps([]Event{e}, "milestone")...)
		}
	}
	same(t, "the second", two, "T-7 2021-06-28", "T-3 2021-07-02", "T 2021-07-07", "urging 2021-07-08",
		"yellow 2021-07-15",
		"red 2021-07-15 repeat")
}

// A milestone that a later import brings is late entry at once; a dropped one earns nothing; a pause stops the count.
func TestCountsLateEntryDropsAndPauses(t *testing.T) {
	plan := Plan{Year: 2021, Known: at("2021-06-16 08:00"), Last: "2021-07-20", Projects: []Project{{Code: "P",
		Milestones: []Milestone{{Name: "旧", Due: "2021-06-21", Known: at("2021-06-30 15:30")}, {Name: "弃", Due: "2021-06-30"},
			{Name: "停", Due: "2021-06-30"}}}}}
	events := []Event{
		{Project: "P", Kind: "dropped", Item: "milestone", Milestone: "弃", At: at("2021-06-24 10:00")},
		{Project: "P", Kind: "paused", Due: "2021-07-02", At: at("2021-07-01 10:00")},
		{Project: "P", Kind: "resumed", Due: "2021-07-12", At: at("2021-07-08 10:00")},
	}
	got := map[string][]string{}
	for _, e := range Expect(plan, events) {
		got[e.Milestone] = append(got[e.Milestone], steps([]Event{e}, "milestone")...)
	}
	// 6-22 to 6-30 are seven mornings: urging and yellow were earned before the milestone was known.
	same(t, "旧", got["旧"], "urging 2021-06-30 late_entry", "yellow 2021-06-30 late_entry")
	same(t, "弃", got["弃"], "T-7 2021-06-21")
	same(t, "停", got["停"], "T-7 2021-06-21", "T-3 2021-06-25", "T 2021-06-30", "urging 2021-07-01", "yellow 2021-07-16")
}

// March is reported and approved at half of its schedule on the day after it was due, April likewise: a red card, then
// the top one. A plan that is raised in between counts from its day on.
func TestJudgesInvestment(t *testing.T) {
	fen := func(n int64) *int64 { return &n }
	plan := Plan{Year: 2021, Known: at("2021-03-01 08:00"), Last: "2021-06-30", Off: []string{"2021-04-05", "2021-05-03",
		"2021-05-04", "2021-05-05"}, Worked: []string{"2021-05-08"}, Projects: []Project{{Code: "P", AnnualPlan: 1200}}}
	events := []Event{
		{ID: "m", Project: "P", Item: "report", Month: "2021-03", Kind: "submitted", At: at("2021-04-06 10:00")},
		{ID: "m", Project: "P", Item: "report", Month: "2021-03", Kind: "accepted", At: at("2021-04-06 16:00"),
			MonthFen: fen(150), YTDFen: fen(150)},
		{Project: "P", Kind: "plan", PlanFen: 2400, At: at("2021-04-20 10:00")},
		{ID: "a", Project: "P", Item: "report", Month: "2021-04", Kind: "submitted", At: at("2021-05-06 10:00")},
		{ID: "a", Project: "P", Item: "report", Month: "2021-04", Kind: "accepted", At: at("2021-05-07 16:00"),
			MonthFen: fen(250), YTDFen: fen(400)},
	}
	// 150 of 300 is 50 %; 400 of 800 is 50 %, and March was red.
	record := Expect(plan, events)
	same(t, "investment", steps(record, "investment"), "red 2021-04-07", "top 2021-05-08 repeat")
	if _, wrong := Ledger(plan, events); wrong != nil {
		t.Error(wrong)
	}
	events[4].MonthFen = nil
	if _, wrong := Ledger(plan, events); len(wrong) != 1 {
		t.Errorf("a report accepted without figures: %v", wrong)
	}
	if wrong := Differences(plan, append(record, events...)); wrong != nil {
		t.Error(wrong)
	}
	months := Months(plan, append(record, events...))
	if len(months) != 4 || months[1].Red != 1 || months[2].Top != 1 || months[1].Scheduled != 800 ||
		months[1].Approved != 400 {
		t.Errorf("%+v", months)
	}
}
