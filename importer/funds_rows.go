package importer

import (
	"cmp"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// fundEntry is one amount that was read, to check declared sums.
type fundEntry struct {
	column  int
	source  string // key; "": not in the list
	project string
	value   models.Money
}

// read reads the rows below the header.
func (t *fundTable) read(month models.Month) {
	if month != 0 && t.month != 0 && month != t.month {
		t.wrong(t.cellName(t.first, 1), "other_month", models.Messagef("“%s”写明截至 %s，与所选月份 %s 不一致，请核对后重新上传",
			models.Word(t.name), t.month, month))
		return
	}
	t.month = cmp.Or(month, t.month)
	if t.month == 0 {
		t.wrong(t.cellName(t.first, 1), "month_missing", models.Messagef("“%s”没有写明截至哪个月，请上传时选择月份", models.Word(t.name)))
		return
	}
	t.form.Month = max(t.form.Month, t.month)
	if !t.statesSource() {
		t.wrong(t.cellName(t.first, 1), "source_missing", models.Messagef("“%s”没有“资金来源”列，表名和表头也没有写明来源，请补上",
			models.Word(t.name)))
		return
	}
	for i := range t.grid.Rows {
		if row := &t.grid.Rows[i]; row.Number > t.last && !row.Hidden {
			t.row(row)
		}
	}
	t.endHeadings(0)
}

// statesSource reports whether the table says where its money comes from: in a column, in heads, or for all of it.
func (t *fundTable) statesSource() bool {
	return t.at[models.FundOf] != 0 || t.source != "" || slices.ContainsFunc(t.columnsInOrder(), func(c int) bool {
		return t.columns[c].source != ""
	})
}

// cell returns the cell of a column: that of the merged block that covers it.
func (t *fundTable) cell(row, column int) sheet.Cell {
	if column == 0 {
		return sheet.Cell{}
	}
	for _, m := range t.grid.Merges {
		if m.Top <= row && row <= m.Bottom && m.Left <= column && column <= m.Right {
			return t.grid.At(m.Top, m.Left)
		}
	}
	return t.grid.At(row, column)
}

// text returns what a cell says; "" for a sign that stands for nothing.
func (t *fundTable) text(row int, field models.FundField) string {
	c := t.cell(row, t.at[field])
	shown := strings.TrimSpace(sheet.Tidy(sheet.Display(c)))
	if sheet.SaysNothing(shown) {
		return ""
	}
	return shown
}

// row reads one row: a project, a further source of the project above, or a declared sum.
func (t *fundTable) row(row *sheet.Row) {
	name, source := t.text(row.Number, models.FundProject), t.text(row.Number, models.FundOf)
	label := ""
	for _, c := range row.Cells {
		if c.Kind == sheet.Text && c.Column <= t.at[models.FundProject] && (label == "" || !totalWord.MatchString(label)) {
			label = c.Fold()
		}
	}
	if label == sheet.Fold(sheet.Display(t.cell(t.last, t.at[models.FundProject]))) || footnote.MatchString(label) ||
		t.isIndex(row) {
		return
	}
	amounts := t.amounts(row)
	if total := totalWord.FindStringSubmatch(label); total != nil {
		t.total(row, amounts, total[2] == "小计", source)
		return
	}
	if style := t.headingStyle(row); style != 0 {
		t.heading(row, amounts, style)
		return
	}
	if totalWord.MatchString(sheet.Fold(source)) {
		t.checkSum(row, amounts, t.entries[t.whole:], "小计", "")
		return
	}
	if len(amounts) == 0 {
		return
	}
	code := t.text(row.Number, models.FundCode)
	switch {
	case name != "" && (name != t.project.Project || code != t.project.Code):
		t.project, t.whole = models.FundRow{Project: name, Code: code}, len(t.entries)
	case name == "" && (source == "" || t.project.Project == ""):
		t.wrong(t.cellName(row.Number, max(t.at[models.FundProject], 1)), "no_name", models.Messagef("第 %d 行有金额，没有项目名称，请补上",
			row.Number))
		return
	}
	t.take(row, amounts, source)
}

// isIndex reports whether a row numbers the columns.
func (t *fundTable) isIndex(row *sheet.Row) bool {
	n := 0
	for _, c := range row.Cells {
		if !c.IsBare() {
			if !columnIndex.MatchString(c.Fold()) {
				return false
			}
			n++
		}
	}
	return n >= 3
}

// amounts reads the amounts of a row by column.
func (t *fundTable) amounts(row *sheet.Row) map[int]models.Money {
	out := map[int]models.Money{}
	for _, column := range t.columnsInOrder() {
		c := t.grid.At(row.Number, column)
		cell := t.cellName(row.Number, column)
		switch {
		case c.Kind == sheet.Failed || c.Kind == sheet.Unknown:
			t.wrong(cell, "formula_error", models.Messagef("%s 为公式错误 %s，请改为数字", cell, c.Text))
			continue
		case c.IsBare() || t.columns[column].unit == models.UnitNone:
			continue
		}
		read := parseAmount(c.Text, t.columns[column].unit)
		switch {
		case read.err != nil:
			t.wrong(cell, read.err.Code, models.Messagef("%s %s", cell, read.err.Message))
		case read.value != nil:
			out[column] = *read.value
		}
	}
	return out
}

// take keeps the amounts of a row: of its source, or of the sources that stand side by side.
func (t *fundTable) take(row *sheet.Row, amounts map[int]models.Money, source string) {
	rows, order := map[string]*models.FundRow{}, []string{}
	for _, column := range t.columnsInOrder() {
		value, stated := amounts[column]
		c := t.columns[column]
		if !stated || c.sum {
			continue
		}
		of := cmp.Or(c.source, source, t.source)
		one := rows[of]
		if one == nil {
			one = &models.FundRow{Cell: t.cellName(row.Number, column), Project: t.project.Project, Code: t.project.Code,
				Source: of, Month: t.month, Note: t.text(row.Number, models.FundNote)}
			rows[of], order = one, append(order, of)
		}
		*one.Of(c.field) = &value
		known, _ := models.FundSourceOf(of, t.sources)
		t.entries = append(t.entries, fundEntry{column, known.Key, t.project.Project, value})
	}
	for _, of := range order {
		one := rows[of]
		if one.Arrived != nil {
			t.arrivedOn(row.Number, one)
		}
		t.form.Rows = append(t.form.Rows, *one)
	}
	if len(order) == 1 {
		t.checkRate(row.Number, rows[order[0]].FundAmounts)
	}
	t.checkAcross(row, amounts)
}

// arrivedOn reads the day on which the newest part arrived.
func (t *fundTable) arrivedOn(row int, one *models.FundRow) {
	column := t.at[models.FundArrivedOn]
	c := t.cell(row, column)
	if column == 0 || c.IsBare() || sheet.SaysNothing(sheet.Display(c)) {
		return
	}
	read := dateOf(c, t.grid.Epoch, t.month.Year())
	if read.code != "" || read.day == 0 {
		cell := t.cellName(row, column)
		t.wrong(cell, "bad_date", models.Messagef("%s“%s”不是日期，应为 2021-06-30 这样的写法", cell, sheet.Display(c)))
		return
	}
	one.ArrivedOn = min(read.day, t.month.Last())
}
