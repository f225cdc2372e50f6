package importer

import (
	"duban/importer/sheet"
	"duban/models"
)

// twice reports two columns with the same field, of which one is read. Columns of amounts that differ are an error:
// only the person who sent them knows which one holds.
func (l *listing) twice(read, other int) {
	a, b := l.columns[read], l.columns[other]
	if a.field.Money() && !a.answered {
		if row, differ := l.differ(read, other); differ {
			l.find(SeverityError, "duplicate_column", l.headerCell(other),
				"%s 列“%s”与 %s 列“%s”都像“%s”，第 %d 行等处两列金额不同；请删去不用的一列，或改正它的表头",
				sheet.ColumnName(read), a.header, sheet.ColumnName(other), b.header, models.WordOf(a.field), row)
			return
		}
	}
	l.find(SeverityWarning, "duplicate_column", l.headerCell(other), "%s 列“%s”与 %s 列“%s”都像“%s”，只读取了 %s 列，请核对",
		sheet.ColumnName(other), b.header, sheet.ColumnName(read), a.header, models.WordOf(a.field), sheet.ColumnName(read))
}

// differ returns the first sampled row in which two columns hold different amounts.
func (l *listing) differ(a, b int) (row int, differ bool) {
	for row := range l.sampled() {
		x, y := row.At(a), row.At(b)
		if sheet.SaysNothing(x.Text) || sheet.SaysNothing(y.Text) {
			continue
		}
		if x.Kind != y.Kind || x.Text != y.Text {
			return row.Number, true
		}
	}
	return 0, false
}
