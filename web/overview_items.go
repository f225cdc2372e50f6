package web

import (
	"duban/models"
	"duban/tracking"
)

// decision is a number of items that wait for a decision.
type decision struct {
	Level   models.Colour // colour of the line
	Count   int
	Text    string
	Address string
}

// signers says for each rung who signs the document it calls for.
var signers = map[models.Rung]struct {
	colour models.Colour
	text   phrase
}{
	models.Top:    {models.TopHue, "项达到挂牌督办条件（%d 个项目）：报区政府主要领导审定"},
	models.Red:    {models.RedHue, "项达到红牌标准（%d 个项目）：报分管副区长审定是否约谈"},
	models.Yellow: {models.YellowHue, "项达到黄牌标准（%d 个项目）：报项目办主要负责人审定是否发督办单"},
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
			add(s.colour, g.Items, s.text, "#rung-"+string(g.Rung), g.Projects())
		}
	}
	if h := o.Status.Headline; h.AskClose {
		add(models.NoData, h.Progress.Due-h.Progress.Approved, "个项目%s月报逾期未审定：请核实后办理月结",
			closeAddress(models.ClosedMonth, h.Next), l.month(h.Next))
	}
	if len(o.Waiting) > 0 {
		oldest := o.Waiting[0].SubmittedAt.Date()
		add(models.NoData, len(o.Waiting), "件填报待审定，最早的 %s 提交（限 %d 个工作日）", "#waiting",
			l.date(oldest, o.Status.Year), o.ReviewDays)
	}
	add(models.NoData, o.Status.Colours[models.NoData], "个项目没有可评定的数据：催报或代填", "?colour=no_data#projects")
	add(models.NoData, o.NoDateCount, "个节点没有计划日期，不参与督办：请补齐", "#projects")
	return out
}

// rungGroup is the late items whose highest rung is Rung, a line for each project.
type rungGroup struct {
	Rung  models.Rung
	Items int // late items of all projects
	Lines []escalationLine
	More  []escalationLine // projects beyond the first few
	Rest  int              // projects beyond those, on the page of escalations
}

// escalationLine is the late items of one project at one rung.
type escalationLine struct {
	Address string // of its row in the list, or of its page
	Project string
	Name    string
	What    string      // "节点“主体封顶”；6月月报未报送"
	Due     models.Date // of the oldest
	Assumed bool
}

// firstLines is how many projects of a rung are shown before the others are folded; none for urging.
var firstLines = map[models.Rung]int{models.Top: 10, models.Red: 6, models.Yellow: 4}

// moreLines is how many projects of a rung are folded at most; where there are more, the first of them are, and the
// page of escalations has all.
const moreLines, fewLines = 60, 12

// rungGroupsOf lists every late item once, at its highest open rung.
func rungGroupsOf(o tracking.Overview, l lang, address func(*tracking.EscalationView) string) []rungGroup {
	var groups []rungGroup
	at := map[string]int{} // place of a project in the newest group
	for i := range o.Highest {
		e := &o.Highest[i]
		if n := len(groups); n == 0 || groups[n-1].Rung != e.Rung {
			groups = append(groups, rungGroup{Rung: e.Rung})
			clear(at)
		}
		groups[len(groups)-1].add(e, l, at, address)
	}
	for i := range groups {
		g := &groups[i]
		cut := min(len(g.Lines), firstLines[g.Rung])
		g.Lines, g.More = g.Lines[:cut], g.Lines[cut:]
		if g.Rest > 0 {
			g.Rest += len(g.More) - fewLines
			g.More = g.More[:fewLines]
		}
	}
	return groups
}

// Projects is how many projects have a late item at the rung.
func (g rungGroup) Projects() int { return len(g.Lines) + g.Folded() }

// Folded is how many of them are not among the first.
func (g rungGroup) Folded() int { return len(g.More) + g.Rest }

func (g *rungGroup) add(e *tracking.EscalationView, l lang, at map[string]int,
	address func(*tracking.EscalationView) string) {
	g.Items++
	i, known := at[e.Project]
	switch {
	case !known && len(g.Lines) == firstLines[g.Rung]+moreLines:
		at[e.Project] = -1
		g.Rest++
	case !known:
		at[e.Project] = len(g.Lines)
		g.Lines = append(g.Lines, escalationLine{
			Project: e.Project, Address: address(e), Name: e.Name, What: l.item(*e), Due: e.Due, Assumed: e.Assumed,
		})
	case i >= 0:
		g.Lines[i].What += l.text("；") + l.item(*e)
		g.Lines[i].Assumed = g.Lines[i].Assumed || e.Assumed
	}
}

// datedEscalation is a line with the programme's year; dates of that year are shown without it.
type datedEscalation struct {
	Line escalationLine
	Year int
}

// item returns what an escalation is about.
func (l lang) item(e tracking.EscalationView) string {
	switch {
	case e.Item == models.ItemMilestone:
		return l.text("节点“%s”", e.Milestone)
	case e.Item == models.ItemReport:
		return l.text("%s月报未报送", l.month(e.Month))
	case e.Item == models.ItemInvestment:
		return l.text("截至%s投资低于序时", l.month(e.Month))
	case e.Milestone != "":
		return l.text("节点“%s”的填报未审定", e.Milestone)
	}
	return l.text("%s月报未审定", l.month(e.Month))
}

// SubmissionItem returns what a submission is about.
func (p overviewPage) SubmissionItem(s tracking.SubmissionView) string {
	if s.Kind == models.SubmitReport {
		return p.Lang.text("%s月报", p.Lang.month(s.Month))
	}
	return p.Lang.text("节点“%s”", s.Milestone)
}

// FirstWaiting returns the submissions that wait longest for review.
func (p overviewPage) FirstWaiting() []tracking.SubmissionView {
	return p.Waiting[:min(len(p.Waiting), firstWaiting)]
}

// MoreWaiting returns how many further submissions wait.
func (p overviewPage) MoreWaiting() int { return len(p.Waiting) - len(p.FirstWaiting()) }

const firstWaiting = 8
