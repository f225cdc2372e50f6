package sheet

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Fold converts full-width letters and digits to half-width and drops all white space, for comparing words.
func Fold(s string) string {
	if !foldable(s) {
		return s
	}
	return string(AppendFold(make([]byte, 0, len(s)+utf8.UTFMax), s))
}

// AppendFold appends a text as Fold returns it.
func AppendFold(out []byte, s string) []byte {
	from := 0 // start of the part that is copied unchanged
	for i := 0; i < len(s); {
		if n := PlainRuneLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if foldsRune(r) || r == utf8.RuneError {
			out = append(out, s[from:i]...)
			if !isGap(r) {
				out = utf8.AppendRune(out, cmp.Or(width.LookupRune(r).Folded(), r))
			}
			from = i + size
		}
		i += size
	}
	return append(out, s[from:]...)
}

// isGap reports whether a character is white space or invisible.
func isGap(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// foldable reports whether Fold would change a text; most cells of a large sheet stay unchanged.
func foldable(s string) bool {
	for i := 0; i < len(s); {
		if n := PlainRuneLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if foldsRune(r) {
			return true
		}
		i += size
	}
	return false
}

// PlainRuneLen returns the length of the first character of a text when it is printable ASCII, or one of three bytes in
// the Chinese range that is neither space nor full-width; otherwise 0.
func PlainRuneLen(s string) int {
	if s == "" {
		return 0
	}
	switch b := s[0]; {
	case b > ' ' && b < 0x7f:
		return 1
	case b >= 0xe4 && b <= 0xe9 && len(s) >= 3 && s[1]&0xc0 == 0x80 && s[2]&0xc0 == 0x80:
		return 3
	}
	return 0
}

func foldsRune(r rune) bool {
	return r <= ' ' || r >= 0x7f && (unicode.IsSpace(r) || r == '\u200b' || r >= 0xfeff && r <= 0xffef || r == '\u20a9')
}

// Tidy makes one line of a cell's text: breaks and runs of spaces become one space, and spaces next to a Chinese
// character are removed, because there they are layout (项 目 名 称, 成 斌).
func Tidy(s string) string {
	if !gappy(s) {
		return s
	}
	fields := strings.FieldsFunc(s, isGap)
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

func gappy(s string) bool {
	for i := 0; i < len(s); {
		if n := PlainRuneLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isGap(r) {
			return true
		}
		i += size
	}
	return false
}

// Paragraphs keeps the lines of a longer text, each tidied; empty ones are dropped.
func Paragraphs(s string) string {
	if !gappy(s) {
		return s
	}
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		if line = Tidy(line); line != "" {
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
	if s == "" {
		return 0
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return last
}

// SaysNothing reports whether a cell's text means that there is no value: —, /, 待定, 无, ******.
func SaysNothing(s string) bool {
	s = Fold(s)
	switch s {
	case "", "无", "待定", "未定", "暂无", "暂未确定", "待确定", "待明确", "不详", "未明确", "不涉及", "N/A", "n/a", "NA":
		return true
	}
	return !IsWord(s) && strings.Trim(s, "-—–－―/\\*_.…·") == ""
}

// IsWord reports whether a text begins with a digit or a Chinese character, and is therefore more than a sign.
func IsWord(s string) bool {
	return s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] >= 0xe4 && s[0] <= 0xe9)
}

// Clip shortens a cell's text for a message.
func Clip(s string) string {
	runes := []rune(Tidy(s))
	if len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return string(runes)
}
