package models

import (
	"cmp"
	"slices"
)

// RankRule is by what groups are ranked. An office chooses one; every page and workbook ranks by it and prints its
// name.
type RankRule string

// The rules.
const (
	RankByPlan     RankRule = "plan"     // share of the annual plan that is approved (年度计划完成率)
	RankBySchedule RankRule = "schedule" // approved as a share of what was scheduled (序时完成率)
	RankByPoints   RankRule = "points"   // share of the annual plan approved less the share scheduled, in points (较序时进度)
)

// DefaultRank is the rule of a new programme.
const DefaultRank = RankByPlan

// RankRules lists the rules that can be chosen.
var RankRules = []RankRule{RankByPlan, RankBySchedule, RankByPoints}

// Chinese returns the name of the rule as it is printed with every rank.
func (r RankRule) Chinese() string {
	return map[RankRule]string{RankByPlan: "年度计划完成率", RankBySchedule: "序时完成率", RankByPoints: "较序时进度百分点"}[r]
}

// Group is some projects of a list put together: a unit, a sector, a town.
type Group struct {
	Name string `json:"name"` // "": the projects without one
	Rank int    `json:"rank"` // from 1, equal ones share it; 0 without a figure or when NotRanked
	// of a responsible unit, where units are ranked by kind
	Kind      UnitKind `json:"kind,omitempty"`
	NotRanked Message  `json:"not_ranked,omitzero"` // why a unit has no place, other than the want of a figure
	Totals
}

// GroupBy puts lines together by a name and ranks the groups; the best comes first, those without a figure last.
func GroupBy(lines []ProjectFigures, name func(ProjectFigures) string, rule RankRule) []Group {
	at := map[string]int{} // of a name in groups
	groups := []Group{}
	for i := range lines {
		n := name(lines[i])
		g, known := at[n]
		if !known {
			g, at[n] = len(groups), len(groups)
			groups = append(groups, Group{Name: n, Totals: noTotals()})
		}
		groups[g].add(&lines[i])
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(rule.compare(b.Totals, a.Totals), cmp.Compare(a.Name, b.Name))
	})
	rule.place(groups)
	return groups
}

// ranks reports whether there is anything to compare.
func (r RankRule) ranks(t Totals) bool {
	if r == RankBySchedule {
		return t.Known() && t.Scheduled > 0
	}
	return t.Known() && t.Plan > 0
}

// compare orders two groups by the rule exactly; without a figure is less than any.
func (r RankRule) compare(a, b Totals) int {
	if !r.ranks(a) || !r.ranks(b) {
		return boolInt(r.ranks(a)) - boolInt(r.ranks(b))
	}
	return cmp.Compare(r.Value(a), r.Value(b))
}

// Value is what a group is ranked by, in billionths; -1 when there is nothing to compare.
func (r RankRule) Value(t Totals) Money {
	const billion = 1_000_000_000
	switch {
	case !r.ranks(t):
		return -1
	case r == RankBySchedule:
		return t.Approved.Share(billion, int64(t.Scheduled))
	case r == RankByPoints:
		return t.Lead().Share(billion, int64(t.Plan))
	}
	return t.Approved.Share(billion, int64(t.Plan))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// RankEach ranks single projects by the rule, by row key, and returns how many have a rank.
func (r RankRule) RankEach(lines []ProjectFigures) (ranks map[string]int, ranked int) {
	ranks = map[string]int{}
	for _, g := range GroupBy(lines, func(l ProjectFigures) string { return l.ProjectID }, r) {
		ranks[g.Name] = g.Rank
		ranked += boolInt(g.Rank > 0)
	}
	return ranks, ranked
}
