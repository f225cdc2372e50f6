package web

import (
	"strconv"

	"duban/models"
)

// fillRanks puts the groups into the form.
func fillRanks(f form, g *models.RankGroups) {
	if g == nil {
		g = &models.RankGroups{}
	}
	if g.ByKind {
		f.Set("ranks.by_kind", "1")
	}
	f.Set("ranks.projects", strconv.Itoa(g.FromProjects))
	f.Set("ranks.plan", strconv.Itoa(int(g.FromPlan/1_000_000)))
}

// ranksIn reads the groups from the form; nil: all units together, whatever their base.
func ranksIn(f form) *models.RankGroups {
	g := models.RankGroups{ByKind: f.Value("ranks.by_kind") != "", FromProjects: f.number("ranks.projects"),
		FromPlan: models.Money(f.number("ranks.plan")) * 1_000_000}
	if g == (models.RankGroups{}) {
		return nil
	}
	return &g
}
