package models

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestGapLeadsFromScheduleToApproved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []ProjectFigures
		for range rapid.IntRange(0, 12).Draw(t, "projects") {
			l := ProjectFigures{Scheduled: Money(rapid.Int64Range(0, 1000).Draw(t, "scheduled")),
				Dropped: rapid.Bool().Draw(t, "dropped")}
			if rapid.Bool().Draw(t, "known") {
				approved := Money(rapid.Int64Range(0, 1000).Draw(t, "approved"))
				l.Approved, l.Behind = &approved, max(0, l.Scheduled-approved)
			}
			lines = append(lines, l)
		}
		gap, totals := GapOf(lines, rapid.IntRange(0, 5).Draw(t, "named")), TotalsOf(lines)
		sum := gap.Scheduled
		var behind Money
		for _, s := range gap.Steps {
			sum += s.Amount
			if s.Kind == GapOneProject || s.Kind == GapOthers {
				behind -= s.Amount
			}
		}
		if sum != gap.Approved || gap.Scheduled != totals.Scheduled || gap.Approved != totals.Approved ||
			behind != totals.Behind {
			t.Fatalf("%+v does not fit %+v", gap, totals)
		}
	})
}

func TestGapNamesTheFurthestBehind(t *testing.T) {
	line := func(code string, scheduled, approved Money) ProjectFigures {
		return ProjectFigures{Code: code, Name: code + "项目", Scheduled: scheduled,
			Approved: &approved, Behind: max(0, scheduled-approved)}
	}
	got := GapOf([]ProjectFigures{line("a", 100, 90), line("b", 100, 20), line("c", 100, 60), line("d", 100, 150),
		{Scheduled: 7}}, 2)
	want := Gap{Scheduled: 407, Approved: 320, Steps: []GapStep{
		{Kind: GapOneProject, Code: "b", Name: "b项目", Projects: 1, Amount: -80},
		{Kind: GapOneProject, Code: "c", Name: "c项目", Projects: 1, Amount: -40},
		{Kind: GapOthers, Projects: 1, Amount: -10},
		{Kind: GapUnknown, Projects: 1, Amount: -7},
		{Kind: GapAhead, Projects: 1, Amount: 50},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
