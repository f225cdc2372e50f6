package importer

import (
	"slices"

	"duban/models"
)

// checkRows looks at what the rows say about each other.
func (r *reading) checkRows() {
	r.checkTwice()
	r.checkPlans()
	r.checkUnits()
	r.checkReports()
	r.checkMilestones()
}

func (r *reading) nameCell(row int) string { return cellName(row, r.at[FieldName]) }

// checkTwice finds projects that stand in the sheet twice.
func (r *reading) checkTwice() {
	codes, names := map[string]int{}, map[string]int{}
	for _, p := range r.report.Projects {
		if first, twice := codes[fold(p.Code)]; twice && p.Code != "" {
			cell := cellName(p.Row, r.at[FieldCode])
			r.find(SeverityError, "duplicate_code", cell, "第 %d 行项目编码「%s」与第 %d 行重复，请改正", p.Row, p.Code, first)
		} else {
			codes[fold(p.Code)] = p.Row
		}
		key := models.NameKey(p.Name) + "\x00" + models.NameKey(p.ResponsibleUnit)
		if first, twice := names[key]; twice {
			r.find(SeverityError, "duplicate_project", r.nameCell(p.Row), "第 %d 行项目「%s」与第 %d 行重复，请删去一行或改正名称", p.Row, clip(p.Name), first)
		} else {
			names[key] = p.Row
		}
	}
}

// checkPlans compares the plan's own amounts: parts with the whole, the year with the total.
func (r *reading) checkPlans() {
	for _, p := range r.report.Projects {
		if p.AnnualPlan == nil {
			continue
		}
		cell := cellName(p.Row, r.at[FieldAnnualPlan])
		if p.TotalInvestment != nil && *p.AnnualPlan > *p.TotalInvestment {
			r.find(SeverityWarning, "plan_over_total", cell, "%s 年度计划投资 %s 万元大于总投资 %s 万元，请核对单位和金额", cell, p.AnnualPlan.In(models.WanYuan), p.TotalInvestment.In(models.WanYuan))
		}
		months := models.Money(0)
		for _, m := range p.MonthPlans {
			months += m.Amount
		}
		if len(p.MonthPlans) > 0 && months != *p.AnnualPlan {
			r.find(SeverityWarning, "parts_differ", cell, "%s 年度计划投资 %s 万元 ≠ 各月合计 %s 万元，请核对", cell, p.AnnualPlan.In(models.WanYuan), months.In(models.WanYuan))
		}
		quarters := models.Money(0)
		for _, q := range p.QuarterPlans {
			quarters += q.Amount
		}
		if len(p.QuarterPlans) == 4 && quarters != *p.AnnualPlan {
			r.find(SeverityWarning, "parts_differ", cell, "%s 年度计划投资 %s 万元 ≠ 各季合计 %s 万元，请核对", cell, p.AnnualPlan.In(models.WanYuan), quarters.In(models.WanYuan))
		}
	}
}

const (
	hugeAmount = models.Money(100_000_000_000 * 100) // 1000 亿元: no district has such a project
	slipFactor = 1000                                // times the column's median
	slipFloor  = models.Money(1_000_000_000 * 100)   // 10 亿元: under it a large ratio proves nothing
	tinyTotal  = models.Money(100_000 * 100)         // 10 万元: no key project is that small
)

// checkUnits finds amounts that look like another unit's: 元 typed under 万元, or 亿元 under 万元.
func (r *reading) checkUnits() {
	for column, g := range r.columns {
		if !g.field.Money() {
			continue
		}
		var amounts []models.Money
		for _, ln := range r.lines {
			if a := ln.amounts[column]; a > 0 {
				amounts = append(amounts, a)
			}
		}
		if len(amounts) == 0 {
			continue
		}
		slices.Sort(amounts)
		median := amounts[len(amounts)/2]
		if g.field == FieldTotalInvestment && median < tinyTotal {
			r.find(SeverityWarning, "unit_slip", r.headerCell(column), "%s 列「%s」按%s读取，多数项目不足 10 万元，疑似单位有误，请核对", columnName(column), g.header, g.unit)
		}
		for _, ln := range r.lines {
			if a := ln.amounts[column]; a >= hugeAmount || a >= slipFloor && len(amounts) > 2 && a/slipFactor >= median {
				cell := cellName(ln.row, column)
				stored := r.raw.at(ln.row, column)
				r.find(SeverityWarning, "unit_slip", cell, "%s = %s，按%s读取为 %s 亿元，疑似单位应为元，请核对", cell, clip(display(stored)), g.unit, a.Rounded(models.YiYuan))
			}
		}
	}
}

// checkReports compares a month's figures with each other.
func (r *reading) checkReports() {
	projects := make(map[int]ProjectRow, len(r.report.Projects))
	for _, p := range r.report.Projects {
		projects[p.Row] = p
	}
	for _, report := range r.report.Reports {
		if report.YearToDate == nil {
			continue
		}
		ytd := *report.YearToDate
		cell := cellName(report.Row, r.at[FieldYearToDate])
		p := projects[report.Row]
		if report.MonthAmount != nil && *report.MonthAmount > ytd {
			r.find(SeverityError, "month_over_year_to_date", cell, "%s 本月完成 %s 万元大于年初累计 %s 万元，请核对", cell, report.MonthAmount.In(models.WanYuan), ytd.In(models.WanYuan))
		}
		if p.TotalInvestment != nil && *p.TotalInvestment > 0 && ytd > *p.TotalInvestment {
			r.find(SeverityError, "over_total", cell, "%s 累计投资 %s 万元大于总投资 %s 万元，请核对", cell, ytd.In(models.WanYuan), p.TotalInvestment.In(models.WanYuan))
		}
		if report.ToDate != nil && *report.ToDate < ytd {
			r.find(SeverityError, "to_date_under_year_to_date", cell, "%s 年初累计 %s 万元大于开工至今累计 %s 万元，请核对", cell, ytd.In(models.WanYuan), report.ToDate.In(models.WanYuan))
		}
		if report.Rate == "" || p.AnnualPlan == nil || *p.AnnualPlan == 0 {
			continue
		}
		stated, _ := models.ParseMoney(report.Rate, models.Yuan) // hundredths of a percent
		if off := ytd.Share(10_000, int64(*p.AnnualPlan)) - stated; off > 100 || off < -100 {
			r.find(SeverityWarning, "rate_differs", cellName(report.Row, r.at[FieldRate]), "%s 完成率 %s%% 与金额算出的 %s%% 不符，请核对",
				cellName(report.Row, r.at[FieldRate]), report.Rate, models.Percent(ytd, *p.AnnualPlan))
		}
	}
}

// checkMilestones finds a project's milestone given twice, and dates done before they could be.
func (r *reading) checkMilestones() {
	seen := map[string]MilestoneRow{}
	for _, m := range r.report.Milestones {
		key := fold(m.Code) + "\x00" + models.NameKey(m.Project) + "\x00" + models.NameKey(m.ResponsibleUnit) + "\x00" + models.NameKey(m.Name)
		first, twice := seen[key]
		if !twice {
			seen[key] = m
			continue
		}
		r.find(SeverityError, "duplicate_milestone", cellName(m.Row, max(r.at[FieldMilestoneName], 1)), "第 %d 行项目「%s」的节点「%s」与第 %d 行重复，请改名区分或删去一行",
			m.Row, clip(m.Project), clip(m.Name), first.Row)
	}
}
