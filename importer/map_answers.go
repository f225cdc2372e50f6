package importer

import (
	"strings"

	"duban/importer/sheet"
)

// applyAnswers replaces guessed fields by a person's answers.
func (l *listing) applyAnswers() {
	if len(l.answers.Columns) == 0 {
		return
	}
	byName := make(map[string]ColumnAnswer, len(l.answers.Columns))
	for name, answer := range l.answers.Columns {
		byName[sheet.Fold(name)] = answer
	}
	for i := range l.columns {
		g := &l.columns[i]
		if g.header == "" {
			continue
		}
		answer, ok := byName[sheet.Fold(g.key)]
		for _, name := range []string{sheet.ColumnName(i), g.header, g.leaf} {
			if !ok {
				answer, ok = byName[sheet.Fold(name)]
			}
		}
		if !ok {
			continue
		}
		g.field, g.confidence, g.answered = answer.Field, 1, true
		if answer.Unit.Fen() != 0 {
			g.unit = answer.Unit
		}
	}
}

// ParseField parses a field named by its key ("annual_plan"), by its usual Chinese name, or by any header word for it.
// 不读, 不用 and "" mean that a column is not read.
func ParseField(name string) (Field, bool) {
	word := sheet.Fold(name)
	switch word {
	case "", "不读", "不用", "不导入", "不需要", "不读取", "忽略", "-":
		return FieldNone, true
	}
	for f, chinese := range fieldWords {
		if strings.EqualFold(word, string(f)) || word == sheet.Fold(chinese) {
			return f, true
		}
	}
	if f, sure := mapWord(headerWordOf(name)); sure >= sureEnough && f != FieldOther {
		return f, true
	}
	return FieldNone, false
}
