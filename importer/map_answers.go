package importer

import "strings"

// applyAnswers puts what a person said of the columns in the place of the guesses.
func (l *listing) applyAnswers() {
	if len(l.answers.Columns) == 0 {
		return
	}
	byName := make(map[string]ColumnAnswer, len(l.answers.Columns))
	for name, answer := range l.answers.Columns {
		byName[fold(name)] = answer
	}
	for i := range l.columns {
		g := &l.columns[i]
		if g.header == "" {
			continue
		}
		answer, ok := byName[fold(g.key)]
		for _, name := range []string{columnName(i), g.header, g.leaf} {
			if !ok {
				answer, ok = byName[fold(name)]
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

// ParseField reads a field as a person names it: by its key ("annual_plan"), by its usual Chinese name, or by any word
// a header uses for it. 不读, 不用 and "" leave a column out.
func ParseField(name string) (Field, bool) {
	word := fold(name)
	switch word {
	case "", "不读", "不用", "忽略", "-":
		return FieldNone, true
	}
	for f, chinese := range fieldWords {
		if strings.EqualFold(word, string(f)) || word == fold(chinese) {
			return f, true
		}
	}
	if f, ok := wordFields[headerWordOf(name).word]; ok && f != FieldOther {
		return f, true
	}
	return FieldNone, false
}
