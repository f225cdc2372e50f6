package importer

import (
	"regexp"
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// sectionStyles are the ways in which sections are marked, from the outermost.
var sectionStyles = []struct {
	style   string
	rank    int
	pattern *regexp.Regexp
}{
	{"第一部分", 1, regexp.MustCompile(`^第[一二三四五六七八九十]+(?:部分|类|批|章)[、.:：]?(.*)$`)},
	{"Ⅰ", 1, regexp.MustCompile(`^[Ⅰ-Ⅻ][、.]?(.+)$`)},
	{"一、", 2, regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、.,](.+)$`)},
	{"（一）", 3, regexp.MustCompile(`^\([一二三四五六七八九十]{1,3}\)[、.]?(.+)$`)},
	{"1、", 4, regexp.MustCompile(`^\d{1,2}[、.](\D.*)$`)},
	{"(1)", 5, regexp.MustCompile(`^\(\d{1,2}\)[、.]?(\D.*)$`)},
	{"①", 6, regexp.MustCompile(`^[①-⑳](.+)$`)},
	{"——", 7, regexp.MustCompile(`^[—–-]{1,3}(\D.*)$`)},
}

var sectionNumber = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}[、.]?|\([一二三四五六七八九十]{1,3}\)|[Ⅰ-Ⅻ])$`)

// section recognises a section row among rows that describe no project.
func (l *listing) section(row *sheet.Row, lead sheet.Cell, texts int) (rowReading, bool) {
	r := rowReading{class: rowSection}
	text := sheet.Fold(lead.Text)
	name := l.cell(row, FieldName)
	number := l.cell(row, FieldNumber)
	numbered := number.Kind == sheet.Number || arabic.MatchString(sheet.Fold(number.Text))
	if lead.Kind != sheet.Text {
		return r, false
	}
	if number.Kind == sheet.Text && sectionNumber.MatchString(text) && lead.Column == number.Column &&
		name.Kind == sheet.Text {
		if !l.arabic {
			return r, false // the projects themselves are numbered 一、二、三
		}
		r.style, r.rank = "一、", 2
		if strings.HasPrefix(text, "(") {
			r.style, r.rank = "（一）", 3
		}
		separator := "、"
		if strings.HasSuffix(text, "、") || strings.HasSuffix(text, ")") || strings.HasSuffix(text, ".") {
			separator = ""
		}
		r.label = sheet.Tidy(number.Text) + separator + sheet.Tidy(name.Text)
		l.countOf(row, "", &r)
		return r, true
	}
	if numbered {
		return r, false
	}
	for _, s := range sectionStyles {
		if s.pattern.MatchString(text) {
			r.style, r.rank, r.label = s.style, s.rank, sheet.Tidy(lead.Text)
			l.countOf(row, "", &r)
			inNumber := lead.Column == number.Column && sheet.Fold(name.Text) == "" && l.at[FieldNumber] != l.at[FieldName]
			if s.rank >= 4 && r.count == nil && texts > 1 && !inNumber && !l.isMergedAcross(row.Number, lead.Column) &&
				!l.sumsUp(row) {
				return r, false // 1、某某项目 with its amounts is a project
			}
			return r, true
		}
	}
	r.style, r.label = "bare", sheet.Tidy(lead.Text)
	l.countOf(row, "", &r)
	switch {
	case bareSection.MatchString(strings.TrimSpace(countInside.ReplaceAllString(text, ""))):
		return r, true
	case l.at[FieldNumber] == 0 && texts > 1 && r.count == nil:
		return r, false
	case r.count != nil, texts == 1 && l.isMergedAcross(row.Number, lead.Column), l.sumsUp(row):
		return r, true
	case texts == 1 && l.at[FieldNumber] != 0:
		r.unclear = true
		return r, true
	}
	return r, false
}

// countOf finds the declared number of projects: counted as the caller parsed it, or else in brackets at the end of the
// label, or in a cell of its own.
func (l *listing) countOf(row *sheet.Row, counted string, r *rowReading) {
	if counted != "" {
		n := number(counted)
		r.count, r.countAt = &n, l.countColumn(row)
		return
	}
	label := sheet.Fold(r.label)
	if m := countInside.FindStringSubmatch(label); m != nil {
		n := number(m[1] + m[2])
		r.count, r.countAt = &n, l.countColumn(row)
		r.label = trimCount(r.label)
		return
	}
	for _, c := range row.Cells {
		if c.Column < len(l.columns) && (l.columns[c.Column].field.Money() || l.columns[c.Column].field == FieldRate) {
			continue
		}
		text := sheet.Fold(c.Text)
		if m := countAlone.FindStringSubmatch(text); m != nil && c.Kind == sheet.Text {
			n := number(m[1])
			r.count, r.countAt = &n, c.Column
			return
		}
		if n, err := strconv.Atoi(c.Text); err == nil && c.Kind == sheet.Number && !c.Format.Date && n > 0 && n < 5000 &&
			c.Column < len(l.columns) && l.columns[c.Column].field != FieldNumber && l.columns[c.Column].field != FieldNone &&
			l.columns[c.Column].field != FieldOther {
			r.count, r.countAt = &n, c.Column
			return
		}
	}
}

// countColumn returns the column of the text that ends with a count.
func (l *listing) countColumn(row *sheet.Row) int {
	for _, c := range row.Cells {
		if c.Kind == sheet.Text && countInside.MatchString(sheet.Fold(c.Text)) {
			return c.Column
		}
	}
	return l.lead(row).Column
}

var trailingCount = regexp.MustCompile(`[\s]*[（(]?\s*共?\s*[0-9０-９]+\s*(?:个|项|件)?(?:项目)?\s*[）)]?\s*$`)

func trimCount(label string) string {
	if !strings.ContainsAny(label, "0123456789０１２３４５６７８９") {
		return sheet.Tidy(label)
	}
	return sheet.Tidy(trailingCount.ReplaceAllString(label, ""))
}

// sumsUp reports whether every amount of an unnumbered row is the sum of the numbered rows directly below it. Inner
// sections and their subtotals are ignored.
func (l *listing) sumsUp(row *sheet.Row) bool {
	column := l.at[FieldNumber]
	if column == 0 {
		return false
	}
	left := map[int]models.Money{} // rest of each column's amount
	for c, g := range l.columns {
		if g.field.Money() && row.At(c).Kind != sheet.Blank {
			if declared := parseAmount(row.At(c).Text, g.unit); declared.value != nil && *declared.value != 0 {
				left[c] = *declared.value
			}
		}
	}
	i, _ := l.raw.Index(row.Number)
	for _, below := range l.raw.Rows[i+1 : min(len(l.raw.Rows), i+1+sumsUpRows)] {
		if len(left) == 0 {
			return false
		}
		if c := below.At(column); c.Kind != sheet.Number && !(c.Kind == sheet.Text &&
			arabic.MatchString(sheet.Fold(c.Text))) {
			continue
		}
		open := false
		for c := range left {
			if a := parseAmount(below.At(c).Text, l.columns[c].unit); a.value != nil {
				left[c] -= *a.value
			}
			if left[c] < 0 {
				return false
			}
			open = open || left[c] != 0
		}
		if !open {
			return true
		}
	}
	return false
}

// sumsUpRows is how many rows below are searched for a sum.
const sumsUpRows = 500
