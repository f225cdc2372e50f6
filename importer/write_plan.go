package importer

import (
	"fmt"
	"io"

	"duban/models"
)

// WritePlan writes a year's investment plan in the bureau's own shape: title, unit row, two-row head, total, sections
// with subtotals, ★ on city-major projects, footnotes, signature line. Amounts are in 万元 and exact to the fen; sums
// are live formulas with their values. The same table gives the same bytes. Errors are KindInternal.
func WritePlan(w io.Writer, t PlanTable) error {
	return writeBook(w, t.Title, planSheet(t))
}

func planSheet(t PlanTable) *table {
	coded, stars := false, false
	for _, section := range t.Sections {
		for _, line := range section.Lines {
			coded = coded || line.Project.Code != ""
			stars = stars || line.CityMajor
		}
	}
	out := &table{
		sheet: fmt.Sprintf("%d年投资计划", t.Year), title: t.Title, preparedBy: preparedBy(t.PreparedBy), unit: "单位：万元",
		columns: planColumns(t.Year, coded), total: "合计", countKey: "name", signed: true,
		notes: withStarNote(stars, t.Notes),
	}
	number := 0
	for _, section := range t.Sections {
		g := group{title: counted(section.Title, len(section.Lines))}
		for _, line := range section.Lines {
			number++
			g.lines = append(g.lines, planCells(t.Year, number, coded, line))
		}
		out.groups = append(out.groups, g)
	}
	return out
}

func planColumns(year int, coded bool) []column {
	plan := fmt.Sprintf("%d年计划投资", year)
	columns := []column{{key: "number", head: "序号", width: 5, show: showCount}}
	if coded {
		columns = append(columns, column{key: "code", head: "项目编码", width: 13, show: showCentre})
	}
	columns = append(columns,
		column{key: "name", head: "项目名称", width: 18},
		column{key: "owner", head: "建设单位", width: 15},
		column{key: "unit", head: "责任单位", width: 12, show: showCentre},
		column{key: "sponsor", head: "包保领导", width: 9.5, show: showCentre},
		column{key: "stage", head: "项目性质", width: 7, show: showCentre, choices: []string{"新开工", "续建", "竣工投产"}},
		column{key: "investor", head: "投资主体", width: 8.5, show: showCentre, choices: []string{"政府投资", "国有企业投资", "社会投资"}},
		column{key: "scale", head: "建设内容及规模", width: 24},
		column{key: "period", head: "建设年限", width: 10.5, show: showCentre},
		column{key: "total", head: "总投资", width: 13, show: showAmount, unit: models.WanYuan, sum: true},
		column{key: "past", head: fmt.Sprintf("至%d年底累计完成投资", year-1), width: 12, show: showAmount, unit: models.WanYuan, sum: true},
		column{key: "plan", parent: plan, head: "小计", width: 11.5, show: showAmount, unit: models.WanYuan, sum: true},
	)
	for m := 1; m <= 12; m++ {
		columns = append(columns, column{key: monthKey(m), parent: plan, head: fmt.Sprintf("%d月", m), width: 10, show: showAmount, unit: models.WanYuan, sum: true})
	}
	return append(columns,
		column{key: "goal", head: fmt.Sprintf("%d年工作目标", year), width: 20},
		column{key: "start", head: "计划开工时间", width: 13, show: showDate},
		column{key: "finish", head: "计划竣工时间", width: 13, show: showDate},
	)
}

func monthKey(m int) string { return fmt.Sprintf("m%d", m) }

func planCells(year, number int, coded bool, line PlanLine) []any {
	p := line.Project
	cells := []any{number}
	if coded {
		cells = append(cells, text(p.Code))
	}
	cells = append(cells, starred(p.Name, line.CityMajor), text(line.Owner), text(line.ResponsibleUnit), text(line.Sponsor),
		text(stageWords[p.Stage]), text(investorWords[p.Investor]), text(p.Scale), text(p.Period), p.TotalInvestment, p.ToEndOfLastYear)
	months, sum := make([]any, 12), models.Money(0)
	for _, mp := range line.MonthPlans {
		if mp.Month.Year() == year {
			months[mp.Month.Number()-1] = mp.Plan
			sum += mp.Plan
		}
	}
	var plan any = p.AnnualPlan
	if sum == p.AnnualPlan && len(line.MonthPlans) > 0 {
		plan = live{formula: "SUM({m1}:{m12})", raw: int64(sum)}
	}
	cells = append(append(cells, plan), months...)
	return append(cells, text(p.Goal), sheetDate(line.Start, number), sheetDate(line.Finish, number+1))
}
