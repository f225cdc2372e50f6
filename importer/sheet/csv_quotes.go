package sheet

import (
	"bytes"
	"regexp"
)

// quoting follows the quotes of a text file byte by byte. Only a quote at the beginning of a cell opens one, as in
// Excel; any other quote of an unquoted cell is part of its text: 乙"二期"项目.
type quoting struct {
	separator byte
	inside    bool // the separators and line breaks that follow belong to the cell
	quoted    bool // the cell began with a quote
	begun     bool // the cell has a byte
}

// next takes a byte. ends reports whether it ends the cell.
func (q *quoting) next(b byte) (ends bool) {
	switch {
	case b == '"' && (!q.begun || q.quoted):
		q.inside, q.quoted = !q.inside, true // a doubled quote changes it twice
	case !q.inside && (b == q.separator || b == '\n'):
		q.quoted, q.begun = false, false
		return true
	}
	q.begun = true
	return false
}

// escapeQuotes quotes the unquoted cells that have quotes inside, so that the reader of the standard library takes them
// as they are. A text without such cells is returned unchanged.
func escapeQuotes(text []byte, separator byte) []byte {
	var out []byte
	q := quoting{separator: separator}
	copied, start, marks := 0, 0, false // of out, of the cell; whether an unquoted cell has a quote
	cell := func(end int) {
		if marks {
			if end > start && text[end-1] == '\r' {
				end--
			}
			out = append(append(out, text[copied:start]...), '"')
			out = append(append(out, bytes.ReplaceAll(text[start:end], []byte{'"'}, []byte(`""`))...), '"')
			copied = end
		}
		marks = false
	}
	for i, b := range text {
		if q.next(b) {
			cell(i)
			start = i + 1
		} else if b == '"' && !q.quoted {
			marks = true
		}
	}
	cell(len(text))
	if copied == 0 {
		return text
	}
	return append(out, text[copied:]...)
}

var formulaText = regexp.MustCompile(`^="([^"]*)"$`)

// plainField returns the text that Excel shows for a cell of a text file: ="00123" is how programs keep the zeros of a
// number.
func plainField(field string) string {
	if len(field) > 3 && field[0] == '=' {
		if m := formulaText.FindStringSubmatch(field); m != nil {
			return m[1]
		}
	}
	return field
}
