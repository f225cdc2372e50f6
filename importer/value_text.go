package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// fold narrows full-width letters and digits and drops all white space, for matching words.
func fold(s string) string {
	if !foldable(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, width.Fold.String(s))
}

// foldable reports whether fold would change a text; most cells of a large sheet are as they should be.
func foldable(s string) bool {
	for _, r := range s {
		if foldsRune(r) {
			return true
		}
	}
	return false
}

func foldsRune(r rune) bool {
	return r <= ' ' || r >= 0x7f && (unicode.IsSpace(r) || r == '\u200b' || r >= 0xfeff && r <= 0xffef || r == '\u20a9')
}

// tidy makes one line of a cell's text: breaks and runs of spaces become one space, and none stays next to a Chinese
// character, where spaces are layout (项 目 名 称, 成  斌).
func tidy(s string) string {
	if !foldable(s) {
		return s
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
	var out strings.Builder
	for i, f := range fields {
		if i > 0 {
			before, after := lastRune(fields[i-1]), firstRune(f)
			if before < 0x2e80 && after < 0x2e80 {
				out.WriteByte(' ')
			}
		}
		out.WriteString(f)
	}
	return out.String()
}

// paragraphs keeps the lines of a longer text, each tidied; empty ones are dropped.
func paragraphs(s string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		if line = tidy(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	last := rune(0)
	for _, r := range s {
		last = r
	}
	return last
}

// nothing reports whether a cell's text says that there is no value: —, /, 待定, 无, ******.
func nothing(s string) bool {
	s = fold(s)
	switch s {
	case "", "无", "待定", "未定", "暂无", "暂未确定", "待确定", "待明确", "不详", "未明确", "不涉及", "N/A", "n/a", "NA":
		return true
	}
	return strings.Trim(s, "-—–－―/\\*_.…·") == ""
}

// nameMarks are the signs seen before or behind names; a footnote explains them.
const nameMarks = "★☆▲△●○◆◇■□◎※*＊✱"

// splitMarks takes the marks off a name.
func splitMarks(s string) (name string, marks []string) {
	s = tidy(s)
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
