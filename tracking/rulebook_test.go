package tracking_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestTheRulebookIsThatOfTheProgramme(t *testing.T) {
	h := newEnv(t)
	before, err := h.Rulebook(t.Context(), office, "")
	if err != nil || before.Programme != "" || len(before.Milestone) != 7 {
		t.Fatalf("before there is a programme: %+v, %v", before, err)
	}
	s := newFixture(t)
	got, err := s.Rulebook(t.Context(), office, "")
	if err != nil || got.Programme == "" || got.ReportDay != models.LadderOf(models.DefaultLadder).ReportDay {
		t.Fatalf("%+v, %v", got, err)
	}
	red := got.Milestone[5]
	if red.Rung != models.Red || red.Days != 16 || !red.Controlling || red.RepeatOf != models.Yellow || red.Running != 2 ||
		cmp.Diff(red.To, []string{"分管副区长", "包保领导"}) != "" {
		t.Errorf("%+v", red)
	}
	if !got.Colours[0].InUse || got.Colours[0].Name != models.DefaultColours || got.Colours[1].InUse {
		t.Errorf("in use first: %+v", got.Colours)
	}
	// A month with nothing done: red by ratio, nothing by percentage points. That is why one rule set is used at a time.
	colours := map[string]models.Colour{}
	for _, c := range got.Colours {
		colours[c.Name] = c.Examples[0].Colour
	}
	if diff := cmp.Diff(map[string]models.Colour{"ratio-2021": models.RedHue, "points-2021": models.Green,
		"half-2021": models.RedHue}, colours); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Rulebook(t.Context(), office, "没有的清单"); models.KindOf(err) != models.KindNotFound {
		t.Errorf("a programme that is not there: %v", err)
	}
}

// Under the ladder of a new programme a late monthly report earns no more than an urging (催报), before there is one and
// when it is imported; one that has another ladder keeps it when its plan is imported again.
func TestNewProgrammesChaseLateReports(t *testing.T) {
	h := newEnv(t)
	chased := func(when string) {
		t.Helper()
		r, err := h.Rulebook(t.Context(), office, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range r.Report {
			if step.Rung.Height() > models.Urging.Height() {
				t.Errorf("%s a late report earns %s", when, step.Rung)
			}
		}
	}
	chased("before the first import")
	h.bring("plan", planBook(t, first(2)))
	chased("in a new programme")
	ladder := func() string {
		t.Helper()
		trial, err := h.Trial(t.Context(), office, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		return trial.Ladder.Name
	}
	if got := ladder(); got != models.NewLadder {
		t.Error(got)
	}
	if _, err := h.SetLadder(t.Context(), office, "ladder", "", models.Ladder2026, false); err != nil {
		t.Fatal(err)
	}
	h.bring("again", planBook(t, first(3)))
	if got := ladder(); got != models.Ladder2026 {
		t.Errorf("an import changed the ladder to %s", got)
	}
}
