package tracking_test

import (
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

// A draft with days that cannot be is not replayed: its faults are shown instead.
func TestAFaultyDraftIsNotReplayed(t *testing.T) {
	s := newFixture(t)
	draft, err := s.DraftRules(t.Context(), office, "draft", tracking.RuleDraft{From: "ratio", Name: "试算"})
	if err != nil {
		t.Fatal(err)
	}
	revision := 1
	try := func(change func(*models.RuleBook)) tracking.RulesTried {
		t.Helper()
		book := draft.Rules
		book.Ladder.Milestone = slices.Clone(book.Ladder.Milestone)
		change(&book)
		if _, err := s.EditRules(t.Context(), office, "edit"+string(rune('a'+revision)), draft.ID,
			tracking.RuleEdit{Revision: revision, Rules: book}); err != nil {
			t.Fatal(err)
		}
		revision++
		out, err := s.TryRules(t.Context(), office, "", draft.ID, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, days := range []int{-1, 9999999999} {
		out := try(func(b *models.RuleBook) { b.Ladder.Milestone[len(b.Ladder.Milestone)-1].Days = days })
		if out.Replayed || len(out.Faults) == 0 || out.Of != 0 {
			t.Errorf("%d days: replayed %t, %v", days, out.Replayed, out.Faults)
		}
	}
	if out := try(func(b *models.RuleBook) { b.Ladder.ReviewDays = 9999999999 }); out.Replayed || len(out.Faults) == 0 {
		t.Errorf("review days: replayed %t, %v", out.Replayed, out.Faults)
	}
	out := try(func(b *models.RuleBook) { b.City = &models.CityRules{Ladder: b.Ladder, Lights: b.Lights} })
	if !out.Replayed || len(out.Faults) != 1 || out.Of == 0 {
		t.Errorf("without a document: replayed %t, %v", out.Replayed, out.Faults)
	}
}
