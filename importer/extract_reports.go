package importer

import (
	"fmt"
	"maps"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// reports reads the months of a progress row: the sheet's own month, and earlier ones with a column each.
func (r *reading) reports(row *sheet.Row, p *ProjectRow) {
	own := models.Month(0)
	if r.year != 0 && r.month != 0 {
		own = models.MonthOf(r.year, r.month)
	}
	report := &r.monthly // one for all rows, because a row's own would be allocated twice
	*report = ReportRow{
		Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit, Month: own,
		YearToDate: r.stated(r.at[FieldYearToDate]), ToDate: r.stated(r.at[FieldToDate]), Rate: r.rate(row),
		Physical: r.prose(row, FieldPhysical), Problems: r.prose(row, FieldProblems), NextStep: r.prose(row, FieldNextStep),
		Statistics: r.text(row, FieldStatistics), Basis: r.text(row, FieldBasis),
	}
	var earlier map[int]*ReportRow
	of := func(month int) *ReportRow {
		if month == 0 || month == r.month {
			return report
		}
		if earlier == nil {
			earlier = map[int]*ReportRow{}
		}
		if earlier[month] == nil {
			earlier[month] = &ReportRow{Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit,
				Month: models.MonthOf(max(r.year, 1), month)}
		}
		return earlier[month]
	}
	for column := range r.columns {
		g := &r.columns[column]
		switch {
		case g.field == FieldMonthAmount:
			if a := r.stated(column); a != nil || g.month == 0 || g.month == r.month {
				of(g.month).MonthAmount = a
			}
		case g.past && g.field == FieldYearToDate:
			of(g.month).YearToDate = r.stated(column)
		case g.past:
			r.pastText(row, column, of)
		}
	}
	r.tenDays(row, of)
	all := r.report.Reports
	if r.year != 0 && len(earlier) > 0 {
		for _, month := range slices.Sorted(maps.Keys(earlier)) {
			all = append(all, *earlier[month])
		}
	}
	r.report.Reports = append(all, *report)
}

// pastText reads a text of an earlier month.
func (r *reading) pastText(row *sheet.Row, column int, of func(month int) *ReportRow) {
	g := &r.columns[column]
	text := r.proseAt(row, column, g.field)
	if text == "" {
		return
	}
	switch g.field {
	case FieldPhysical:
		of(g.month).Physical = text
	case FieldProblems:
		of(g.month).Problems = text
	case FieldNextStep:
		of(g.month).NextStep = text
	}
}

// tenDays sums up the parts of months: 上旬, 中旬 and 下旬. A month's own column, where there is one, counts, and is compared
// with the parts.
func (r *reading) tenDays(row *sheet.Row, of func(month int) *ReportRow) {
	sums, parts, first := map[int]models.Money{}, map[int]int{}, map[int]int{}
	for column := range r.columns {
		g := &r.columns[column]
		if a := r.stated(column); g.field == FieldTenDays && a != nil {
			sums[g.month] += *a
			parts[g.month]++
			if first[g.month] == 0 {
				first[g.month] = column
			}
		}
	}
	if len(sums) == 0 {
		return
	}
	for _, month := range slices.Sorted(maps.Keys(sums)) {
		report, sum, cell := of(month), sums[month], sheet.CellName(row.Number, first[month])
		switch {
		case report.MonthAmount == nil:
			report.MonthAmount = &sum
			if parts[month] < 3 && !r.partial {
				r.partial = true
				r.find(SeverityWarning, "part_of_month", cell, "%s 起：%d月只有 %d 个旬的数，按各旬之和读取为当月数；月末请以全月数再报", cell,
					models.MonthNumber(max(month, 1)), parts[month])
			}
		case *report.MonthAmount != sum && parts[month] == 3:
			r.find(SeverityWarning, "parts_differ", cell, "%s 起：三旬之和 %s ≠ 当月 %s，按当月数读取，请核对", cell, sum.InWanYuan(),
				report.MonthAmount.InWanYuan())
		}
	}
}

// rate reads the completion rate as percent with two decimals.
func (r *reading) rate(row *sheet.Row) string {
	c := r.cell(row, FieldRate)
	if c.Kind != sheet.Number && c.Kind != sheet.Text || sheet.SaysNothing(c.Text) {
		return ""
	}
	hundredths, ok := parsePercent(c)
	if !ok {
		cell := sheet.CellName(row.Number, c.Column)
		r.find(SeverityWarning, "not_a_rate", cell, "%s“%s”不是百分比，没有读取", cell, sheet.Clip(c.Text))
		return ""
	}
	if hundredths >= 0 {
		return models.Money(hundredths).In(models.Yuan)
	}
	return fmt.Sprintf("%d.%02d", hundredths/100, max(hundredths%100, -hundredths%100))
}
