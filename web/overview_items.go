package web

import (
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
var signers = []struct {
	rung   models.Rung
	colour models.Colour
	text   phrase
}{
	{models.Top, models.TopHue, "项挂牌督办：区政府主要领导签批，全区通报"},
	{models.Red, models.RedHue, "项红牌：分管副区长约谈责任单位，定整改方案"},
	{models.Yellow, models.YellowHue, "项黄牌：项目办主要负责人签发督办单"},
}

func decisionsOf(o tracking.Overview, l lang) []decision {
	var out []decision
	add := func(level models.Colour, count int, text phrase, address string, args ...any) {
		if count > 0 {
			out = append(out, decision{level, count, l.text(text, args...), address})
		}
	}
	for _, s := range signers {
		add(s.colour, o.Status.OpenEscalations[s.rung], s.text, "#rung-"+string(s.rung))
	}
	if len(o.Waiting) > 0 {
		oldest := o.Waiting[0].SubmittedAt.Date()
		add(models.NoData, len(o.Waiting), "件填报待审定，最早的 %s 提交（限 %d 个工作日）", "#waiting", l.date(oldest, o.Status.Year), o.ReviewDays)
	}
	add(models.NoData, o.Status.Colours[models.NoData], "个项目没有可评定的数据：催报或代填", "?colour=no_data#projects")
	add(models.NoData, o.NoDateCount, "个节点没有计划日期，不参与督办：请补齐", "#projects")
	return out
}

// rungGroup is the open escalations of one rung.
type rungGroup struct {
	Rung  models.Rung
	Items []escalationLine
	More  []escalationLine // beyond the first few
	Total int
}

type escalationLine struct {
	tracking.EscalationView
	What string
}

// datedEscalation is a line with the year its dates are shown in.
type datedEscalation struct {
	Line escalationLine
	Year int
}

// firstItems is how many escalations of a rung are shown before the rest is folded away.
const firstItems = 6

func rungGroupsOf(o tracking.Overview, l lang) []rungGroup {
	var groups []rungGroup
	for _, e := range o.Escalations { // worst first
		if n := len(groups); n == 0 || groups[n-1].Rung != e.Rung {
			groups = append(groups, rungGroup{Rung: e.Rung})
		}
		g, line := &groups[len(groups)-1], escalationLine{e, l.item(e)}
		if g.Total++; len(g.Items) < firstItems {
			g.Items = append(g.Items, line)
		} else {
			g.More = append(g.More, line)
		}
	}
	return groups
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

// Older reports whether a project's figures are of an earlier month than the programme's.
func (p overviewPage) Older(l tracking.ProjectLine) bool {
	return l.Approved != nil && l.Month < p.Figures.Month
}
