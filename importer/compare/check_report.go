package compare

import (
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// ReportFinding is a finding about a report that is typed into a form: it names a field instead of a cell.
type ReportFinding struct {
	Field    importer.Field    `json:"field"` // "" when it is about the complete report
	Severity importer.Severity `json:"severity"`
	Code     string            `json:"code"`
	Message  models.Message    `json:"message"` // without the name of a cell
}

// CheckReport checks one project's report as a row of a progress sheet is checked: its figures against each other,
// against the project and against earlier months. The row's Month must be set.
func CheckReport(known models.Facts, row importer.ReportRow) []ReportFinding {
	p := known.Project
	plan := importer.ProjectRow{Row: 1, Name: p.Name, AnnualPlan: &p.AnnualPlan, TotalInvestment: &p.TotalInvestment,
		ToEndOfLastYear: &p.ToEndOfLastYear}
	row.Row = 1
	s := importer.CheckRow(plan, row)
	c := &comparison{sheet: s, diff: &Diff{}}
	c.checkCopied(&project{facts: known}, row, row.YearToDate)
	if row.YearToDate != nil {
		c.checkOrder(&project{facts: known}, row, *row.YearToDate)
	}
	var found []ReportFinding
	for _, f := range append(s.Findings, c.diff.Findings...) {
		found = append(found, fieldFinding(f, s.Columns))
	}
	return found
}

// fieldFinding replaces the cell with the field, in the message too.
func fieldFinding(f importer.Finding, columns []importer.Column) ReportFinding {
	out := ReportFinding{Severity: f.Severity, Code: f.Code, Message: withoutPlace(f)}
	switch f.Code {
	case "physical_copied":
		out.Field = importer.FieldPhysical
	case "cumulative_fell", "cumulative_over_later", "month_mismatch":
		out.Field = importer.FieldYearToDate
	}
	for i, column := range columns {
		if cell := sheet.CellName(1, i+2); f.Cell == cell {
			out.Field = column.Field
		}
	}
	if out.Code == "stage_without_money" {
		out.Message = models.Messagef("%s%s", models.WordOf(importer.FieldPhysical), out.Message)
	}
	return out
}

// withoutPlace returns a finding's message without the row or cell at its beginning.
func withoutPlace(f importer.Finding) models.Message {
	m := f.Message
	if rest, ok := strings.CutPrefix(m.Format, "第 %d 行"); ok {
		return models.Messagef(rest, m.Args[1:]...)
	}
	if rest, ok := strings.CutPrefix(m.Format, "%s"); ok && m.Args[0] == f.Cell {
		return models.Messagef(strings.TrimLeft(rest, " "), m.Args[1:]...)
	}
	return m
}
