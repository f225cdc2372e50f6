package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"duban/models"
)

// dueMilestone is a milestone a month's report has to mention, with its project.
type dueMilestone struct {
	models.MilestoneFigures
	project models.ProjectFigures
}

// dueMilestones are the milestones of the projects on the list that are due in the month, late or completed in it,
// what was due first first.
func (m Monthly) dueMilestones() (out []dueMilestone) {
	for line := range m.Figures.EachListed() {
		closed := line.Closed(m.Figures.At)
		for _, s := range line.Milestones {
			if s.DueIn(m.Figures.Month, closed) {
				out = append(out, dueMilestone{s, *line})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b dueMilestone) int { return cmp.Compare(a.Due, b.Due) })
	return out
}

// milestonesSheet lists the milestones due in the month, those still late from before, and those made up for in it.
func milestonesSheet(m Monthly) *table {
	first, last := m.Figures.Month.First(), m.Figures.Month.Last()
	groups := []group{{title: "当月到期节点"}, {title: "以前到期、仍未完成的节点"}, {title: "以前到期、当月完成的节点"}, {title: "提前完成的节点"}}
	done, late, assumed := 0, 0, false
	for _, s := range m.dueMilestones() {
		into := &groups[0]
		switch {
		case s.Due < first && s.DoneOn == 0:
			into = &groups[1]
			late++
		case s.Due > last:
			into = &groups[3]
		case s.Due < first:
			into = &groups[2]
		case s.DoneOn != 0:
			done++
		}
		assumed = assumed || s.Assumed && s.Counted > 0
		into.lines = append(into.lines, dueCells(len(into.lines)+1, s, m.Figures.At.Date()))
	}
	lead := fmt.Sprintf("%d月应完成节点%d个，已完成%d个；以前到期仍未完成%d个。", m.Figures.Month.Number(), len(groups[0].lines), done,
		late)
	var shown []group
	for _, g := range groups {
		if len(g.lines) > 0 {
			g.title = counted(numerals[len(shown)]+"、"+g.title, len(g.lines))
			shown = append(shown, g)
		}
	}
	notes := []string{"逾期、超期按工作日计算，报送后审核中和暂停的日期不计；完成的以完成时间为准", "控制性节点可达到红牌标准和挂牌督办条件，其他节点最高达到黄牌标准",
		"现行时间为批准调整后的时间"}
	if assumed {
		notes = append(notes, assumedNote)
	}
	return &table{
		sheet: sheetMilestones, title: m.titled("节点完成情况表"), preparedBy: m.caption(),
		lead: lead, lineHeight: 20, signed: true, readOnly: true, figures: true, columns: dueColumns(), groups: shown,
		notes: m.notes(notes...),
	}
}

// assumedNote stands in a table with days counted through a year without a holiday table.
const assumedNote = "部分逾期天数为推算：缺少该年度放假安排"

func dueColumns() []column {
	return []column{
		{key: "number", head: "序号", width: 6, show: showCount},
		{key: "name", head: "项目名称", width: 36},
		{key: "unit", head: "责任单位", width: 22, show: showCentre},
		{key: "milestone", head: "节点", width: 28},
		{key: "controlling", head: "控制性", width: 8, show: showCentre},
		{key: "baseline", head: "原定时间", width: 13, show: showDate},
		{key: "due", head: "现行时间", width: 13, show: showDate},
		{key: "done", head: "完成时间", width: 13, show: showDate},
		{key: "days", head: "逾期（工作日）", width: 9, show: showCount},
		{key: "standing", head: "状态", width: 20, show: showCentre},
		{key: "rung", head: "督办层级", width: 15, show: showCentre},
	}
}

func dueCells(number int, s dueMilestone, day models.Date) []any {
	var days any
	if s.Counted > 0 {
		days = s.Counted
	}
	return []any{
		number, starred(s.project.Name, s.project.CityMajor), text(s.project.Unit), s.Name, models.YesNo(s.Controlling),
		realDate(s.Baseline, formatISODate), realDate(s.Due, formatISODate), realDate(s.DoneOn, formatISODate), days,
		s.Standing(day), cmp.Or(s.Rung.Reached(), "—"),
	}
}
