package importer

import (
	"duban/importer/sheet"
	"duban/models"
)

// Many lists split a project's amount by source of funds over several rows: the first one has the project's name and
// 企业自筹 2600, the next ones only 银行贷款 1000. Whether the project's own row holds the first part or the sum is told by
// the declared totals; where they tell nothing, a person is asked.

// SaidParts answers whether rows without a name are added to the project above: add, or leave.
const SaidParts = "parts"

// fundingRow is a row without a name that states amounts below a project.
type fundingRow struct {
	line    int // index of the project's line
	row     int
	amounts amounts
}

// keepFunding keeps the amounts of a row without a name; false when it has none, or no project is above it.
func (r *reading) keepFunding(row *sheet.Row) bool {
	if r.current == nil || len(r.lines) == 0 {
		return false
	}
	r.readAmounts(row)
	if len(r.amounts) == 0 {
		return false
	}
	r.funding = append(r.funding, fundingRow{len(r.lines) - 1, row.Number, r.amounts})
	return true
}

// addFunding settles, column by column, what the rows without a name mean.
func (r *reading) addFunding() {
	if len(r.funding) == 0 {
		return
	}
	for column, g := range r.columns {
		if g.field.Money() {
			r.addFundingIn(column, g)
		}
	}
}

func (r *reading) addFundingIn(column int, g guess) {
	parts, first := map[int]models.Money{}, map[int]int{} // by line
	for _, f := range r.funding {
		if a := f.amounts.at(column); a != 0 {
			parts[f.line] += a
			if first[f.line] == 0 {
				first[f.line] = f.row
			}
		}
	}
	if len(parts) == 0 {
		return
	}
	cell := ""
	for line := range r.lines {
		if row := first[line]; row != 0 && cell == "" {
			cell = sheet.CellName(row, column)
		}
	}
	switch way := r.partsThatAgree(column, parts); way {
	case partsAdded:
		r.find(SeverityNotice, "part_rows_added", cell, "%s 起：没有项目名称的行是上一项目的分项，%d 个项目的“%s”已加上这些行，与表上的合计相符", cell, len(parts),
			models.Word(g.title()))
		r.takeParts(column, g, parts)
	case partsLeft:
		r.find(SeverityNotice, "part_rows_left", cell, "%s 起：没有项目名称的行是上一项目的明细，“%s”已含在该项目中，没有另计", cell, models.Word(g.title()))
	default:
		r.askParts(column, g, cell, parts)
	}
}

// What rows without a name mean.
const (
	partsUnclear = iota
	partsAdded   // they are added to the project above
	partsLeft    // the project above includes them
)

// partsThatAgree tells by the declared totals what rows without a name mean; without totals, a project whose own row is
// the sum of the rows below it includes them.
func (r *reading) partsThatAgree(column int, parts map[int]models.Money) int {
	left, declared := r.totalsThatAgree(column)
	for line, sum := range parts {
		r.addToLine(line, column, sum)
	}
	added, _ := r.totalsThatAgree(column)
	for line, sum := range parts {
		r.addToLine(line, column, -sum)
	}
	included := true
	for line, sum := range parts {
		included = included && r.lines[line].amounts.at(column) == sum
	}
	switch {
	case added > left:
		return partsAdded
	case left > added || included && declared == 0:
		return partsLeft
	}
	return partsUnclear
}

// askParts asks what rows without a name mean, once for a sheet.
func (r *reading) askParts(column int, g guess, cell string, parts map[int]models.Money) {
	switch r.report.choose(r.said, SaidParts,
		models.Messagef("%s 起，没有项目名称的行有金额，是上一项目的另一部分吗？表上的合计看不出来", cell),
		Way{"add", models.Messagef("是：加到上一项目")}, Way{"leave", models.Messagef("不是：是上一项目金额中的明细，不另计")}) {
	case "add":
		r.takeParts(column, g, parts)
	case "":
		if !r.partsAsked {
			r.find(SeverityError, "part_row", cell, "%s 起，没有项目名称的行有“%s”，从表上的合计看不出要不要加到上一项目，请在该行写明或合并%s", cell,
				models.Word(g.title()), SayHint(SaidParts))
		}
		r.partsAsked = true
	}
}

// takeParts adds the rows without a name to their projects.
func (r *reading) takeParts(column int, g guess, parts map[int]models.Money) {
	for line, sum := range parts {
		r.addToLine(line, column, sum)
	}
	r.writeBack(column, g, parts)
}

// totalsThatAgree counts the declared amounts of a column, and those that agree with the lines.
func (r *reading) totalsThatAgree(column int) (agree, declared int) {
	g := r.columns[column]
	for i, s := range r.sections {
		if d, ok := r.declared(s.row, column, g); ok {
			declared++
			if d == sumOf(r.within(i), column) {
				agree++
			}
		}
	}
	for _, t := range r.totals {
		if d, ok := r.declared(t.row, column, g); ok {
			declared++
			if d == sumOf(r.scope(t), column) {
				agree++
			}
		}
	}
	return agree, declared
}

func (r *reading) addToLine(line, column int, sum models.Money) {
	all := r.lines[line].amounts
	for i := range all {
		if all[i].column == column {
			all[i].value += sum
			return
		}
	}
	r.lines[line].amounts = append(all, amountIn{column, sum})
}

// writeBack gives the projects and their reports the amounts of their lines.
func (r *reading) writeBack(column int, g guess, parts map[int]models.Money) {
	for line := range parts {
		row, value := r.lines[line].row, r.lines[line].amounts.at(column)
		p := r.projectIn(row)
		switch g.field {
		case FieldTotalInvestment:
			p.TotalInvestment = &value
		case FieldToEndOfLastYear:
			p.ToEndOfLastYear = &value
		case FieldAnnualPlan:
			p.AnnualPlan = &value
		case FieldMonthPlan:
			for i := range p.MonthPlans {
				if p.MonthPlans[i].Month.Number() == g.month {
					p.MonthPlans[i].Amount = value
				}
			}
		case FieldQuarterPlan:
			for i := range p.QuarterPlans {
				if p.QuarterPlans[i].Quarter == g.quarter {
					p.QuarterPlans[i].Amount = value
				}
			}
		case FieldMonthAmount, FieldYearToDate, FieldToDate:
			r.writeReport(row, g, value)
		}
	}
}

func (r *reading) writeReport(row int, g guess, value models.Money) {
	for i := range r.report.Reports {
		report := &r.report.Reports[i]
		if report.Row != row || g.field == FieldMonthAmount && g.month != 0 && report.Month.Number() != g.month ||
			(g.field != FieldMonthAmount || g.month == 0) && report.Month != r.report.Month {
			continue
		}
		switch g.field {
		case FieldMonthAmount:
			report.MonthAmount = &value
		case FieldYearToDate:
			report.YearToDate = &value
		case FieldToDate:
			report.ToDate = &value
		}
	}
}
