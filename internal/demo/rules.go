package demo

import (
	"context"
	"slices"

	"duban/models"
	"duban/tracking"
)

// draftedRules is the name of the set of rules that the demonstration leaves as a draft.
const draftedRules = "张店区重点项目督办办法（演示）"

// draftRules leaves a set of rules being drafted, to be tried and adopted: stricter for city-major projects, units
// ranked by kind, from two projects on.
func (f *filler) draftRules(ctx context.Context, _ int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	all, err := f.RuleSets(ctx, office)
	if err != nil || slices.ContainsFunc(all.Lines, func(l tracking.RuleLine) bool { return l.Name == draftedRules }) {
		return err
	}
	draft, err := f.DraftRules(ctx, office, f.key("rules"), tracking.RuleDraft{From: "ratio", Name: draftedRules})
	if err != nil {
		return err
	}
	book := draft.Rules
	book.City = &models.CityRules{Document: "市重大项目督导办法（演示数据）", Lights: book.Lights, Ladder: book.Ladder}
	book.City.Lights.Yellow, book.City.Lights.Red = 90, 70
	book.City.Ladder.Milestone = slices.Clone(book.Ladder.Milestone)
	for i, s := range book.City.Ladder.Milestone {
		switch s.Rung {
		case models.Yellow:
			book.City.Ladder.Milestone[i].Days = 3
		case models.Red:
			book.City.Ladder.Milestone[i].Days = 11
		}
	}
	book.Ranks = &models.RankGroups{ByKind: true, FromProjects: 2}
	_, err = f.EditRules(ctx, office, f.key("rules", "edit"), draft.ID, tracking.RuleEdit{Revision: draft.Revision,
		Rules: book})
	return err
}
