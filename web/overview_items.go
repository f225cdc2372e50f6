package web

import (
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// decision is something that waits for somebody who decides.
type decision struct {
	Level   models.Colour // how it is coloured
	Count   int
	Text    string
	Address string
}

// signers is who signs what a rung drafts. Source: design practice, section 2.
var signers = map[models.Rung]struct {
	colour models.Colour
	text   phrase
}{
	models.Top:    {models.TopHue, "项挂牌督办（%d 个项目）：区政府主要领导签批，全区通报"},
	models.Red:    {models.RedHue, "项红牌（%d 个项目）：分管副区长约谈责任单位，定整改方案"},
	models.Yellow: {models.YellowHue, "项黄牌（%d 个项目）：项目办主要负责人签发督办单"},
}

func decisionsOf(o tracking.Overview, groups []rungGroup, l lang) []decision {
	var out []decision
	add := func(level models.Colour, count int, text phrase, address string, args ...any) {
		if count > 0 {
			out = append(out, decision{level, count, l.text(text, args...), address})
		}
	}
	for _, g := range groups {
		if s, ok := signers[g.Rung]; ok {
			add(s.colour, g.Items, s.text, "#rung-"+string(g.Rung), len(g.Lines)+len(g.More))
		}
	}
	if len(o.Waiting) > 0 {
		oldest := o.Waiting[0].SubmittedAt.Date()
		add(models.NoData, len(o.Waiting), "件填报待审定，最早的 %s 提交（限 %d 个工作日）", "#waiting", l.date(oldest, o.Status.Year),
			o.ReviewDays)
	}
	add(models.NoData, o.Status.Colours[models.NoData], "个项目没有可评定的数据：催报或代填", "?colour=no_data#projects")
	add(models.NoData, o.NoDateCount, "个节点没有计划日期，不参与督办：请补齐", "#projects")
	return out
}

// rungGroup is what stands at one rung now, a line for each project.
type rungGroup struct {
	Rung  models.Rung
	Items int // late things, of all its projects
	Lines []escalationLine
	More  []escalationLine // projects beyond the first few
}

// escalationLine is what is late in one project at one rung.
type escalationLine struct {
	Project string
	Name    string
	What    string      // "节点「主体封顶」；6月月报未报送"
	Due     models.Date // of the oldest
	Assumed bool
}

// firstLines is how many projects of a rung are shown before the rest is folded away: all who face the district's head,
// none who are only being urged.
var firstLines = map[models.Rung]int{models.Top: 10, models.Red: 6, models.Yellow: 4}

// rungGroupsOf lists every late thing once, at the highest rung it has reached: the rungs below it stay on record as
// open too, but are no longer what is to be done.
func rungGroupsOf(o tracking.Overview, l lang) []rungGroup {
	type subject struct {
		project, milestone string
		item               models.Item
		month              models.Month
		version            int
	}
	seen := map[subject]bool{}
	var groups []rungGroup
	for _, e := range o.Escalations { // worst first, then by due date
		key := subject{e.Project, e.Milestone, e.Item, e.Month, e.DueVersion}
		if seen[key] {
			continue
		}
		seen[key] = true
		if n := len(groups); n == 0 || groups[n-1].Rung != e.Rung {
			groups = append(groups, rungGroup{Rung: e.Rung})
		}
		groups[len(groups)-1].add(e, l)
	}
	for i := range groups {
		g := &groups[i]
		cut := min(len(g.Lines), firstLines[g.Rung])
		g.Lines, g.More = g.Lines[:cut], g.Lines[cut:]
	}
	return groups
}

func (g *rungGroup) add(e tracking.EscalationView, l lang) {
	g.Items++
	i := slices.IndexFunc(g.Lines, func(line escalationLine) bool { return line.Project == e.Project })
	if i < 0 {
		g.Lines = append(g.Lines, escalationLine{Project: e.Project, Name: e.Name, What: l.item(e), Due: e.Due,
			Assumed: e.Assumed})
		return
	}
	g.Lines[i].What += l.text("；") + l.item(e)
	g.Lines[i].Assumed = g.Lines[i].Assumed || e.Assumed
}

// datedEscalation is a line with the year its dates are shown in.
type datedEscalation struct {
	Line escalationLine
	Year int
}

// item says what an escalation is about.
func (l lang) item(e tracking.EscalationView) string {
	switch {
	case e.Item == models.ItemMilestone:
		return l.text("节点「%s」", e.Milestone)
	case e.Item == models.ItemReport:
		return l.text("%s月报未报送", l.month(e.Month))
	case e.Item == models.ItemInvestment:
		return l.text("截至%s投资低于序时", l.month(e.Month))
	case e.Milestone != "":
		return l.text("节点「%s」的填报未审定", e.Milestone)
	}
	return l.text("%s月报未审定", l.month(e.Month))
}

// SubmissionItem says what a submission is about.
func (p overviewPage) SubmissionItem(s tracking.SubmissionView) string {
	if s.Kind == models.SubmitReport {
		return p.Lang.text("%s月报", p.Lang.month(s.Month))
	}
	return p.Lang.text("节点「%s」", s.Milestone)
}

// FirstWaiting is what waits longest for review.
func (p overviewPage) FirstWaiting() []tracking.SubmissionView {
	return p.Waiting[:min(len(p.Waiting), firstWaiting)]
}

// MoreWaiting is how many wait besides.
func (p overviewPage) MoreWaiting() int { return len(p.Waiting) - len(p.FirstWaiting()) }

const firstWaiting = 8

// Why is the reason for a project's state, without repeating the state's own word.
func (p overviewPage) Why(l tracking.ProjectLine) string { return whyOf(p.Lang, l) }

func whyOf(in lang, l tracking.ProjectLine) string {
	return in.sentence(strings.TrimPrefix(l.Reason, l.Colour.Chinese()+"："))
}

// Older reports whether a project's figures are of an earlier month than the programme's.
func (p overviewPage) Older(l tracking.ProjectLine) bool {
	return l.Approved != nil && l.Month < p.Figures.Month
}
