package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// problemsSheet lists what projects say is in their way: what has been said longest first, then the worst light.
func problemsSheet(m Monthly) *table {
	var lines []models.ProjectFigures
	for line := range m.Figures.EachListed() {
		if line.Problems != "" && !sheet.SaysNothing(line.Problems) {
			lines = append(lines, *line)
		}
	}
	since := func(l models.ProjectFigures) models.Month { return cmp.Or(l.ProblemFrom, m.Figures.Month) }
	slices.SortStableFunc(lines, func(a, b models.ProjectFigures) int {
		return cmp.Or(cmp.Compare(since(a), since(b)), cmp.Compare(b.Light.Severity(), a.Light.Severity()))
	})
	g, lasting := group{}, 0
	for i, line := range lines {
		months := int(m.Figures.Month-since(line)) + 1
		if months > 1 {
			lasting++
		}
		g.lines = append(g.lines, []any{
			i + 1, starred(line.Name, line.CityMajor), text(line.Owner), text(line.Unit), text(line.Sponsor),
			line.Problems,
			text(line.NextStep), fmt.Sprintf("%d年%d月", since(line).Year(), since(line).Number()), months,
			colourCell(line.Light),
		})
	}
	lead := fmt.Sprintf("%d月共%d个项目反映问题，其中%d个持续两个月以上。", m.Figures.Month.Number(), len(lines), lasting)
	if len(lines) == 0 {
		lead = fmt.Sprintf("%d月没有项目反映问题。", m.Figures.Month.Number())
	}
	return &table{
		sheet: sheetProblems, title: m.titled("存在问题清单"), preparedBy: m.caption(),
		lead: lead, signed: true, readOnly: true, figures: true,
		columns: []column{
			{key: "number", head: "序号", width: 5, show: showCount},
			{key: "name", head: "项目名称", width: 28},
			{key: "owner", head: "建设单位", width: 22},
			{key: "unit", head: "责任单位", width: 18, show: showCentre},
			{key: "sponsor", head: "包保领导", width: 15, show: showCentre},
			{key: "problems", head: "存在问题", width: 46},
			{key: "next", head: "下一步措施", width: 40},
			{key: "since", head: "首次反映", width: 12, show: showCentre},
			{key: "months", head: "持续（月）", width: 8, show: showCount},
			{key: "light", head: "亮灯", width: 11, show: showCentre},
		},
		groups: []group{g},
		notes:  m.notes("内容按项目月报原文，首次反映为同一问题连续上报的最早月份"),
	}
}
