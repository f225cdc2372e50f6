package models

import "slices"

// RankGroups are the part of a rule set that says among whom responsible units are ranked, and from what base on.
type RankGroups struct {
	ByKind       bool  `json:"by_kind"`       // 镇办, 部门 and 国企 each by themselves
	FromProjects int   `json:"from_projects"` // a unit with fewer projects is listed, not ranked; 0: no limit
	FromPlan     Money `json:"from_plan_fen"` // the same by the annual plan of its projects
}

// mostFromProjects bounds the smallest base in projects.
const mostFromProjects = 50

func (g RankGroups) check(c *ruleFaults) {
	c.where = Messagef("单位排名")
	if g.FromProjects < 0 || g.FromProjects > mostFromProjects {
		c.add(Messagef("参加排名的最少项目数应为 0–%d 个，不设的填 0，请更正", mostFromProjects))
	}
	if g.FromPlan < 0 {
		c.add(Messagef("参加排名的最低年度计划不能为负数，不设的填 0，请更正"))
	}
	if !g.ByKind && g.FromProjects == 0 && g.FromPlan == 0 {
		c.add(Messagef("单位排名没有内容：请选择分类排名或填写最小基数，都不需要的请取消单位排名规则"))
	}
}

// tooSmall says why the base of a unit is too small to rank it; none: it is not.
func (g RankGroups) tooSmall(t Totals) Message {
	switch {
	case t.Projects < g.FromProjects:
		return Messagef("项目 %d 个，不足 %d 个，不参加排名", t.Projects, g.FromProjects)
	case t.Plan < g.FromPlan:
		return Messagef("年度计划 %s 万元，不足 %s 万元，不参加排名", t.Plan.Wan(), g.FromPlan.Wan())
	}
	return Message{}
}

// RankUnitsBy has units ranked by the rule and the groups that a programme goes by now.
func (p *ProgrammeFigures) RankUnitsBy(programme Programme, n Names) {
	p.Rank, p.Ranks, p.Kinds = programme.RankRule(), programme.Book().Ranks, n.Kinds
}

// UnitGroups puts the projects together by responsible unit and ranks the units. With RankGroups by kind, kinds follow
// one another and each has its own first place. A unit below the smallest base comes after the ranked ones of its kind.
func (p ProgrammeFigures) UnitGroups() []Group {
	unit := func(l ProjectFigures) string { return l.Unit }
	if p.Ranks == nil {
		return GroupBy(p.Lines, unit, p.Rank)
	}
	byKind := map[UnitKind][]ProjectFigures{}
	for _, l := range p.Lines {
		kind := UnitKind("")
		if p.Ranks.ByKind && l.Unit != "" {
			kind = kindOf(p.Kinds, l.Unit)
		}
		byKind[kind] = append(byKind[kind], l)
	}
	var out []Group
	for _, kind := range append(slices.Clone(UnitKinds), "") {
		groups := GroupBy(byKind[kind], unit, p.Rank)
		ranked, left := []Group{}, []Group{}
		for _, g := range groups {
			if g.Kind = kind; g.Name == "" {
				g.NotRanked = Messagef("未注明责任单位，不参加排名")
			} else {
				g.NotRanked = p.Ranks.tooSmall(g.Totals)
			}
			if g.NotRanked.IsZero() {
				ranked = append(ranked, g)
			} else {
				g.Rank = 0
				left = append(left, g)
			}
		}
		p.Rank.place(ranked)
		out = slices.Concat(out, ranked, left)
	}
	return out
}

// NotRankedUnits are units without a place for one reason.
type NotRankedUnits struct {
	Why   Message
	Units []string
}

// NotRankedOf puts the units that are not ranked together by the reason; those without a unit are left out.
func NotRankedOf(groups []Group) (out []NotRankedUnits) {
	for _, g := range groups {
		if g.NotRanked.IsZero() || g.Name == "" {
			continue
		}
		i := slices.IndexFunc(out, func(o NotRankedUnits) bool { return o.Why.Text == g.NotRanked.Text })
		if i < 0 {
			i, out = len(out), append(out, NotRankedUnits{Why: g.NotRanked})
		}
		out[i].Units = append(out[i].Units, g.Name)
	}
	return out
}

// kindsOfUnits are the kinds of the units when they are ranked by kind.
func (p ProgrammeFigures) kindsOfUnits() map[string]UnitKind {
	if p.Ranks == nil || !p.Ranks.ByKind {
		return nil
	}
	kinds := map[string]UnitKind{}
	for _, l := range p.Lines {
		if l.Unit != "" {
			kinds[l.Unit] = kindOf(p.Kinds, l.Unit)
		}
	}
	return kinds
}

// KindsOf are the kinds of units in the order of their groups, for what prints each kind by itself; one "" when units
// are ranked together.
func KindsOf(groups []Group) (kinds []UnitKind) {
	for _, g := range groups {
		if !slices.Contains(kinds, g.Kind) {
			kinds = append(kinds, g.Kind)
		}
	}
	return kinds
}

// place gives places to groups that are in order; equal ones share a place.
func (r RankRule) place(groups []Group) {
	for i := range groups {
		switch {
		case !r.ranks(groups[i].Totals):
			groups[i].Rank = 0
		case i > 0 && r.compare(groups[i].Totals, groups[i-1].Totals) == 0:
			groups[i].Rank = groups[i-1].Rank
		default:
			groups[i].Rank = i + 1
		}
	}
}
