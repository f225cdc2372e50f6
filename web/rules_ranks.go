package web

import (
	"strconv"

	"duban/models"
)

// rankSentences say among whom units are ranked.
func rankSentences(l lang, g *models.RankGroups) []string {
	if g == nil {
		return []string{l.text("各责任单位一起排名，不设最小基数")}
	}
	out := []string{l.text("各责任单位一起排名")}
	if g.ByKind {
		out = []string{l.text("镇办、部门、国企分别排名")}
	}
	if g.FromProjects > 0 {
		out = append(out, l.text("项目不足 %d 个的列出，不参加排名", g.FromProjects))
	}
	if g.FromPlan > 0 {
		out = append(out, l.text("年度计划不足 %s 万元的列出，不参加排名", g.FromPlan.Wan().Grouped()))
	}
	return out
}

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
