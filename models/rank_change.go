package models

import "slices"

// RankChange is among whom units are ranked by the rules in force, and by others.
type RankChange struct {
	Was  []Message `json:"was"`
	Will []Message `json:"will"`
}

// RanksChangedBy returns the change of ranks by another set of rules; nil: there is none.
func (b RuleBook) RanksChangedBy(to RuleBook) *RankChange {
	c := RankChange{RankSentences(b.Ranks), RankSentences(to.Ranks)}
	if slices.EqualFunc(c.Was, c.Will, func(a, b Message) bool { return a.Text == b.Text }) {
		return nil
	}
	return &c
}

// RankSentences say among whom units are ranked.
func RankSentences(g *RankGroups) []Message {
	if g == nil {
		return []Message{Messagef("各责任单位一起排名，不设最小基数")}
	}
	out := []Message{Messagef("各责任单位一起排名")}
	if g.ByKind {
		out = []Message{Messagef("镇办、部门、国企分别排名")}
	}
	if g.FromProjects > 0 {
		out = append(out, Messagef("项目不足 %d 个的列出，不参加排名", g.FromProjects))
	}
	if g.FromPlan > 0 {
		out = append(out, Messagef("年度计划不足 %s 万元的列出，不参加排名", g.FromPlan.Wan()))
	}
	return out
}
