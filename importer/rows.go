package importer

import (
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// prepare builds the indexes for reading rows: merged text that applies to every row it covers, merges across columns,
// and the numbering of projects. A merged amount counts once, in its first row.
func (l *listing) prepare() {
	l.tops = headTexts(l.raw, l.header)
	l.filled, l.wide, l.heads = map[[2]int]int{}, map[int][]sheet.Range{}, map[string]bool{}
	for _, g := range l.columns {
		for part := range strings.SplitSeq(g.header, " / ") {
			head := sheet.Fold(part)
			l.heads[head] = true
			if head != "" && sheet.PlainRuneLen(head) > 0 {
				l.starts[head[sheet.PlainRuneLen(head)-1]] = true
			}
		}
	}
	for _, field := range standingFields {
		l.standings = l.standings || l.at[field] != 0
	}
	if len(l.raw.Rows) == 0 {
		return
	}
	last := l.raw.Rows[len(l.raw.Rows)-1].Number
	for _, m := range l.raw.Merges {
		if m.Top <= l.header.last {
			continue
		}
		if m.Right-m.Left >= 2 && m.Top == m.Bottom {
			l.wide[m.Top] = append(l.wide[m.Top], m)
		}
		if m.Bottom == m.Top || m.Left >= len(l.columns) || !l.columns[m.Left].field.fillsDown() {
			continue
		}
		for r := m.Top + 1; r <= min(m.Bottom, last); r++ {
			l.filled[[2]int{r, m.Left}] = m.Top
		}
	}
	first, _ := l.raw.Index(l.header.last + 1)
	for _, row := range l.raw.Rows[first:] {
		if c := row.At(l.at[FieldNumber]); c.Kind == sheet.Number || c.Kind == sheet.Text &&
			arabic.MatchString(sheet.Fold(c.Text)) {
			l.arabic = true
			break
		}
	}
}

// fillsDown reports whether a merged cell of the field counts for every row it covers.
func (f Field) fillsDown() bool {
	switch f {
	case FieldNumber, FieldCode, FieldName, FieldOwner, FieldResponsibleUnit, FieldSponsor, FieldLevel, FieldSector,
		FieldStage,
		FieldCategory, FieldInvestor, FieldPlace:
		return true
	}
	return false
}

// filledRow returns the row that holds the merged text of a field's cell; 0 when the cell is not covered by one.
func (l *listing) filledRow(row *sheet.Row, field Field) int {
	return l.filledAt(row, l.at[field])
}

func (l *listing) filledAt(row *sheet.Row, column int) int {
	if len(l.filled) == 0 {
		return 0
	}
	return l.filled[[2]int{row.Number, column}]
}

// cell returns the cell of a field, with merged text filled down.
func (l *listing) cell(row *sheet.Row, field Field) sheet.Cell {
	column := l.at[field]
	if column == 0 {
		return sheet.Cell{}
	}
	if top := l.filledAt(row, column); top != 0 {
		return l.raw.At(top, column)
	}
	return row.At(column)
}

// text returns a field's text on one line; "" for a blank cell and for —, 无, 待定. An error value is a finding.
func (l *listing) text(row *sheet.Row, field Field) string {
	c := l.cell(row, field)
	if c.Kind == sheet.Blank || !l.sound(row, c) {
		return ""
	}
	if c.Plain && c.Kind == sheet.Text {
		if sheet.SaysNothing(c.Text) {
			return ""
		}
		return c.Text
	}
	if s := l.visible(row, c, field); !sheet.SaysNothing(s) {
		return sheet.Tidy(s)
	}
	return ""
}

// visible returns a cell's text without control characters, which come from other programs and are invisible. In a name
// or a code they are an error: two names that look equal would differ.
func (l *listing) visible(row *sheet.Row, c sheet.Cell, field Field) string {
	s := sheet.Display(c)
	if c.Plain || !sheet.HasStray(s) {
		return s
	}
	cell := sheet.CellName(row.Number, c.Column)
	switch field {
	case FieldName, FieldCode, FieldMilestoneName, FieldResponsibleUnit:
		l.find(SeverityError, "control_character", cell, "%s 的文字中有看不见的控制字符，请在单元格中重新录入", cell)
	default:
		l.find(SeverityWarning, "control_character", cell, "%s 的文字中有看不见的控制字符，已去掉，请核对", cell)
	}
	return strings.Map(func(r rune) rune {
		if sheet.IsStray(r) {
			return -1
		}
		return r
	}, s)
}

// prose returns a longer text with its line breaks. 无 is kept: under 存在问题 it is an answer.
func (l *listing) prose(row *sheet.Row, field Field) string {
	return l.proseIn(row, l.cell(row, field), field)
}

// proseAt is prose of a column that is not the field's only one.
func (l *listing) proseAt(row *sheet.Row, column int, field Field) string {
	return l.proseIn(row, row.At(column), field)
}

func (l *listing) proseIn(row *sheet.Row, c sheet.Cell, field Field) string {
	if c.Kind == sheet.Blank || !l.sound(row, c) {
		return ""
	}
	if c.Plain && c.Kind == sheet.Text && sheet.IsWord(c.Text) {
		return c.Text
	}
	s := sheet.Paragraphs(l.visible(row, c, field))
	if sheet.IsWord(s) {
		return s
	}
	if strings.Trim(sheet.Fold(s), "-—–/\\*_") == "" {
		return ""
	}
	return s
}

// sound reports whether a cell holds a value; an error value and a formula without a result are findings.
func (l *listing) sound(row *sheet.Row, c sheet.Cell) bool {
	if c.Kind != sheet.Failed && c.Kind != sheet.Unknown {
		return true
	}
	cell := sheet.CellName(row.Number, c.Column)
	switch c.Kind {
	case sheet.Failed:
		l.find(SeverityError, "formula_error", cell, "%s 为公式错误 %s，请改正后重新上传", cell, sheet.Clip(c.Text))
	case sheet.Unknown:
		l.find(SeverityError, "formula_without_value", cell, "%s 的公式没有计算结果，请用 Excel 或 WPS 打开并保存后重新上传", cell)
	}
	return false
}

// plainAmount reads an amount that is stored as a plain number; false for any other cell, which amount must read.
func (l *listing) plainAmount(row *sheet.Row, column int) (models.Money, bool) {
	c := row.At(column)
	if c.Kind != sheet.Number || c.Format.Date || c.Format.Scaled || !digitsAndPoint(c.Text) {
		return 0, false
	}
	m, err := models.ParseMoney(c.Text, l.columns[column].unit)
	return m, err == nil
}

// amount reads the amount in a column; nil when there is none or it cannot be read, which is a finding.
func (l *listing) amount(row *sheet.Row, column int) *models.Money {
	c := row.At(column)
	g := &l.columns[column]
	if !l.sound(row, c) || c.Kind == sheet.Blank || g.unit == models.UnitNone {
		return nil
	}
	cell := sheet.CellName(row.Number, column)
	if c.Kind == sheet.Bool || c.Format.Date && c.Kind == sheet.Number {
		l.find(SeverityError, "not_a_number", cell, "%s“%s”不是金额，请填写数字", cell, sheet.Clip(sheet.Display(c)))
		return nil
	}
	if c.Format.Scaled && c.Kind == sheet.Number {
		l.find(SeverityWarning, "scaled_format", cell, "%s 的数字格式把数值缩小显示，实际存的是 %s，请核对单位是否为%s", cell, sheet.Clip(c.Text),
			models.Word(g.unit))
	}
	a := parseAmount(c.Text, g.unit)
	switch {
	case a.err != nil:
		l.find(SeverityError, a.err.Code, cell, "%s %s", cell, a.err.Message)
		return nil
	case a.value == nil:
		return nil
	case *a.value < 0 && g.field == FieldMonthAmount:
		l.find(SeverityWarning, "negative_month", cell, "%s“%s”为负数，按核减以前多报的 %s %s读取，请核对；不是核减的请改正", cell, sheet.Clip(c.Text),
			(-*a.value).In(g.unit), models.Word(g.unit))
	case *a.value < 0:
		l.find(SeverityError, "negative_amount", cell, "%s“%s”为负数，金额不能小于 0，请核对", cell, sheet.Clip(c.Text))
	case a.approximate:
		l.find(SeverityWarning, "approximate", cell, "%s“%s”是约数，按 %s %s读取，请核对", cell, sheet.Clip(c.Text), a.value.In(g.unit),
			models.Word(g.unit))
	case a.ownUnit:
		l.find(SeverityNotice, "own_unit", cell, "%s“%s”自带单位，按 %s %s读取", cell, sheet.Clip(c.Text), a.value.In(g.unit),
			models.Word(g.unit))
	}
	return a.value
}

// date reads the date in a column; a text that is not a date is a finding.
func (l *listing) date(row *sheet.Row, column int) readDate {
	if column == 0 {
		return readDate{}
	}
	c := row.At(column)
	if !l.sound(row, c) || c.Kind == sheet.Blank || c.Kind == sheet.Bool {
		return readDate{}
	}
	d := dateOf(c, l.raw.Epoch, l.year)
	if d.code == "" {
		return d
	}
	cell := sheet.CellName(row.Number, column)
	text := sheet.Clip(c.Text)
	switch d.code {
	case "impossible_date":
		l.find(SeverityError, d.code, cell, "%s“%s”不是有效日期，请改正", cell, text)
	case "not_a_date":
		l.find(SeverityWarning, d.code, cell, "%s“%s”看不出日期，没有读取，请写成 2021年6月 或 2021-06-30", cell, text)
	case "date_year_assumed":
		l.find(SeverityError, "date_without_year", cell, "%s“%s”没有年份，表上也没有年份，请写明", cell, text)
	case "ambiguous_date":
		l.find(SeverityWarning, d.code, cell, "%s“%s”可能是 1 月，也可能是丢了末尾 0 的 10 月，按 1 月读取，请核对", cell, text)
	}
	return d
}
