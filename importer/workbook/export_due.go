package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"duban/models"
)

// milestonesSheet lists the milestones due in the month, those still late from before, and those made up for in it.
func milestonesSheet(m Monthly) *table {
	first, last := m.Month.First(), m.Month.Last()
	groups := []group{{title: "当月到期节点"}, {title: "以前到期、仍未完成的节点"}, {title: "以前到期、当月完成的节点"}, {title: "提前完成的节点"}}
	all := slices.Clone(m.Milestones)
	slices.SortStableFunc(all, func(a, b MonthlyMilestone) int { return cmp.Compare(a.Due, b.Due) })
	done, late := 0, 0
	for _, s := range all {
		into := &groups[0]
		switch {
		case s.Due < first && s.DoneOn == 0:
			into = &groups[1]
			late++
		case s.Due > last:
			into = &groups[3]
		case s.Due < first:
			into = &groups[2]
		case s.DoneOn != 0 && s.Due <= last:
			done++
		}
		rung := "—"
		if s.Rung != models.NoRung {
			rung = s.Rung.Chinese()
		}
		var days any
		if s.DaysLate > 0 {
			days = s.DaysLate
		}
		into.lines = append(into.lines, []any{
			len(into.lines) + 1, starred(s.Project, s.CityMajor), text(s.ResponsibleUnit), s.Name, models.YesNo(s.Controlling),
			realDate(s.Baseline, formatISODate),
			realDate(s.Due, formatISODate), realDate(s.DoneOn, formatISODate), days, s.standing(), rung,
		})
	}
	lead := fmt.Sprintf("%d月应完成节点%d个，已完成%d个；以前到期仍未完成%d个。", m.Month.Number(), len(groups[0].lines), done, late)
	var shown []group
	for _, g := range groups {
		if len(g.lines) > 0 {
			g.title = counted(numerals[len(shown)]+"、"+g.title, len(g.lines))
			shown = append(shown, g)
		}
	}
	return &table{
		sheet: sheetMilestones, title: fmt.Sprintf("%s%d月节点完成情况表", m.Programme, m.Month.Number()), preparedBy: m.caption(),
		lead: lead, lineHeight: 20, signed: true, readOnly: true,
		columns: []column{
			{key: "number", head: "序号", width: 6, show: showCount},
			{key: "name", head: "项目名称", width: 36},
			{key: "unit", head: "责任单位", width: 22, show: showCentre},
			{key: "milestone", head: "节点", width: 28},
			{key: "controlling", head: "控制性", width: 8, show: showCentre},
			{key: "baseline", head: "原定时间", width: 13, show: showDate},
			{key: "due", head: "现行时间", width: 13, show: showDate},
			{key: "done", head: "完成时间", width: 13, show: showDate},
			{key: "days", head: "逾期（工作日）", width: 9, show: showCount},
			{key: "standing", head: "状态", width: 12, show: showCentre},
			{key: "rung", head: "督办层级", width: 11, show: showCentre},
		},
		groups: shown,
		notes:  m.notes("控制性节点逾期升至红牌和挂牌督办，其他节点最高至黄牌", "逾期按工作日计算，现行时间为批准调整后的时间"),
	}
}

func (s MonthlyMilestone) standing() string {
	switch {
	case s.DoneOn != 0 && s.DaysLate == 0:
		return "按期完成"
	case s.DoneOn != 0:
		return "逾期完成"
	case s.DaysLate > 0:
		return "逾期未完成"
	}
	return "未完成"
}
