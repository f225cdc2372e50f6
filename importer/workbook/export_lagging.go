package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// laggingSheet lists the projects that are not green: the worst colour first, then the farthest behind schedule.
func laggingSheet(m Monthly) *table {
	var lagging []MonthlyLine
	for line := range m.lines() {
		if line.Colour != models.Green && line.Colour != "" {
			lagging = append(lagging, line)
		}
	}
	slices.SortStableFunc(lagging, func(a, b MonthlyLine) int {
		return cmp.Or(cmp.Compare(b.Colour.Severity(), a.Colour.Severity()), cmp.Compare(a.ahead(), b.ahead()))
	})
	g := group{}
	for i, line := range lagging {
		rung := "—"
		if line.OpenRung != models.NoRung {
			rung = line.OpenRung.Chinese()
		}
		g.lines = append(g.lines, []any{
			i + 1, colourCell(line.Colour), starred(line.Name, line.CityMajor), text(line.Owner), text(line.ResponsibleUnit),
			text(line.Sponsor),
			line.AnnualPlan, amount(line.YearToDate), nil, line.Scheduled, nil, text(line.Reason), text(line.Problems),
			text(line.NextName), realDate(line.NextDue, formatISODate), rung,
		})
	}
	return &table{
		sheet: sheetLagging, title: m.title("滞后项目清单"), preparedBy: m.caption(), unit: "单位：万元", lead: laggingLead(lagging),
		columns: laggingColumns(m.Month), groups: []group{g}, signed: true, readOnly: true,
		notes: m.notes("按预警等级由重到轻、同级按与序时差距由大到小排列", gapNote),
	}
}

// ahead is how far ahead of schedule a project is, in 1/10000 of its plan.
func (l MonthlyLine) ahead() models.Money {
	ytd := models.Money(0)
	if l.YearToDate != nil {
		ytd = *l.YearToDate
	}
	return (ytd - l.Scheduled).Share(10000, int64(l.AnnualPlan))
}

func laggingColumns(month models.Month) []column {
	return []column{
		{key: "number", head: "序号", width: 5, show: showCount},
		{key: "colour", head: "预警", width: 11, show: showCentre},
		{key: "name", head: "项目名称", width: 26},
		{key: "owner", head: "建设单位", width: 20},
		{key: "unit", head: "责任单位", width: 16, show: showCentre},
		{key: "sponsor", head: "包保领导", width: 13, show: showCentre},
		{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 13, show: showAmount, unit: models.WanYuan},
		{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", month.Number()), width: 13, show: showAmount, unit: models.WanYuan},
		{key: "rate", head: "投资完成率", width: 10, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		{key: "scheduled", head: "序时目标", width: 13, show: showAmount, unit: models.WanYuan},
		{key: "gap", head: "与序时差距（百分点）", width: 11, show: showPoints, ratio: gapRatio},
		{key: "reason", head: "滞后原因", width: 28},
		{key: "problems", head: "存在问题", width: 24},
		{key: "next", head: "下一节点", width: 16},
		{key: "due", head: "节点到期时间", width: 13, show: showDate},
		{key: "rung", head: "督办层级", width: 10, show: showCentre},
	}
}

func laggingLead(lagging []MonthlyLine) string {
	if len(lagging) == 0 {
		return "全部项目均按序时进度推进，无滞后项目。"
	}
	var parts []string
	for _, c := range []models.Colour{models.TopHue, models.RedHue, models.YellowHue, models.NoData} {
		n := 0
		for _, line := range lagging {
			if line.Colour == c {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d个", c.Chinese(), n))
		}
	}
	return fmt.Sprintf("共%d个项目需要关注：%s。", len(lagging), strings.Join(parts, "，"))
}
