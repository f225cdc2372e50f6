package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// problemsSheet lists the reported problems of projects: the oldest first, then the worst colour.
func problemsSheet(m Monthly) *table {
	var lines []MonthlyLine
	for line := range m.lines() {
		if line.Problems != "" && !sheet.SaysNothing(line.Problems) {
			lines = append(lines, line)
		}
	}
	since := func(l MonthlyLine) models.Month { return cmp.Or(l.ProblemSince, m.Month) }
	slices.SortStableFunc(lines, func(a, b MonthlyLine) int {
		return cmp.Or(cmp.Compare(since(a), since(b)), cmp.Compare(b.Colour.Severity(), a.Colour.Severity()))
	})
	g, lasting := group{}, 0
	for i, line := range lines {
		months := int(m.Month-since(line)) + 1
		if months > 1 {
			lasting++
		}
		g.lines = append(g.lines, []any{
			i + 1, starred(line.Name, line.CityMajor), text(line.Owner), text(line.ResponsibleUnit), text(line.Sponsor),
			line.Problems,
			text(line.NextStep), fmt.Sprintf("%d年%d月", since(line).Year(), since(line).Number()), months,
			colourCell(line.Colour),
		})
	}
	lead := fmt.Sprintf("%d月共%d个项目反映问题，其中%d个持续两个月以上。", m.Month.Number(), len(lines), lasting)
	if len(lines) == 0 {
		lead = fmt.Sprintf("%d月没有项目反映问题。", m.Month.Number())
	}
	return &table{
		sheet: sheetProblems, title: fmt.Sprintf("%s%d月存在问题清单", m.Programme, m.Month.Number()), preparedBy: m.caption(),
		lead: lead, signed: true, readOnly: true,
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
			{key: "colour", head: "预警", width: 11, show: showCentre},
		},
		groups: []group{g},
		notes:  m.notes("内容按项目月报原文，首次反映为同一问题连续上报的最早月份"),
	}
}
