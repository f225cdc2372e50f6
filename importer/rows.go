package importer

import (
	"strings"

	"duban/models"
)

// prepare indexes what reading the rows needs: merged text that counts for every row it is merged over, merges across
// columns, how projects are numbered. A merged amount stands once, in the first of its rows.
func (l *listing) prepare() {
	l.filled, l.wide, l.heads = map[[2]int]int{}, map[int][]cellRange{}, map[string]bool{}
	for _, g := range l.columns {
		for part := range strings.SplitSeq(g.header, " / ") {
			head := fold(part)
			l.heads[head] = true
			if head != "" && everyday(head) > 0 {
				l.starts[head[everyday(head)-1]] = true
			}
		}
	}
	for _, field := range standingFields {
		l.standings = l.standings || l.at[field] != 0
	}
	if len(l.raw.rows) == 0 {
		return
	}
	last := l.raw.rows[len(l.raw.rows)-1].number
	for _, m := range l.raw.merges {
		if m.top <= l.header.last {
			continue
		}
		if m.right-m.left >= 2 && m.top == m.bottom {
			l.wide[m.top] = append(l.wide[m.top], m)
		}
		if m.bottom == m.top || m.left >= len(l.columns) || !l.columns[m.left].field.fillsDown() {
			continue
		}
		for r := m.top + 1; r <= min(m.bottom, last); r++ {
			l.filled[[2]int{r, m.left}] = m.top
		}
	}
	first, _ := l.raw.index(l.header.last + 1)
	for _, row := range l.raw.rows[first:] {
		if c := row.at(l.at[FieldNumber]); c.kind == kindNumber || c.kind == kindText && arabic.MatchString(fold(c.text)) {
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

// filledRow returns the row whose text is merged down into the field's cell of a row; 0 when the cell is its own.
func (l *listing) filledRow(row *rawRow, field Field) int {
	return l.filledAt(row, l.at[field])
}

func (l *listing) filledAt(row *rawRow, column int) int {
	if len(l.filled) == 0 {
		return 0
	}
	return l.filled[[2]int{row.number, column}]
}

// cell returns the cell of a field, merged text filled down.
func (l *listing) cell(row *rawRow, field Field) rawCell {
	column := l.at[field]
	if column == 0 {
		return rawCell{}
	}
	if top := l.filledAt(row, column); top != 0 {
		return l.raw.at(top, column)
	}
	return row.at(column)
}

// text returns a field's text on one line; "" for a blank cell and for —, 无, 待定. An error value is a finding.
func (l *listing) text(row *rawRow, field Field) string {
	c := l.cell(row, field)
	if c.kind == kindBlank || !l.sound(row, c) {
		return ""
	}
	if c.plain && c.kind == kindText {
		if nothing(c.text) {
			return ""
		}
		return c.text
	}
	if s := l.visible(row, c, field); !nothing(s) {
		return tidy(s)
	}
	return ""
}

// visible is a cell's text without control characters, which come from other programs and cannot be seen. In a name or
// a code they are an error: two names that look the same would not be.
func (l *listing) visible(row *rawRow, c rawCell, field Field) string {
	s := display(c)
	if c.plain || !straying(s) {
		return s
	}
	cell := cellName(row.number, c.column)
	switch field {
	case FieldName, FieldCode, FieldMilestoneName, FieldResponsibleUnit:
		l.find(SeverityError, "control_character", cell, "%s 的文字中有看不见的控制字符，请在单元格中重新录入", cell)
	default:
		l.find(SeverityWarning, "control_character", cell, "%s 的文字中有看不见的控制字符，已去掉，请核对", cell)
	}
	return strings.Map(func(r rune) rune {
		if isStray(r) {
			return -1
		}
		return r
	}, s)
}

// prose returns a longer text with its line breaks. 无 is kept: under 存在问题 it is an answer.
func (l *listing) prose(row *rawRow, field Field) string {
	c := l.cell(row, field)
	if c.kind == kindBlank || !l.sound(row, c) {
		return ""
	}
	if c.plain && c.kind == kindText && isWord(c.text) {
		return c.text
	}
	s := paragraphs(l.visible(row, c, field))
	if isWord(s) {
		return s
	}
	if strings.Trim(fold(s), "-—–/\\*_") == "" {
		return ""
	}
	return s
}

// sound reports whether a cell holds a value; an error value and a formula without a result are findings.
func (l *listing) sound(row *rawRow, c rawCell) bool {
	if c.kind != kindFailed && c.kind != kindUnknown {
		return true
	}
	cell := cellName(row.number, c.column)
	switch c.kind {
	case kindFailed:
		l.find(SeverityError, "formula_error", cell, "%s 为公式错误 %s，请改正后重新上传", cell, clip(c.text))
	case kindUnknown:
		l.find(SeverityError, "formula_without_value", cell, "%s 的公式没有计算结果，请用 Excel 或 WPS 打开并保存后重新上传", cell)
	}
	return false
}

// plainAmount reads an amount that is stored as nothing but a number, about which there is nothing to say; false for
// whatever needs a closer look.
func (l *listing) plainAmount(row *rawRow, column int) (models.Money, bool) {
	c := row.at(column)
	if c.kind != kindNumber || c.format.date || c.format.scaled || !digitsAndPoint(c.text) {
		return 0, false
	}
	m, err := models.ParseMoney(c.text, l.columns[column].unit)
	return m, err == nil
}

// amount reads the amount in a column; nil when nothing is stated or it cannot be read, which is a finding.
func (l *listing) amount(row *rawRow, column int) *models.Money {
	c := row.at(column)
	g := &l.columns[column]
	if !l.sound(row, c) || c.kind == kindBlank || g.unit == models.UnitNone {
		return nil
	}
	cell := cellName(row.number, column)
	if c.kind == kindBool || c.format.date && c.kind == kindNumber {
		l.find(SeverityError, "not_a_number", cell, "%s「%s」不是金额，请填写数字", cell, clip(display(c)))
		return nil
	}
	if c.format.scaled && c.kind == kindNumber {
		l.find(SeverityWarning, "scaled_format", cell, "%s 的数字格式把数值缩小显示，实际存的是 %s，请核对单位是否为%s", cell, clip(c.text), g.unit)
	}
	a := parseAmount(c.text, g.unit)
	switch {
	case a.err != nil:
		l.find(SeverityError, a.err.Code, cell, "%s %s", cell, a.err.Message)
		return nil
	case a.value == nil:
		return nil
	case *a.value < 0:
		l.find(SeverityError, "negative_amount", cell, "%s「%s」为负数，金额不能小于 0，请核对", cell, clip(c.text))
	case a.approximate:
		l.find(SeverityWarning, "approximate", cell, "%s「%s」是约数，按 %s %s读取，请核对", cell, clip(c.text), a.value.In(g.unit),
			g.unit)
	case a.ownUnit:
		l.find(SeverityNotice, "own_unit", cell, "%s「%s」自带单位，按 %s %s读取", cell, clip(c.text), a.value.In(g.unit), g.unit)
	}
	return a.value
}

// date reads the date in a column, with a finding for what cannot be one.
func (l *listing) date(row *rawRow, column int) readDate {
	if column == 0 {
		return readDate{}
	}
	c := row.at(column)
	if !l.sound(row, c) || c.kind == kindBlank || c.kind == kindBool {
		return readDate{}
	}
	d := dateOf(c, l.raw.epoch, l.year)
	if d.code == "" {
		return d
	}
	cell := cellName(row.number, column)
	said := clip(c.text)
	switch d.code {
	case "impossible_date":
		l.find(SeverityError, d.code, cell, "%s「%s」不是有效日期，请改正", cell, said)
	case "not_a_date":
		l.find(SeverityWarning, d.code, cell, "%s「%s」看不出日期，没有读取，请写成 2021年6月 或 2021-06-30", cell, said)
	case "date_year_assumed":
		l.find(SeverityError, "date_without_year", cell, "%s「%s」没有年份，表上也没有年份，请写明", cell, said)
	case "ambiguous_date":
		l.find(SeverityWarning, d.code, cell, "%s「%s」可能是 1 月，也可能是丢了末尾 0 的 10 月，按 1 月读取，请核对", cell, said)
	}
	return d
}
