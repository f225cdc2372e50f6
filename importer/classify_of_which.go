package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// ofWhichWord matches a row 其中 that is no project's name, although it states more than amounts.
var ofWhichWord = regexp.MustCompile(`^其中(?:[:：]|$|\()`)

// isNumbered reports whether a row has a number as projects have and a name that is a text.
func (l *listing) isNumbered(row *sheet.Row) bool {
	if l.at[FieldNumber] == 0 || l.at[FieldNumber] == l.at[FieldName] {
		return false
	}
	number, name := l.cell(row, FieldNumber), row.At(l.at[FieldName])
	if name.Kind != sheet.Text || name.IsBare() || row.At(l.at[FieldNumber]).Kind == sheet.Blank {
		return false
	}
	return number.Kind == sheet.Number || arabic.MatchString(sheet.Fold(number.Text))
}

// isFurtherOfWhich reports whether an unmarked row directly below a row 其中 continues it: 其中：在建 over 预备. It opens no
// section, because no project that adds up to it follows.
func (l *listing) isFurtherOfWhich(row *sheet.Row, lead sheet.Cell) bool {
	if !l.afterOfWhich || lead.Kind != sheet.Text || l.isNumbered(row) || l.described(row) || !l.anyAmount(row) &&
		!countInside.MatchString(lead.Fold()) {
		return false
	}
	text := lead.Fold()
	for _, s := range sectionStyles {
		if s.style != "——" && s.pattern.MatchString(text) {
			return false
		}
	}
	if sectionNumber.MatchString(sheet.Fold(l.cell(row, FieldNumber).Text)) || totalWord.MatchString(text) {
		return false
	}
	if lead.Text != strings.TrimLeft(lead.Text, " \u3000\t") { // set in below 其中：
		return true
	}
	return !l.projectBelow(row) && !l.sumsUp(row)
}

// projectBelow reports whether the next row with content is a numbered project.
func (l *listing) projectBelow(row *sheet.Row) bool {
	i, _ := l.raw.Index(row.Number)
	for i++; i < len(l.raw.Rows); i++ {
		if l.anything(&l.raw.Rows[i]) {
			return l.isNumbered(&l.raw.Rows[i])
		}
	}
	return false
}
