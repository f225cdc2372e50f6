package importer

import (
	"duban/importer/sheet"
	"duban/models"
)

// checkSums compares every declared count and amount with the rows; each is confirmed or gives a finding.
func (r *reading) checkSums() {
	for i, s := range r.sections {
		row := SectionRow{Row: s.row.Number, Title: s.reading.label, Level: s.level, Declared: s.reading.count,
			Counted: s.count, OK: true}
		if row.Declared != nil && *row.Declared != row.Counted {
			row.OK = false
			cell := sheet.CellName(s.row.Number, s.reading.countAt)
			r.find(SeverityWarning, "count_differs", cell, "%s“%s”写的是 %d 个项目，其下实有 %d 个，请核对", cell, row.Title, *row.Declared,
				row.Counted)
		}
		r.report.Sections = append(r.report.Sections, row)
		r.checkAmounts(s.row, s.reading.label, r.within(i))
	}
	for _, t := range r.totals {
		lines := r.scope(t)
		if t.reading.count != nil {
			counted := len(lines)
			total := Total{Cell: sheet.CellName(t.row.Number, t.reading.countAt), Label: t.reading.label, Field: FieldCount,
				What: FieldCount.Chinese(), Count: t.reading.count, Counted: &counted, OK: *t.reading.count == counted}
			if !total.OK {
				r.find(SeverityWarning, "count_differs", total.Cell, "%s“%s”写的是 %d 个项目，实有 %d 个，请核对", total.Cell, total.Label,
					*total.Count, counted)
			}
			r.report.Totals = append(r.report.Totals, total)
		}
		r.checkAmounts(t.row, t.reading.label, lines)
	}
}

// scope returns the lines that a total row sums. A subtotal sums its section, or the rows since the previous subtotal.
// The only grand total sums everything. If a sheet has several (stacked tables, a total for each part), the scope with
// which the total agrees is used, so that a right sum in an unusual place is not reported.
func (r *reading) scope(t totalRow) []line {
	var choices [][]line
	if len(t.sections) > 0 {
		choices = append(choices, r.within(t.sections[len(t.sections)-1]))
	}
	choices = append(choices, r.since(t))
	if !t.reading.subtotal {
		outer := [][]line{r.lines}
		if len(t.sections) > 1 {
			outer = append(outer, r.within(t.sections[0]))
		}
		grand := 0
		for _, o := range r.totals {
			if !o.reading.subtotal {
				grand++
			}
		}
		if grand == 1 {
			return r.lines
		}
		choices = append(outer, choices...)
	}
	for _, lines := range choices {
		if len(lines) > 0 && r.agrees(t, lines) {
			return lines
		}
	}
	return choices[0]
}

// since returns the lines between a total row and the previous one; those below the row when it is above its rows.
func (r *reading) since(t totalRow) []line {
	from, to := 0, t.lines
	for _, o := range r.totals {
		if o.row.Number < t.row.Number {
			from = max(from, o.lines)
		}
	}
	if from == to {
		to = len(r.lines)
		for _, o := range r.totals {
			if o.row.Number > t.row.Number {
				to = min(to, max(o.lines, from))
			}
		}
	}
	return r.lines[from:to]
}

// agrees reports whether everything that a total row declares equals the sums of the lines.
func (r *reading) agrees(t totalRow, lines []line) bool {
	if t.reading.count != nil && *t.reading.count != len(lines) {
		return false
	}
	for column, g := range r.columns {
		if declared, ok := r.declared(t.row, column, g); ok && declared != sumOf(lines, column) {
			return false
		}
	}
	return true
}

// declared returns the amount of a total or section row in a column.
func (r *reading) declared(row *sheet.Row, column int, g guess) (models.Money, bool) {
	c := row.At(column)
	if !g.field.Money() || g.unit == models.UnitNone || c.Kind != sheet.Number && c.Kind != sheet.Text || c.Format.Date {
		return 0, false
	}
	a := parseAmount(c.Text, g.unit)
	if a.value == nil {
		return 0, false
	}
	return *a.value, true
}

// checkAmounts compares the amounts of a total or section row with the sums of its lines, to the fen.
func (r *reading) checkAmounts(row *sheet.Row, label string, lines []line) {
	for column, g := range r.columns {
		if !g.field.Money() || !r.sound(row, row.At(column)) {
			continue
		}
		declared, ok := r.declared(row, column, g)
		if !ok {
			continue
		}
		computed := sumOf(lines, column)
		total := Total{Cell: sheet.CellName(row.Number, column), Label: label, Field: g.field, What: g.title(),
			Declared: declared,
			Computed: computed, OK: declared == computed}
		if !total.OK {
			difference := declared - computed
			r.find(SeverityWarning, "total_differs", total.Cell, "%s“%s”%s %s %s ≠ 明细 %s %s，相差 %s %s，请核对", total.Cell, label,
				total.What, declared.In(g.unit), models.Word(g.unit), computed.In(g.unit), models.Word(g.unit),
				max(difference, -difference).In(g.unit),
				models.Word(g.unit))
		}
		r.report.Totals = append(r.report.Totals, total)
	}
}

func sumOf(lines []line, column int) models.Money {
	sum := models.Money(0)
	for _, ln := range lines {
		sum += ln.amounts.at(column)
	}
	return sum
}
