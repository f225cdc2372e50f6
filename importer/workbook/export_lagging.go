package workbook

import (
	"cmp"
	"fmt"

	"duban/models"
)

// laggingSheet lists the projects that have no green light or a rung that is open: the worst light first, then the
// highest rung, then the farthest behind schedule.
func laggingSheet(m Monthly) *table {
	lagging := m.Figures.Lagging()
	g, left := group{}, false
	for i, line := range lagging {
		left = left || !m.shows(line)
		g.lines = append(g.lines, m.laggingCells(i+1, line))
	}
	notes := []string{"按亮灯由重到轻、督办层级由高到低、与序时差距由大到小排列", "亮灯只按投资与序时比较，督办层级为已达到的标准，不影响亮灯", gapNote}
	if left {
		notes = append(notes, models.AmountsNote)
	}
	return &table{
		sheet: sheetLagging, title: m.title("滞后项目清单"), preparedBy: m.caption(), unit: "单位：万元",
		lead:    models.LaggingWords(lagging),
		columns: laggingColumns(m.Figures.Month), groups: []group{g}, signed: true, readOnly: true, figures: true,
		notes: m.notes(notes...),
	}
}

// laggingCells are the cells of a project. The list goes out: a private firm's amounts are not in it, unless the office
// includes them.
func (m Monthly) laggingCells(number int, line models.ProjectFigures) []any {
	next := line.NextAtRung()
	cells := []any{
		number, colourCell(line.Light), starred(line.Name, line.CityMajor), text(line.Owner), text(line.Unit),
		text(line.Sponsor), line.Plan, amount(line.Approved), nil, line.Scheduled, nil, text(line.Reason.Text),
		text(line.Problems), text(next.Name), realDate(next.Due, formatISODate), cmp.Or(line.Rung.Reached(), "—"),
	}
	if !m.shows(line) {
		cells[6], cells[7], cells[9], cells[11] = "—", "—", "—", text(line.ReasonWithoutAmounts())
		if line.Approved != nil && line.Plan > 0 {
			cells[8] = float64(*line.Approved) / float64(line.Plan)
			cells[10] = float64(*line.Approved-line.Scheduled) / float64(line.Plan) * 100
		}
	}
	return cells
}

func laggingColumns(month models.Month) []column {
	return []column{
		{key: "number", head: "序号", width: 5, show: showCount},
		{key: "light", head: "亮灯", width: 10, show: showCentre},
		{key: "name", head: "项目名称", width: 26},
		{key: "owner", head: "建设单位", width: 20},
		{key: "unit", head: "责任单位", width: 16, show: showCentre},
		{key: "sponsor", head: "包保领导", width: 13, show: showCentre},
		{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 13, show: showAmount, unit: models.WanYuan},
		{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", month.Number()), width: 13, show: showAmount, unit: models.WanYuan},
		{key: "rate", head: "投资完成率", width: 10, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		{key: "scheduled", head: "序时目标", width: 13, show: showAmount, unit: models.WanYuan},
		{key: "gap", head: "与序时差距（百分点）", width: 11, show: showPoints, ratio: gapRatio},
		{key: "reason", head: "亮灯原因", width: 28},
		{key: "problems", head: "存在问题", width: 24},
		{key: "next", head: "下一节点", width: 16},
		{key: "due", head: "节点到期时间", width: 13, show: showDate},
		{key: "rung", head: "督办层级", width: 12, show: showCentre},
	}
}
