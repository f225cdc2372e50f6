package importer

import (
	"fmt"
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
	report := ReportRow{
		Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit, Month: own,
		YearToDate: r.stated(r.at[FieldYearToDate]), ToDate: r.stated(r.at[FieldToDate]), Rate: r.rate(row),
		Physical: r.prose(row, FieldPhysical), Problems: r.prose(row, FieldProblems), NextStep: r.prose(row, FieldNextStep),
		Statistics: r.text(row, FieldStatistics), Basis: r.text(row, FieldBasis),
	}
	var earlier []ReportRow
	for column := range r.columns {
		g := &r.columns[column]
		if g.field != FieldMonthAmount {
			continue
		}
		a := r.stated(column)
		if g.month == 0 || g.month == r.month {
			report.MonthAmount = a
		} else if a != nil && r.year != 0 {
			earlier = append(earlier, ReportRow{
				Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit, Month: models.MonthOf(r.year,
					g.month), MonthAmount: a,
			})
		}
	}
	slices.SortFunc(earlier, func(a, b ReportRow) int { return int(a.Month - b.Month) })
	r.report.Reports = append(append(r.report.Reports, earlier...), report)
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
		r.find(SeverityWarning, "not_a_rate", cell, "%s「%s」不是百分比，没有读取", cell, sheet.Clip(c.Text))
		return ""
	}
	if hundredths >= 0 {
		return models.Money(hundredths).In(models.Yuan)
	}
	return fmt.Sprintf("%d.%02d", hundredths/100, max(hundredths%100, -hundredths%100))
}
