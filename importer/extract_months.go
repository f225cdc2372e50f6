package importer

import (
	"fmt"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// settleMonthTexts recognises columns whose cells plan several months each, whatever their header: a year's goal is
// often written this way. A goal is stored as text as well.
func (l *listing) settleMonthTexts() {
	for i, g := range l.columns {
		switch {
		case g.answered, l.monthTexts != 0:
		case g.field == FieldMonthText:
			l.monthTexts = i
		case g.field == FieldGoal || g.field == FieldNone && g.header != "":
			if l.most(i, func(text string) bool { return len(parseMonths(text, 2000, models.WanYuan)) >= 2 }) {
				l.monthTexts = i
				if g.field == FieldNone {
					l.columns[i].field, l.columns[i].confidence = FieldMonthText, sureEnough
				}
				l.find(SeverityNotice, "months_in_text", l.headerCell(i), "%s 列“%s”逐月写明了任务，已按月读取为节点和月度计划，请核对", sheet.ColumnName(i),
					g.header)
			}
		}
		if g.answered && g.field == FieldMonthText {
			l.monthTexts = i
		}
	}
}

// monthTasks reads a cell that plans the months of a year: tasks become milestones, amounts the month's plan. A
// cumulative amount counts from January on.
func (r *reading) monthTasks(row *sheet.Row, p *ProjectRow) {
	column := r.monthTexts
	c := row.At(column)
	if column == 0 || c.Kind != sheet.Text || r.year == 0 {
		return
	}
	cell := sheet.CellName(row.Number, column)
	months := make([]MonthAmount, 0, 12)
	planned := models.Money(0)
	base := MilestoneRow{Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit}
	for _, t := range parseMonths(c.Text, r.year, r.unit) {
		if t.task != "" {
			m := base
			m.Name, m.Due, m.Precision = t.task, t.due, t.precision
			if r.named(m, m.Name) {
				m.Name = fmt.Sprintf("%s（%d月）", t.task, t.month.Number())
			}
			m.Controlling = containsAny(m.Name, controllingWords)
			r.report.Milestones = append(r.report.Milestones, m)
		}
		if t.err != nil {
			r.find(SeverityError, t.err.Code, cell, "%s %d月：%s", cell, models.MonthNumber(t.month.Number()), t.err.Message)
		}
		if t.amount == nil {
			continue
		}
		amount := *t.amount
		if t.cumulative {
			amount -= planned
		}
		if amount < 0 {
			r.find(SeverityError, "negative_amount", cell, "%s %d月的累计投资小于上一个月，请核对", cell, models.MonthNumber(t.month.Number()))
			continue
		}
		planned += amount
		if t.several {
			r.find(SeverityWarning, "several_months", cell, "%s 中有几个月合写的投资，记在其中最后一个月（%d月），请核对", cell,
				models.MonthNumber(t.month.Number()))
		}
		months = append(months, MonthAmount{t.month, amount})
	}
	if len(p.MonthPlans) == 0 && len(months) > 0 {
		slices.SortStableFunc(months, func(a, b MonthAmount) int { return int(a.Month - b.Month) })
		p.MonthPlans = months
	}
}
