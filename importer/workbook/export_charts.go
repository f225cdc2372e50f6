package workbook

import (
	"cmp"
	"fmt"

	"duban/models"
)

// chartsSheet shows charts of the year against target and schedule, and of the units' progress, beside their figures.
func chartsSheet(m Monthly) *table {
	f := m.Figures
	goal, goalWord := f.Target, "年度目标"
	if goal == 0 {
		goal, goalWord = f.Plan, "年度计划"
	}
	months := group{title: "一、各月投资"}
	for _, p := range f.Course() {
		months.lines = append(months.lines, []any{fmt.Sprintf("%d月", p.Month.Number()), goal, p.Scheduled,
			amount(p.InMonth), amount(p.Approved), nil})
	}
	units := group{title: "二、各责任单位（按" + f.Rank.Chinese() + "排序）"}
	if f.Ranks != nil && f.Ranks.ByKind {
		units.title = "二、各责任单位（分镇办、部门、国企，按" + f.Rank.Chinese() + "排序）"
	}
	for _, t := range f.UnitGroups() {
		var month, ytd any
		if t.Known() || t.Approved != 0 {
			month, ytd = t.InMonth, t.Approved
		}
		units.lines = append(units.lines, []any{cmp.Or(t.Name, "（未注明）"), t.Plan, t.Scheduled, month, ytd, nil})
	}
	t := &table{
		sheet: sheetCharts, title: m.title("图表"), preparedBy: m.caption(), unit: "单位：亿元", lineHeight: 20,
		onePage: true, readOnly: true, figures: true,
		columns: []column{
			{key: "name", head: "分类", width: 26, show: showCentre},
			{key: "goal", head: goalWord, width: 12, show: showAmount, unit: models.YiYuan},
			{key: "scheduled", head: "序时目标", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "month", head: "当月完成", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "ytd", head: "累计完成", width: 12, show: showAmount, unit: models.YiYuan},
			{key: "rate", head: "完成率", width: 11, show: showPercent, ratio: &ratio{part: "ytd", whole: "goal", scale: 1}},
		},
		groups: []group{months, units},
		notes: m.notes("各月的目标、序时和完成为全部项目之和，只计审定数，当月无审定数的沿用以前月份，上月累计加当月等于当月累计",
			"各责任单位的目标为其项目年度计划之和"),
	}
	year, n := f.Month.Year(), f.Month.Number()
	t.charts = []chart{
		{title: fmt.Sprintf("%d年各月投资：目标、序时与完成（亿元）", year), group: 0, bars: []string{"month"},
			lines: []string{"scheduled", "ytd", "goal"}, format: "0", row: 3, rows: 14},
		{title: fmt.Sprintf("1-%d月各责任单位投资完成率", n), group: 1, bars: []string{"rate"}, across: true,
			format: "0%", row: 20, rows: max(15, len(units.lines)+2)},
	}
	return t
}
