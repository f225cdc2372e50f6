package importer

import (
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
)

// nameMarks are the signs before or after names that footnotes explain.
const nameMarks = "★☆▲△●○◆◇■□◎※*＊✱"

// splitMarks separates the marks from a name.
func splitMarks(s string) (name string, marks []string) {
	s = sheet.Tidy(s)
	if s == "" || sheet.PlainRuneLen(s) > 0 && s[0] != '*' && s[len(s)-1] != '*' && !strings.ContainsRune(nameMarks,
		last(s)) {
		return s, nil
	}
	take := func(r rune) bool { return strings.ContainsRune(nameMarks, r) }
	for s != "" && (take(first(s)) || take(last(s))) {
		r := first(s)
		if take(r) {
			s = strings.TrimSpace(strings.TrimPrefix(s, string(r)))
		} else {
			r = last(s)
			s = strings.TrimSpace(strings.TrimSuffix(s, string(r)))
		}
		if r == '＊' || r == '✱' {
			r = '*'
		}
		marks = append(marks, string(r))
	}
	return s, marks
}

// yes parses a tick or a word for yes or no; known is false for any other text.
func yes(s string) (value, known bool) {
	s = sheet.Fold(s)
	switch strings.ToLower(s) {
	case "是", "√", "✓", "✔", "★", "☆", "●", "▲", "1", "有", "y", "yes", "☑", "控制性", "控制性节点", "已":
		return true, true
	case "否", "×", "✗", "✘", "x", "0", "n", "no", "☐", "非控制性", "一般", "一般节点":
		return false, true
	}
	if sheet.SaysNothing(s) {
		return false, true
	}
	return false, false
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
