package tracking_test

import (
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

// Units stay in one ranking until a programme goes by a set with groups; then they are ranked by kind, and a kind that
// the office sets counts at once. A month that was closed before keeps its ranking.
func TestUnitsAreRankedByTheGroupsOfTheRulesInForce(t *testing.T) {
	h, _, _ := halfYear(t)
	march := models.MonthOf(2021, 3)
	for _, m := range []models.Month{march, march + 1} {
		_, err := h.CloseMonth(t.Context(), office, "close "+m.String(), "", tracking.CloseRequest{Month: m, Reason: "缺报"})
		if err != nil {
			t.Fatal(err)
		}
	}
	was, closed := h.ranking(tracking.ByUnit, 0), h.ranking(tracking.ByUnit, march)
	if was.RankGroups != nil || slices.ContainsFunc(was.Groups, func(g tracking.RankedGroup) bool {
		return g.Kind != ""
	}) {
		t.Fatal("groups before a set with groups is in force")
	}
	draft, err := h.DraftRules(t.Context(), office, "draft", tracking.RuleDraft{From: models.NewLadder, Name: "张店区督办办法"})
	if err != nil {
		t.Fatal(err)
	}
	draft.Rules.Ranks = &models.RankGroups{ByKind: true, FromProjects: 2}
	_, err = h.EditRules(t.Context(), office, "edit", draft.ID, tracking.RuleEdit{Revision: 1, Rules: draft.Rules})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.AdoptRules(t.Context(), office, "adopt", draft.ID, tracking.RuleAdoption{On: h.clock.Date(),
		Ground: "纪要〔2021〕6号"})
	if err != nil {
		t.Fatal(err)
	}
	if got := h.ranking(tracking.ByUnit, 0); got.RankGroups != nil {
		t.Error("an adopted set that no programme goes by ranks")
	}
	if _, err = h.SetLadder(t.Context(), office, "use", "", draft.ID, false); err != nil {
		t.Fatal(err)
	}
	firsts := func(r tracking.Ranking) (names []string, left int) {
		for _, g := range r.Groups {
			if g.Rank == 1 {
				names = append(names, g.Kind.Chinese()+" "+g.Name)
			}
			if !g.NotRanked.IsZero() {
				left++
			}
		}
		return names, left
	}
	names, left := firsts(h.ranking(tracking.ByUnit, 0))
	if len(names) != 2 || left == 0 {
		t.Fatalf("first places %v, %d not ranked", names, left)
	}
	if again := h.ranking(tracking.ByUnit, march); again.RankGroups != nil || len(again.Groups) != len(closed.Groups) ||
		again.Groups[0].Name != closed.Groups[0].Name {
		t.Error("a month closed before is ranked otherwise")
	}
	if towns := h.ranking(tracking.ByTown, 0); towns.Groups[0].Kind != "" {
		t.Error("towns as places are ranked by kind of unit")
	}
	change := []tracking.UnitKindChange{{Unit: was.Groups[0].Name, Kind: models.CompanyUnit}}
	kinds, err := h.SetUnitKinds(t.Context(), office, "kind", change)
	if err != nil || kinds.Units[len(kinds.Units)-1].Unit != was.Groups[0].Name ||
		kinds.Units[len(kinds.Units)-1].Guessed {
		t.Fatal(kinds.Units, err)
	}
	if r := h.ranking(tracking.ByUnit, 0); !slices.ContainsFunc(r.Groups, func(g tracking.RankedGroup) bool {
		return g.Name == was.Groups[0].Name && g.Kind == models.CompanyUnit
	}) {
		t.Error("the kind that the office set does not count")
	}
	_, err = h.SetUnitKinds(t.Context(), office, "wrong", []tracking.UnitKindChange{{Unit: "区商务局", Kind: "firm"}})
	wantCode(t, err, models.KindInvalid, "bad_unit_kind")
	_, err = h.SetUnitKinds(t.Context(), office, "none", []tracking.UnitKindChange{{Unit: "区无此局"}})
	wantCode(t, err, models.KindNotFound, "unit_not_found")
	change[0].Kind = ""
	if kinds, err = h.SetUnitKinds(t.Context(), office, "by name", change); err != nil || !slices.ContainsFunc(kinds.Units,
		func(u tracking.UnitKindLine) bool { return u.Unit == was.Groups[0].Name && u.Guessed }) {
		t.Error(kinds, err)
	}
}
