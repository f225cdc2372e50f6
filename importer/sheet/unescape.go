package sheet

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unescapeText resolves _xHHHH_, the escape for characters that XML does not allow; two of them may be the halves of
// one character.
func unescapeText(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			break
		}
		out.WriteString(s[:i])
		s = s[i:]
		r, size := escaped(s)
		if low, n := escaped(s[size:]); utf16.IsSurrogate(r) && n > 0 {
			r, size = utf16.DecodeRune(r, low), size+n
		}
		if size == 0 || !utf8.ValidRune(r) || r == utf8.RuneError {
			out.WriteString("_x")
			s = s[len("_x"):]
			continue
		}
		out.WriteRune(r)
		s = s[size:]
	}
	out.WriteString(s)
	return out.String()
}

// escaped reads one _xHHHH_ at the start of a text; size is 0 when there is none.
func escaped(s string) (r rune, size int) {
	if len(s) < len("_xHHHH_") || !strings.HasPrefix(s, "_x") || s[6] != '_' {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(n), len("_xHHHH_")
}
