package importer

import (
	"slices"
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

const (
	hugeAmount = models.Money(100_000_000_000 * 100) // 1000 亿元: larger than any district project
	slipFactor = 1000                                // times the column's median
	slipFloor  = models.Money(1_000_000_000 * 100)   // 10 亿元: below it a large ratio proves nothing
	tinyTotal  = models.Money(100_000 * 100)         // 10 万元: smaller than any key project
	tinyFactor = 10_000                              // how many times smaller than the column's median
	usualTotal = models.Money(100_000_000 * 100)     // 1 亿元: a typical key project
)

// checkUnits reports amounts that seem to be in another unit: a complete column, a cell compared with its column, and a
// cell compared with other amounts of its row.
func (r *reading) checkUnits() {
	amounts := make([]models.Money, 0, len(r.lines))
	for column, g := range r.columns {
		if !g.field.Money() || g.unit.Fen() == 0 {
			continue
		}
		amounts = amounts[:0]
		for _, ln := range r.lines {
			if a := ln.amounts.at(column); a > 0 {
				amounts = append(amounts, a)
			}
		}
		if len(amounts) == 0 {
			continue
		}
		median := middle(amounts)
		if g.field == FieldTotalInvestment && median < tinyTotal {
			r.find(SeverityWarning, "unit_slip", r.headerCell(column), "%s 列“%s”按%s读取，多数项目不足 10 万元，疑似单位应为%s，请核对",
				sheet.ColumnName(column), g.header, models.Word(g.unit), models.Word(likelyUnit(median, g.unit)))
		}
		if median >= hugeAmount && len(amounts) > 2 { // once for the column, not for each row
			r.find(SeverityError, "unit_slip", r.headerCell(column), "%s 列“%s”按%s读取，多数项目超过 1000 亿元，疑似单位应为%s，请更正单位",
				sheet.ColumnName(column), g.header, models.Word(g.unit), models.Word(likelyUnit(median, g.unit)))
			continue
		}
		r.checkNeighbours(column, g, median, len(amounts))
	}
	r.checkOwnAmounts()
}

// middle returns the median of amounts. Halving the range takes a few passes; sorting a hundred thousand amounts takes
// longer.
func middle(amounts []models.Money) models.Money {
	low, high := slices.Min(amounts), slices.Max(amounts)
	for low < high {
		guess, under := low+(high-low)/2, 0
		for _, a := range amounts {
			if a <= guess {
				under++
			}
		}
		if under > len(amounts)/2 {
			high = guess
		} else {
			low = guess + 1
		}
	}
	return low
}

// likelyUnit returns the unit in which amounts that were read in another one would be plausible.
func likelyUnit(read models.Money, unit models.Unit) models.Unit {
	best, far := unit, models.Money(0)
	for _, u := range []models.Unit{models.Yuan, models.WanYuan, models.YiYuan} {
		a := read.Share(int64(u.Fen()), int64(unit.Fen()))
		times := max(usualTotal/max(a, 1), a/usualTotal)
		if best == unit || times < far {
			best, far = u, times
		}
	}
	return best
}

func (r *reading) checkNeighbours(column int, g guess, median models.Money, amounts int) {
	for _, ln := range r.lines {
		a := ln.amounts.at(column)
		switch {
		case a >= hugeAmount || a >= slipFloor && amounts > 2 && a/slipFactor >= median:
			stored := r.raw.At(ln.row, column)
			unit, cell := models.Yuan, sheet.CellName(ln.row, column)
			if g.unit == models.YiYuan {
				unit = models.WanYuan
			}
			r.find(SeverityWarning, "unit_slip", cell, "%s = %s，按%s读取为 %s 亿元，疑似单位应为%s，请核对", cell,
				sheet.Clip(sheet.Display(stored)), models.Word(g.unit),
				a.Rounded(models.YiYuan), models.Word(unit))
		case a > 0 && amounts > 2 && median >= usualTotal/10 && a <= median/tinyFactor && (g.field == FieldTotalInvestment ||
			g.field == FieldAnnualPlan):
			stored, cell := r.raw.At(ln.row, column), sheet.CellName(ln.row, column)
			r.find(SeverityWarning, "unit_slip", cell, "%s = %s，按%s读取只有 %s，不到其他项目的万分之一，疑似单位应为%s，请核对", cell,
				sheet.Clip(sheet.Display(stored)), models.Word(g.unit), a.InWanYuan(), models.Word(likelyUnit(a, g.unit)))
		}
	}
}

// checkOwnAmounts reports amounts of a row that are hundreds of times larger than its other amounts allow.
func (r *reading) checkOwnAmounts() {
	const often, seldom = 50, 5000
	slipped := r.slipped()
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		if p.AnnualPlan == nil || *p.AnnualPlan <= 0 || slipped[p.Row] {
			continue
		}
		plan := *p.AnnualPlan
		if t := p.TotalInvestment; t != nil && *t/seldom >= plan {
			cell := sheet.CellName(p.Row, r.at[FieldAnnualPlan])
			r.find(SeverityWarning, "unit_slip", cell, "%s 年度计划投资 %s 不到总投资 %s 的五千分之一，疑似单位有误，请核对", cell, plan.InWanYuan(),
				t.InWanYuan())
		}
		report := r.reportIn(p.Row)
		if report == nil || report.YearToDate == nil {
			continue
		}
		if ytd := report.YearToDate; *ytd/often >= plan {
			cell := sheet.CellName(p.Row, r.at[FieldYearToDate])
			r.find(SeverityWarning, "unit_slip", cell, "%s 年初累计 %s 是年度计划投资 %s 的 %d 倍，疑似单位有误，请核对", cell, ytd.InWanYuan(),
				plan.InWanYuan(), *ytd/plan)
		}
	}
}

// slipped returns the rows with an amount that was already reported as being in another unit.
func (r *reading) slipped() map[int]bool {
	rows := map[int]bool{}
	for _, f := range r.report.Findings {
		if row, err := strconv.Atoi(strings.TrimLeft(f.Cell, columnLetters)); err == nil && f.Code == "unit_slip" {
			rows[row] = true
		}
	}
	return rows
}

// columnLetters are what a cell's name begins with.
const columnLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
