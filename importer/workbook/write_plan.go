package workbook

import (
	"fmt"
	"io"
	"slices"

	"duban/models"
)

// WritePlan writes a year's investment plan in the bureau's layout: title, unit row, two header rows, total, sections
// with subtotals, ★ on city-major projects, footnotes, signature line. Amounts are in 万元 and exact to the fen; sums are
// formulas with their results. The same table gives the same bytes. Errors are KindInternal.
func WritePlan(w io.Writer, t PlanTable) error {
	return writeBook(w, t.Title, planSheet(t))
}

func planSheet(t PlanTable) *table {
	columns := t.columns()
	out := &table{
		sheet: fmt.Sprintf("%d年投资计划", t.Year), title: t.Title, preparedBy: preparedBy(t.PreparedBy), unit: "单位：万元",
		total: "合计", countKey: "name", signed: true, figures: t.OneHand, // an export
	}
	for _, c := range columns {
		out.columns = append(out.columns, c.column)
	}
	number, stars := 0, false
	for _, section := range t.Sections {
		g := group{title: counted(section.Title, len(section.Lines))}
		for _, line := range section.Lines {
			number++
			stars = stars || line.CityMajor
			cells := make([]any, 0, len(columns))
			for _, c := range columns {
				cells = append(cells, c.of(number, line))
			}
			g.lines = append(g.lines, cells)
		}
		out.groups = append(out.groups, g)
	}
	out.notes = withStarNote(stars, t.Notes)
	return out
}

// planColumn is a column of a plan with the function that returns a project's value.
type planColumn struct {
	column
	optional bool // left out when no project has a value
	of       func(number int, line PlanLine) any
}

// planColumns returns the columns of every plan, with or without the code.
func planColumns(year int, coded bool) []column {
	t := PlanTable{Year: year}
	if coded {
		t.Sections = []PlanSection{{Lines: []PlanLine{{Project: models.Project{Code: "-"}}}}}
	}
	var columns []column
	for _, c := range t.columns() {
		columns = append(columns, c.column)
	}
	return columns
}

// columns returns the columns of a table of projects: those of every plan, and those that any line needs.
func (t PlanTable) columns() []planColumn {
	of := func(value func(PlanLine) any) func(int, PlanLine) any {
		return func(_ int, line PlanLine) any { return value(line) }
	}
	words := func(value func(PlanLine) string) func(int, PlanLine) any {
		return of(func(line PlanLine) any { return text(value(line)) })
	}
	day := func(value func(PlanLine) models.Date) func(int, PlanLine) any {
		return of(func(line PlanLine) any { return realDate(value(line), formatISODate) })
	}
	hand := func(number int) int { // which notation the row's dates have
		if t.OneHand {
			return 0
		}
		return number
	}
	plan := fmt.Sprintf("%d年计划投资", t.Year)
	columns := []planColumn{
		{column: column{key: "number", head: "序号", width: 5, show: showCount},
			of: func(number int, _ PlanLine) any { return number }},
		{column: column{key: "code", head: "项目编码", width: 13, show: showCentre}, optional: true,
			of: words(func(l PlanLine) string { return l.Project.Code })},
		{column: column{key: "name", head: "项目名称", width: 18},
			of: of(func(l PlanLine) any { return starred(l.Project.Name, l.CityMajor) })},
		{column: column{key: "owner", head: "建设单位", width: 15}, of: words(func(l PlanLine) string { return l.Owner })},
		{column: column{key: "unit", head: "责任单位", width: 12, show: showCentre},
			of: words(func(l PlanLine) string { return l.ResponsibleUnit })},
		{column: column{key: "sponsor", head: "包保领导", width: 9.5, show: showCentre},
			of: words(func(l PlanLine) string { return l.Sponsor })},
		{column: column{key: "level", head: "项目级别", width: 8, show: showCentre}, optional: true,
			of: words(func(l PlanLine) string { return l.Project.Level })},
		{column: column{key: "sector", head: "产业类别", width: 10, show: showCentre}, optional: true,
			of: words(func(l PlanLine) string { return l.Project.Sector })},
		{column: column{key: "stage", head: "项目性质", width: 7, show: showCentre, choices: []string{"新开工", "续建", "竣工投产"}},
			of: words(func(l PlanLine) string { return l.Project.Stage.Chinese() })},
		{column: column{key: "category", head: "建设类/准备类", width: 8, show: showCentre, choices: []string{"建设类", "准备类"}},
			optional: !t.prepares(), of: of(func(l PlanLine) any {
				if !t.prepares() {
					return nil
				}
				return l.Project.Category.Chinese()
			})},
		{column: column{key: "investor", head: "投资主体", width: 8.5, show: showCentre, choices: []string{"政府投资", "国有企业投资",
			"社会投资"}}, of: words(func(l PlanLine) string { return l.Project.Investor.Chinese() })},
		{column: column{key: "place", head: "建设地点", width: 12}, optional: true,
			of: words(func(l PlanLine) string { return l.Project.Place })},
		{column: column{key: "scale", head: "建设内容及规模", width: 24},
			of: words(func(l PlanLine) string { return l.Project.Scale })},
		{column: column{key: "period", head: "建设年限", width: 10.5, show: showCentre},
			of: words(func(l PlanLine) string { return l.Project.Period })},
		{column: column{key: "total", head: "总投资", width: 13, show: showAmount, unit: models.WanYuan, sum: true},
			of: of(func(l PlanLine) any { return l.Project.TotalInvestment })},
		{column: column{key: "past", head: fmt.Sprintf("至%d年底累计完成投资", t.Year-1), width: 12, show: showAmount,
			unit: models.WanYuan, sum: true}, of: of(func(l PlanLine) any { return l.Project.ToEndOfLastYear })},
		{column: column{key: "plan", parent: plan, head: "小计", width: 11.5, show: showAmount, unit: models.WanYuan,
			sum: true}, of: of(func(l PlanLine) any { return annualPlan(t.Year, l) })},
	}
	for m := 1; m <= 12; m++ {
		columns = append(columns, planColumn{
			column: column{key: monthKey(m), parent: plan, head: fmt.Sprintf("%d月", m), width: 10, show: showAmount,
				unit: models.WanYuan, sum: true},
			of: of(func(l PlanLine) any { return monthPlan(models.MonthOf(t.Year, m), l) }),
		})
	}
	columns = append(columns,
		planColumn{column: column{key: "goal", head: fmt.Sprintf("%d年工作目标", t.Year), width: 20},
			of: words(func(l PlanLine) string { return l.Project.Goal })},
		planColumn{column: column{key: "start", head: "计划开工时间", width: 13, show: showDate},
			of: func(n int, l PlanLine) any { return sheetDate(l.Start, hand(n)) }},
		planColumn{column: column{key: "finish", head: "计划竣工时间", width: 13, show: showDate},
			of: func(n int, l PlanLine) any { return sheetDate(l.Finish, hand(n+1)) }},
		planColumn{column: column{key: "started", head: "实际开工时间", width: 13, show: showDate}, optional: true,
			of: day(func(l PlanLine) models.Date { return l.Project.ActualStart })},
		planColumn{column: column{key: "finished", head: "实际竣工时间", width: 13, show: showDate}, optional: true,
			of: day(func(l PlanLine) models.Date { return l.Project.ActualFinish })},
		planColumn{column: column{key: "approval code", head: "投资项目代码", width: 26, show: showCentre}, optional: true,
			of: words(func(l PlanLine) string { return l.ApprovalCode })},
		planColumn{column: column{key: "statistics", head: "是否纳统", width: 7, show: showCentre, choices: []string{"是", "否"}},
			optional: true, of: words(func(l PlanLine) string { return l.Project.InStatistics.Chinese() })},
		planColumn{column: column{key: "statistics code", head: "纳统编码", width: 13, show: showCentre}, optional: true,
			of: words(func(l PlanLine) string { return l.Project.StatisticsCode })},
		planColumn{column: column{key: "statistics day", head: "纳统时间", width: 13, show: showDate}, optional: true,
			of: day(func(l PlanLine) models.Date { return l.Project.StatisticsOn })},
	)
	return slices.DeleteFunc(columns, func(c planColumn) bool { return c.optional && !t.any(c.of) })
}

// any reports whether any line has a value in a column.
func (t PlanTable) any(of func(int, PlanLine) any) bool {
	for _, section := range t.Sections {
		for _, line := range section.Lines {
			if of(1, line) != nil {
				return true
			}
		}
	}
	return false
}

// prepares reports whether the table has preparatory projects: otherwise the category is not shown.
func (t PlanTable) prepares() bool {
	for _, section := range t.Sections {
		for _, line := range section.Lines {
			if line.Project.Category == models.Preparatory {
				return true
			}
		}
	}
	return false
}

func monthKey(m int) string { return fmt.Sprintf("m%d", m) }

// annualPlan returns the year's plan, as the sum of the months if they add up to it.
func annualPlan(year int, line PlanLine) any {
	if line.NoPlan {
		return nil
	}
	sum, planned := models.Money(0), false
	for _, mp := range line.MonthPlans {
		if mp.Month.Year() == year {
			sum, planned = sum+mp.Plan, true
		}
	}
	if planned && sum == line.Project.AnnualPlan {
		return live{formula: "SUM({m1}:{m12})", raw: int64(sum)}
	}
	return line.Project.AnnualPlan
}

func monthPlan(month models.Month, line PlanLine) any {
	for _, mp := range line.MonthPlans {
		if mp.Month == month {
			return mp.Plan
		}
	}
	return nil
}
