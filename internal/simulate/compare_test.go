package simulate

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/models"
)

// Memory and the engine give the same events, the same facts and as many messages: a whole year of the sample
// programme, and two springs of a few projects.
func TestMemoryAndEngineGiveTheSame(t *testing.T) {
	few := func(o *Options) { o.Plan, o.Milestones = written(t, firstProjects(o.From.Year(), 8)) }
	for _, c := range []struct {
		seed   uint64
		from   models.Date
		to     models.Date
		change []func(*Options)
		long   bool
	}{
		{seed: 1, from: newYear, to: yearEnd, long: true},
		{seed: 2, from: models.DateOf(2021, 1, 4), to: models.DateOf(2021, 5, 20), change: []func(*Options){few}},
		{seed: 3, from: models.DateOf(2021, 8, 16), to: models.DateOf(2022, 1, 20), change: []func(*Options){few}},
	} {
		t.Run(fmt.Sprint("seed ", c.seed), func(t *testing.T) {
			if c.long && testing.Short() {
				t.Skip("a year on the engine takes half a minute")
			}
			o := options(t, c.seed, c.from, c.to, c.change...)
			memory, err := Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			engine, err := runEngine(t, o)
			if err != nil {
				t.Fatal(err)
			}
			compareEvents(t, engine.Events, memory.Events)
			if len(memory.Events) < 100 {
				t.Errorf("only %d events", len(memory.Events))
			}
			// The batch an imported row came with is the store's. The rest of the year is compared as a whole.
			ignore := cmpopts.IgnoreFields(models.Report{}, "BatchID")
			engine.Events, memory.Events = nil, nil
			// Start is read before or after the first look at the ladder.
			ignoreLook := cmpopts.IgnoreFields(models.Project{}, "NextAt", "NextWhat")
			ignoreRecords := cmpopts.IgnoreFields(models.Facts{}, "Escalations")
			if diff := cmp.Diff(engine.Start, memory.Start, ignore, ignoreLook, ignoreRecords,
				cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("the projects as imported differ (-engine +memory):\n%s", diff)
			}
			engine.Start, memory.Start = nil, nil
			if diff := cmp.Diff(engine, memory, ignore, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("the years differ (-engine +memory):\n%s", diff)
			}
		})
	}
}

// compareEvents compares event by event.
func compareEvents(t *testing.T, engine, memory []Event) {
	t.Helper()
	for i := range min(len(engine), len(memory)) {
		if diff := cmp.Diff(engine[i], memory[i]); diff != "" {
			t.Fatalf("event %d differs (-engine +memory):\n%s", i, diff)
		}
	}
	if len(engine) != len(memory) {
		t.Fatalf("%d events on the engine, %d in memory", len(engine), len(memory))
	}
}

// A comparison that cannot fail proves nothing: with another ladder in memory the events differ.
func TestComparisonFindsAnotherLadder(t *testing.T) {
	o := options(t, 2, newYear, models.DateOf(2021, 4, 10), func(o *Options) {
		o.Plan, o.Milestones = written(t, firstProjects(2021, 6))
	})
	before, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Rules = func(f models.Facts) models.Rules {
		r := models.RulesFor(f, o.Calendar(nil))
		r.Ladder.Milestone = slices.Clone(r.Ladder.Milestone)
		for i := range r.Ladder.Milestone {
			if r.Ladder.Milestone[i].Rung == models.Yellow {
				r.Ladder.Milestone[i].Days++
			}
		}
		return r
	}
	if err := o.complete(); err != nil {
		t.Fatal(err)
	}
	after, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(before.Events, after.Events) {
		t.Error("a yellow card a day later changes nothing")
	}
}
