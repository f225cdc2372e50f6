package simulate

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/ladderoracle"
	"duban/models"
)

// Months or whole years in which milestones are scheduled by templates and follow each other, extensions, pauses,
// exemptions, other plans and closed projects are asked for, estimates are given, and rules are changed in mid-year,
// stricter ones for the city-major projects: the oracle agrees with every rung, every step of every round, every month,
// every day to be expected, and with what granted requests come to.
func TestAYearWithTemplatesRequestsAndRulesAgreesWithTheOracle(t *testing.T) {
	seeds, to, change := []uint64{1, 2, 3, 4}, models.DateOf(2021, 9, 20),
		func(seed int) func(*Options) { return sixteenOf(t, seed) }
	if *years > 0 {
		seeds, to, change = nil, models.DateOf(2022, 1, 21), func(int) func(*Options) { return func(*Options) {} }
		for seed := range uint64(*years) {
			seeds = append(seeds, seed)
		}
	}
	all := map[string]int{}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			o := options(t, seed, newYear, to, change(int(seed)))
			o.Ladder = models.LadderNames[1+seed%2]
			n := 0
			problem := func(format string, args ...any) {
				if n++; n <= 40 {
					t.Errorf("seed %d: %s", seed, fmt.Sprintf(format, args...))
				}
			}
			y, p, err := playYear(t.Context(), o, problem)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, withCause(err))
			}
			p.compare(t, y)
			if n > 40 {
				t.Errorf("seed %d: and %d more", seed, n-40)
			}
			t.Logf("seed %d: %v, %+v", seed, p.n, y.Figures().Counts)
			for what, n := range p.n {
				all[what] += n
			}
			for _, e := range y.Events {
				all[fmt.Sprintf("%s %s", e.Kind, e.Cause)]++
			}
		})
	}
	for _, what := range []string{"scheduled forwards", "scheduled backwards", "linked", "moved by another", "extension",
		"pause", "resume", "exemption", "plan", "withdrawal", "close", "refused", "estimate", "opinion",
		"adopted by district",
		"adopted by city", "rung late_entry", "rung repeat", "round step opens", "round step estimate_ask",
		"round step estimate_late", "round step pre_review_late", "round step verified_ask", "round step verified_late",
		"round step unconfirmed", "round step ask_close", "round step reopened"} {
		if all[what] == 0 {
			t.Errorf("none of %q shows nothing of it: %v", what, all)
		}
	}
}

// sixteenOf cuts the workbooks down to sixteen projects, others for each seed.
func sixteenOf(t *testing.T, seed int) func(*Options) {
	return func(o *Options) {
		data := firstProjects(o.From.Year(), 48)
		data.Projects = data.Projects[seed%3*16:][:16]
		o.Plan, o.Milestones = written(t, data)
	}
}

func withCause(err error) error {
	if e := models.AsError(err); e != nil && e.Cause != nil {
		return fmt.Errorf("%w: %w", err, e.Cause)
	}
	return err
}

// compare compares everything that is on record in the end.
func (p *yearPlay) compare(t *testing.T, y *Year) {
	plan, record := oracleInput(t, y)
	recode(t, p.rules, &plan.Rules)
	for i := range plan.Projects {
		one := &plan.Projects[i]
		for _, f := range y.Start {
			if f.Project.Code != one.Code {
				continue
			}
			for _, list := range f.Programmes {
				one.Lists = append(one.Lists, list.ID)
				one.CityMajor = one.CityMajor || list.Kind == models.CityProgramme
			}
		}
		for _, s := range p.scheduled[one.Code] {
			one.Milestones = append(one.Milestones, ladderoracle.Milestone{Name: s.Name, Due: s.Due,
				Controlling: s.Controlling, Known: s.Known.Time()})
		}
	}
	city := 0
	for _, one := range plan.Projects {
		if one.CityMajor {
			city++
		}
	}
	if len(plan.Projects) == 48 && city != 26 {
		t.Errorf("%d city-major projects, not 26", city)
	}
	moved := []string{}
	events := slices.DeleteFunc(record, func(e ladderoracle.Event) bool {
		if e.Kind == extended {
			moved = append(moved, moveLine(e))
		}
		return e.Kind == extended || e.Kind == paused || e.Kind == resumed
	})
	follows := ladderoracle.CarryOut(plan, events, p.granted)
	want := []string{}
	for _, e := range follows {
		if e.Kind == extended {
			want = append(want, moveLine(e))
		}
	}
	differ(p.problem, "moved", moved, want)
	events = append(events, follows...)
	for _, line := range ladderoracle.Differences(plan, events) {
		p.problem("%s", line)
	}
	var months []ladderoracle.Month
	recode(t, y.Months(), &months)
	if diff := cmp.Diff(ladderoracle.Months(plan, events), months); diff != "" {
		p.problem("months: %s", diff)
	}
	if _, wrong := ladderoracle.Ledger(plan, events); len(wrong) > 0 {
		p.problem("ledger: %v", wrong)
	}
	p.compareRounds(plan, events, y)
	plan.Rules = nil // a comparison that cannot fail proves nothing
	if len(ladderoracle.Differences(plan, events)) == 0 {
		t.Error("the oracle expects the same without the changed rules")
	}
}

func moveLine(e ladderoracle.Event) string {
	return fmt.Sprintf("%s %s v%d to %s at %s", e.Project, e.Milestone, e.DueVersion, e.Due,
		e.At.UTC().Format("01-02 15:04"))
}

// differ tells of the lines that only one of two lists has, in any order.
func differ(problem func(string, ...any), what string, got, want []string) {
	count := map[string]int{}
	for _, line := range got {
		count[line]++
	}
	for _, line := range want {
		count[line]--
	}
	var wrong []string
	for line, n := range count {
		switch {
		case n > 0:
			wrong = append(wrong, line+" — not expected")
		case n < 0:
			wrong = append(wrong, line+" — missing")
		}
	}
	slices.Sort(wrong)
	for _, line := range wrong {
		problem("%s: %s", what, line)
	}
}
