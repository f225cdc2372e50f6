package importer

import (
	"regexp"

	"duban/importer/sheet"
	"duban/models"
)

// checkRows checks the rows against each other.
func (r *reading) checkRows() {
	r.checkTwice()
	r.checkSwapped()
	r.checkPlans()
	r.checkUnits()
	r.checkReports()
	r.checkMilestones()
	r.checkDates()
	r.checkListSize()
	r.checkNumbers()
	r.checkOfWhich()
}

func (r *reading) nameCell(row int) string { return sheet.CellName(row, r.at[FieldName]) }

// findTwo records a finding about two rows.
func (r *reading) findTwo(other int, severity Severity, code, cell, format string, args ...any) {
	r.find(severity, code, cell, format, args...)
	r.report.Findings[len(r.report.Findings)-1].Other = other
}

// checkTwice reports projects that are in the sheet twice.
func (r *reading) checkTwice() {
	type pair struct{ name, unit string }
	pairs := map[pair]int{} // of names that stand more than once
	codes, names := make(map[string]int, len(r.report.Projects)), make(map[string]*ProjectRow, len(r.report.Projects))
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		if code := sheet.Fold(p.Code); p.Code != "" {
			if first, twice := codes[code]; twice {
				cell := sheet.CellName(p.Row, r.at[FieldCode])
				r.findTwo(first, SeverityError, "duplicate_code", cell, "第 %d 行项目编码“%s”与第 %d 行重复，请改正", p.Row, p.Code, first)
			} else {
				codes[code] = p.Row
			}
		}
		name := models.NameKey(p.Name)
		first, twice := names[name]
		if !twice {
			names[name] = p
			continue
		}
		pairs[pair{name, models.NameKey(first.ResponsibleUnit)}] = first.Row
		key := pair{name, models.NameKey(p.ResponsibleUnit)}
		if row, twice := pairs[key]; twice {
			r.findTwo(row, SeverityError, "duplicate_project", r.nameCell(p.Row), "第 %d 行项目“%s”与第 %d 行重复，请删去一行或改正名称", p.Row,
				sheet.Clip(p.Name), row)
			continue
		}
		pairs[key] = p.Row
		r.findTwo(first.Row, SeverityWarning, "same_name", r.nameCell(p.Row), "第 %d 行项目“%s”与第 %d 行同名而责任单位不同（%s、%s），请核对是否同一项目",
			p.Row, sheet.Clip(p.Name), first.Row, saidOr(first.ResponsibleUnit), saidOr(p.ResponsibleUnit))
	}
}

// checkSwapped reports codes and names that are in each other's column: imported, every project would be a new one.
func (r *reading) checkSwapped() {
	if r.at[FieldCode] == 0 || r.at[FieldName] == 0 {
		return
	}
	var rows []*ProjectRow
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		if code, name := sheet.Fold(p.Code), sheet.Fold(p.Name); hanWords.MatchString(code) && !hanWords.MatchString(name) &&
			looksLikeCode(name) {
			rows = append(rows, p)
		}
	}
	if n := len(rows); n > 1 && 2*n > len(r.report.Projects) {
		r.find(SeverityError, "code_name_swapped", r.headerCell(r.at[FieldCode]),
			"%s 列“项目编码”里是名称、%s 列“项目名称”里是编码，像是写反了，请对调两列的表头",
			sheet.ColumnName(r.at[FieldCode]), sheet.ColumnName(r.at[FieldName]))
		return
	}
	for _, p := range rows {
		r.find(SeverityError, "code_name_swapped", r.nameCell(p.Row), "第 %d 行项目编码写的是“%s”、项目名称写的是“%s”，像是写反了，请对调", p.Row,
			sheet.Clip(p.Code), sheet.Clip(p.Name))
	}
}

var hanWords = regexp.MustCompile(`\p{Han}{2}`)

func saidOr(text string) any {
	if text == "" {
		return models.Word("未填")
	}
	return text
}

// slack returns the rounding error of a sum of n amounts that are printed in 亿元 with two decimals.
func (r *reading) slack(field Field, n int) models.Money {
	for i := range r.columns {
		if g := &r.columns[i]; g.field == field && g.unit == models.YiYuan {
			return models.Money(n+1) * (models.YiYuan.Fen() / 200)
		}
	}
	return 0
}

// checkPlans compares the amounts of the plan: parts with their sum, the years with the total.
func (r *reading) checkPlans() {
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		r.checkLength(p.Row, FieldScale, p.Scale)
		r.checkLength(p.Row, FieldGoal, p.Goal)
		if p.AnnualPlan == nil {
			continue
		}
		plan, cell := *p.AnnualPlan, sheet.CellName(p.Row, r.at[FieldAnnualPlan])
		switch {
		case p.TotalInvestment == nil || *p.TotalInvestment == 0:
		case plan-*p.TotalInvestment > r.slack(FieldTotalInvestment, 0):
			r.find(SeverityWarning, "plan_over_total", cell, "%s 年度计划投资 %s 大于总投资 %s，请核对单位和金额", cell, plan.InWanYuan(),
				p.TotalInvestment.InWanYuan())
		case p.ToEndOfLastYear != nil && *p.ToEndOfLastYear+plan-*p.TotalInvestment > r.slack(FieldAnnualPlan, 1)+
			r.slack(FieldTotalInvestment, 0):
			r.find(SeverityWarning, "plan_over_rest", cell, "%s 至上年底累计 %s + 年度计划投资 %s = %s，超过总投资 %s，请核对", cell,
				p.ToEndOfLastYear.InWanYuan(), plan.InWanYuan(), (*p.ToEndOfLastYear + plan).InWanYuan(),
				p.TotalInvestment.InWanYuan())
		}
		months := models.Money(0)
		for _, m := range p.MonthPlans {
			months += m.Amount
		}
		if len(p.MonthPlans) > 0 && max(months-plan, plan-months) > r.slack(FieldMonthPlan, len(p.MonthPlans)) {
			r.find(SeverityWarning, "parts_differ", cell, "%s 年度计划投资 %s ≠ 各月合计 %s，相差 %s，请核对", cell, plan.InWanYuan(),
				months.InWanYuan(), max(months-plan, plan-months).InWanYuan())
		}
		quarters := models.Money(0)
		for _, q := range p.QuarterPlans {
			quarters += q.Amount
		}
		if off := max(quarters-plan, plan-quarters); len(p.QuarterPlans) == 4 && off > r.slack(FieldQuarterPlan, 4) {
			r.find(SeverityWarning, "parts_differ", cell, "%s 年度计划投资 %s ≠ 各季合计 %s，相差 %s，请核对", cell, plan.InWanYuan(),
				quarters.InWanYuan(), off.InWanYuan())
		}
	}
}

// checkMilestones reports a milestone that a project has twice, and completion dates in an impossible order.
func (r *reading) checkMilestones() {
	seen := map[string]MilestoneRow{}
	for _, m := range r.report.Milestones {
		key := sheet.Fold(m.Code) + "\x00" + models.NameKey(m.Project) + "\x00" + models.NameKey(m.ResponsibleUnit) + "\x00" +
			models.NameKey(m.Name)
		first, twice := seen[key]
		if !twice {
			seen[key] = m
			continue
		}
		r.findTwo(first.Row, SeverityError, "duplicate_milestone", sheet.CellName(m.Row, max(r.at[FieldMilestoneName], 1)),
			"第 %d 行项目“%s”的节点“%s”与第 %d 行重复，请改名区分或删去一行",
			m.Row, sheet.Clip(m.Project), sheet.Clip(m.Name), first.Row)
	}
}
