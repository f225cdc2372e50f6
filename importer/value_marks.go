package importer

import "strings"

// nameMarks are the signs seen before or behind names; a footnote explains them.
const nameMarks = "★☆▲△●○◆◇■□◎※*＊✱"

// splitMarks takes the marks off a name.
func splitMarks(s string) (name string, marks []string) {
	s = tidy(s)
	if s == "" || everyday(s) > 0 && s[0] != '*' && s[len(s)-1] != '*' && !strings.ContainsRune(nameMarks, lastRune(s)) {
		return s, nil
	}
	take := func(r rune) bool { return strings.ContainsRune(nameMarks, r) }
	for s != "" && (take(firstRune(s)) || take(lastRune(s))) {
		r := firstRune(s)
		if take(r) {
			s = strings.TrimSpace(strings.TrimPrefix(s, string(r)))
		} else {
			r = lastRune(s)
			s = strings.TrimSpace(strings.TrimSuffix(s, string(r)))
		}
		if r == '＊' || r == '✱' {
			r = '*'
		}
		marks = append(marks, string(r))
	}
	return s, marks
}

// yes reads a tick or a word of consent; known is false when the text is neither yes nor no.
func yes(s string) (value, known bool) {
	s = fold(s)
	switch strings.ToLower(s) {
	case "是", "√", "✓", "✔", "★", "☆", "●", "▲", "1", "有", "y", "yes", "☑", "控制性", "控制性节点", "已":
		return true, true
	case "否", "×", "✗", "✘", "x", "0", "n", "no", "☐", "非控制性", "一般", "一般节点":
		return false, true
	}
	if nothing(s) {
		return false, true
	}
	return false, false
}
