package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
)

// rowClass is the kind of a row below the header.
type rowClass int

const (
	rowBlank       rowClass = iota
	rowNumbers              // column numbers: 1 2 3 …
	rowHeader               // a repetition of the header
	rowInstruction          // how to fill in the columns
	rowTotal
	rowSection
	rowOfWhich    // 其中：…
	rowNote       // footnote, signature, overview sentence
	rowPart       // another line of the project above
	rowSubProject // a part of the bundled project above
	rowProject
)

// rowReading is a classified row.
type rowReading struct {
	class    rowClass
	label    string // total, section: its text, without the count
	style    string // section: how it is marked, e.g. "一、"
	rank     int    // section: 1 is the outermost of the marked styles; 0 unmarked
	subtotal bool   // total: 小计
	count    *int   // declared number of projects
	countAt  int    // column of the count
	note     string
	unclear  bool // section: recognised only because the row has one text and no number
}

var (
	totalWord = regexp.MustCompile(`^(.{0,16}?)(总合计|合计|总计|共计|小计)(?:数|额|值)?[:：]?(?:\(?共?(\d+)(?:个|项|件)?(?:项目)?\)?)?$`)
	sumWord   = regexp.MustCompile(
		`^((?:本页|本表|以上|上述|全区|全市|全县|全部|各项|项目|投资|数据)?)(汇总|累计|总和|总数|合算)(?:数|额|值)?[:：]?(?:\(?共?(\d+)(?:个|项|件)?(?:项目)?\)?)?$`)
	wholeArea   = regexp.MustCompile(`^(?:全区|全市|全县|全省|全镇|全部|总数)(?:项目)?(?:\(?共?\d+(?:个|项|件)(?:项目)?\)?)?$`)
	countInside = regexp.MustCompile(`\(?共?(\d+)(?:个|项|件)(?:项目)?\)?$|\(共?(\d+)\)$`)
	countAlone  = regexp.MustCompile(`^共?(\d+)(?:个|项|件)(?:项目)?$`)
	footnote    = regexp.MustCompile(
		`^(?:备?注|说明|附注|备注说明|填表说明|填报说明|附件?说明)(?:\d{0,` +
			`2})[:：]|^\(?注[:：]|^(?:填报人|审核人|制表人|填表人|联系人|负责人|单位负责人|分管领导|主要领导|填报单位|填报日期|制表日期|报送单位|联系电话|审核|制表|编制|签发|复核)[^:：]{0,` +
			`8}[:：]|^[★☆▲△●○*].{0,3}(?:为|表示|代表|是指)`)
	columnIndex = regexp.MustCompile(`^(?:\(?\d{1,3}\)?|[甲乙丙丁戊己庚辛]|[A-Z]{1,2}|\d{1,3}=[\d+\-*/]+)$`)
	bareSection = regexp.MustCompile(
		`^(?:续建|新开工|新建|竣工投产|竣工|投产|预备|储备|前期|建设类|准备类|实施类|在建)(?:类)?(?:项目)?$|^[(\[【].{2,20}[)\]】]$`)
	instruction = regexp.MustCompile(
		`填写|填报|如[:：]|例如|格式|下拉|必填|选填|示例|保留.*小数|请选择|^\(?(?:单位[:：])?(?:元|万元|亿元)\)?$|精确到|××|XX|\d字以内`)
	arabic = regexp.MustCompile(`^\(?\d+(?:\.0)?[.、)]?[●★☆▲*]?$`)
)

// footnoteCells is the largest number of cells of a signature line (填报人 | 审核人 | 联系电话 | 填报日期, each with a blank).
const footnoteCells = 8

// classify returns what a row is. began: a project was read before; noted: a footnote was.
func (l *listing) classify(row *sheet.Row, began, noted bool) rowReading {
	if !l.anything(row) {
		return rowReading{class: rowBlank}
	}
	if l.isColumnNumbers(row) {
		return rowReading{class: rowNumbers}
	}
	if l.isHeaderAgain(row) || l.afterHeader && l.header.continues(row) {
		return rowReading{class: rowHeader}
	}
	if len(row.Cells) <= footnoteCells && l.isPageHead(row) {
		return rowReading{class: rowHeader}
	}
	lead := l.lead(row)
	folded := sheet.Fold(lead.Text)
	described := l.described(row)
	numbered := l.isNumbered(row)
	if !described && l.filledRow(row, FieldName) == 0 {
		m := totalWord.FindStringSubmatch(folded)
		if m == nil && !numbered {
			m = sumWord.FindStringSubmatch(folded)
		}
		if m != nil {
			r := rowReading{class: rowTotal, label: m[1] + m[2], subtotal: m[2] == "小计"}
			l.countOf(row, m[3], &r)
			return r
		}
		if wholeArea.MatchString(folded) && l.anyAmount(row) { // 全区 | 48 | 4490000
			r := rowReading{class: rowTotal, label: sheet.Tidy(lead.Text)}
			l.countOf(row, "", &r)
			return r
		}
	}
	texts := 0
	for _, c := range row.Cells {
		if c.Kind != sheet.Blank && !(c.Kind == sheet.Text && c.IsBare()) {
			texts++
		}
	}
	if amount := l.anyAmount(row); numbered && (described || amount) || l.at[FieldNumber] == 0 && described && amount {
		return l.projectOrPart(row) // whatever its name begins with
	}
	if texts <= footnoteCells && footnote.MatchString(folded) || noted && texts == 1 && !described || texts == 1 &&
		lead.Kind == sheet.Text && isSentence(folded) {
		return rowReading{class: rowNote, note: sheet.Tidy(lead.Text)}
	}
	if strings.HasPrefix(folded, "其中") && (!described || ofWhichWord.MatchString(folded)) || l.isFurtherOfWhich(row,
		lead) {
		return rowReading{class: rowOfWhich, label: sheet.Tidy(lead.Text)}
	}
	if !described {
		if r, ok := l.section(row, lead, texts); ok {
			return r
		}
	}
	if !began && l.isInstruction(row) {
		return rowReading{class: rowInstruction}
	}
	return l.projectOrPart(row)
}

// projectOrPart classifies a row that belongs to a project.
func (l *listing) projectOrPart(row *sheet.Row) rowReading {
	name := l.cell(row, FieldName)
	if name.IsBare() || l.filledRow(row, FieldName) != 0 {
		return rowReading{class: rowPart}
	}
	if l.isSubRow(row) {
		return rowReading{class: rowSubProject}
	}
	return rowReading{class: rowProject}
}

// isCount reports whether a text is only a number of projects: 12个.
func isCount(folded string) bool {
	last, _ := utf8.DecodeLastRuneInString(folded)
	return strings.ContainsRune("个项件目", last) && countAlone.MatchString(folded)
}

// isSentence reports whether a text is an overview or a note, not a name: it is long and has punctuation.
func isSentence(folded string) bool {
	return len([]rune(folded)) > 24 && containsAny(folded, []string{"。", ",", "，", ";", "；"})
}

func (l *listing) anything(row *sheet.Row) bool {
	for _, c := range row.Cells {
		if c.Kind != sheet.Text || !c.IsBare() {
			return true
		}
	}
	return false
}

// lead returns the first cell with text, if it stands at the left or is merged over several columns.
func (l *listing) lead(row *sheet.Row) sheet.Cell {
	left := l.at[FieldName] + 2
	for _, c := range row.Cells {
		if c.Kind == sheet.Text && !c.IsBare() && (c.Column <= left || l.isMergedAcross(row.Number, c.Column)) {
			return c
		}
	}
	return sheet.Cell{}
}

// described reports whether a row states something that only projects have: an owner, a scale, a date.
func (l *listing) described(row *sheet.Row) bool {
	for _, c := range row.Cells {
		if c.Column >= len(l.columns) || c.Kind != sheet.Text && !c.Format.Date {
			continue
		}
		switch l.columns[c.Column].field {
		case FieldNone, FieldOther, FieldNumber, FieldName, FieldRemark, FieldRate, FieldCount, FieldSector:
			continue
		}
		text := c.Fold()
		if len(text) > 60 { // longer than any count or total
			return true
		}
		if l.columns[c.Column].field.Money() || sheet.SaysNothing(text) || isCount(text) || isPlainNumber(text) &&
			!l.columns[c.Column].field.dated() || strings.Contains(text, "计") && totalWord.MatchString(text) {
			continue
		}
		if l.isMergedAcross(row.Number, c.Column) {
			continue // a section's title that starts in a later column
		}
		return true
	}
	return false
}

// isPlainNumber reports whether a text is a number, as all numbers of a CSV file are.
func isPlainNumber(folded string) bool {
	return folded != "" && strings.Trim(folded, "0123456789.,%") == ""
}

// dated reports whether the field holds dates, where 2021.3 is not an amount.
func (f Field) dated() bool {
	switch f {
	case FieldPlannedStart, FieldPlannedFinish, FieldActualStart, FieldActualFinish, FieldDue, FieldDoneOn,
		FieldMilestoneDate, FieldPeriod, FieldStatisticsOn:
		return true
	}
	return false
}

// isMergedAcross reports whether a cell is merged over at least three columns.
func (l *listing) isMergedAcross(row, column int) bool {
	for _, m := range l.wide[row] {
		if m.Left <= column && column <= m.Right {
			return true
		}
	}
	return false
}

// anyAmount reports whether a row states an amount.
func (l *listing) anyAmount(row *sheet.Row) bool {
	for _, c := range row.Cells {
		if c.Column < len(l.columns) && l.columns[c.Column].field.Money() && (c.Kind == sheet.Number ||
			c.Kind == sheet.Text && isPlainNumber(c.Fold())) {
			return true
		}
	}
	return false
}

func (l *listing) isColumnNumbers(row *sheet.Row) bool {
	n, rising, last := 0, 0, 0
	for _, c := range row.Cells {
		text := c.Fold()
		if text == "" {
			continue
		}
		if len(text) > 5 && !strings.Contains(text, "=") { // (123) is the longest without =
			return false
		}
		if sheet.OnlyDigits(text) {
			if len(text) > 3 {
				return false
			}
		} else if !columnIndex.MatchString(text) {
			return false
		}
		n++
		if i, err := strconv.Atoi(strings.Trim(text, "()")); err == nil && i == last+1 {
			rising++
			last = i
		}
	}
	return n >= 3 && rising*10 >= n*6
}

func (l *listing) isHeaderAgain(row *sheet.Row) bool {
	same, texts := 0, 0
	for i, c := range row.Cells {
		if c.IsBare() {
			continue
		}
		texts++
		if n := sheet.PlainRuneLen(c.Text); c.Kind == sheet.Text && (n == 0 || l.starts[c.Text[n-1]]) {
			l.folded = sheet.AppendFold(l.folded[:0], c.Text) // almost every row has long texts, and no header cell is long
			if l.heads[string(l.folded)] {
				same++
			}
		}
		if rest := len(row.Cells) - i - 1; (same+rest)*10 < (texts+rest)*6 {
			return false // even if all remaining cells were header words
		}
	}
	return same >= 2 && same*10 >= texts*6
}

func (l *listing) isInstruction(row *sheet.Row) bool {
	telling, texts := 0, 0
	for _, c := range row.Cells {
		text := c.Fold()
		if text == "" {
			continue
		}
		texts++
		if c.Kind == sheet.Text && instruction.MatchString(text) {
			telling++
		}
	}
	number := l.cell(row, FieldNumber)
	if text := sheet.Fold(number.Text); text == "示例" || text == "例" || text == "样例" {
		return true
	}
	if number.Kind == sheet.Number {
		return false
	}
	return telling > 0 && telling*2 >= texts
}
