package importer

import "duban/models"

// CheckRow checks one project's report with the checks for a row of a progress sheet. The returned sheet holds the two
// rows, a column for each field of a report that people fill in, and the findings. Both rows' Row must be equal, and
// the report's Month must be set.
func CheckRow(plan ProjectRow, row ReportRow) *Sheet {
	fields := []Field{FieldMonthAmount, FieldYearToDate, FieldPhysical, FieldProblems, FieldNextStep}
	s := &Sheet{Month: row.Month, Year: row.Month.Year(), Projects: []ProjectRow{plan}, Reports: []ReportRow{row}}
	at := map[Field]int{}
	for i, f := range fields {
		at[f] = i + 2 // the first column holds the project's name
		s.Columns = append(s.Columns, Column{Field: f, Unit: models.WanYuan})
	}
	r := &reading{listing: &listing{at: at, kind: KindProgress, year: s.Year, month: row.Month.Number(), report: s}}
	r.checkPhysical(&plan, &row, true)
	if row.YearToDate != nil {
		r.checkCumulative(&plan, &row)
	}
	r.checkOwnAmounts()
	return s
}
