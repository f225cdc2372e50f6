package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"duban/models"
)

// chartsSheet shows charts of the year against target and schedule, and of the units' progress, beside their figures.
func chartsSheet(m Monthly) *table {
	plan := models.Money(0)
	for line := range m.lines() {
		plan += line.AnnualPlan
	}
	goal, goalWord := m.Target, "年度目标"
	if goal == 0 {
		goal, goalWord = plan, "年度计划"
	}
	months := group{title: "一、各月投资"}
	for _, p := range m.Points {
		months.lines = append(months.lines, []any{fmt.Sprintf("%d月", p.Month.Number()), goal, p.Scheduled, amount(p.Amount),
			amount(p.YearToDate), nil})
	}
	units := group{title: "二、各责任单位（按完成率排序）"}
	all := m.tallies(func(line MonthlyLine) string { return line.ResponsibleUnit })
	slices.SortStableFunc(all, func(a, b *tally) int {
		return cmp.Compare(b.yearToDate.Share(10000, int64(b.plan)), a.yearToDate.Share(10000, int64(a.plan)))
	})
	for _, t := range all {
		var month, ytd any
		if t.stated {
			month, ytd = t.month, t.yearToDate
		}
		units.lines = append(units.lines, []any{cmp.Or(t.name, "（未注明）"), t.plan, t.schedule, month, ytd, nil})
	}
	t := &table{
		sheet: sheetCharts, title: m.title("图表"), preparedBy: "截至" + m.AsOf.Minute(), unit: "单位：亿元", lineHeight: 20,
		onePage: true, readOnly: true,
		columns: []column{
			{key: "name", head: "分类", width: 26, show: showCentre},
			{key: "goal", head: goalWord, width: 12, show: showAmount, unit: models.YiYuan},
			{key: "scheduled", head: "序时目标", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "month", head: "当月完成", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "ytd", head: "累计完成", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "rate", head: "完成率", width: 11, show: showPercent, ratio: &ratio{part: "ytd", whole: "goal", scale: 1}},
		},
		groups: []group{months, units},
		notes:  m.notes("各月的目标、序时和完成为全部项目之和，各责任单位的目标为其项目年度计划之和"),
	}
	t.charts = []chart{
		{title: fmt.Sprintf("%d年各月投资：目标、序时与完成（亿元）", m.Month.Year()), group: 0, bars: []string{"month"},
			lines: []string{"scheduled", "ytd", "goal"}, format: "0", row: 3, rows: 14},
		{title: fmt.Sprintf("1-%d月各责任单位投资完成率", m.Month.Number()), group: 1, bars: []string{"rate"}, across: true,
			format: "0%", row: 20, rows: max(15, len(units.lines)+2)},
	}
	return t
}
