package figurecheck

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// checkRankGroups adopts a set of rules that ranks units by kind from a smallest base on, and asks every door that
// prints ranks.
func checkRankGroups(t *testing.T, c *scene) {
	t.Helper()
	draft, err := c.DraftRules(t.Context(), office, "ranks", tracking.RuleDraft{From: models.NewLadder, Name: "张店区督办办法"})
	c.must(err)
	draft.Rules.Ranks = &models.RankGroups{ByKind: true, FromProjects: 3}
	_, err = c.EditRules(t.Context(), office, "rank groups", draft.ID, tracking.RuleEdit{Revision: 1, Rules: draft.Rules})
	c.must(err)
	_, err = c.AdoptRules(t.Context(), office, "adopt ranks", draft.ID, tracking.RuleAdoption{On: c.clock.Date(),
		Ground: "专班会议纪要〔2021〕6号"})
	c.must(err)
	_, err = c.SetLadder(t.Context(), office, "use", "", draft.ID, false)
	c.must(err)
	_, err = c.SetUnitKinds(t.Context(), office, "kinds", []tracking.UnitKindChange{{Unit: "区商务局",
		Kind: models.CompanyUnit}})
	c.must(err)
	want := c.then(0)
	ranks := map[string]int{}
	for key, rank := range want {
		if strings.HasPrefix(key, "rank of ") {
			ranks[shown(rank)]++
		}
	}
	if ranks["1"] < 2 || ranks["0"] == 0 || shown(want["rank of 区商务局"]) != "1" {
		t.Errorf("nothing is tried: %v", ranks)
	}
	doors := append(slices.DeleteFunc(doors(c), func(d door) bool { return !d.at }), workbooks()[0],
		onCommand("ranking", readRankingText, "rank of 区商务局"))
	for _, d := range doors {
		for _, wrong := range compare(d.name, d.find(d.read(c)), want, d.must) {
			t.Error(wrong)
		}
	}
}
