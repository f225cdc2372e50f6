package sheet

import (
	"strconv"
	"unicode/utf8"
)

// HasStray reports whether a text has characters that do not show, such as control characters.
func HasStray(s string) bool {
	for i := 0; i < len(s); {
		if n := PlainRuneLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if IsStray(r) {
			return true
		}
		i += size
	}
	return false
}

// IsStray reports whether a character is a control character other than a break or a tab, a replacement character, or
// one that changes the direction of writing.
func IsStray(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\uFFFD' || r >= 0x202a &&
		r <= 0x202e
}

// Display returns a cell's text approximately as people see it.
func Display(c Cell) string {
	switch c.Kind {
	case Bool:
		if c.Text == "1" {
			return "是"
		}
		return "否"
	case Number:
		if c.Format.Date {
			if day, ok := c.Date(0); ok {
				return day.String()
			}
		}
		if WholeNumber(c.Text) {
			return c.Text
		}
		if f, err := strconv.ParseFloat(c.Text, 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return c.Text
}

// WholeNumber reports whether a number is stored with the digits that people see.
func WholeNumber(s string) bool {
	if len(s) == 0 || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return false
	}
	return OnlyDigits(s)
}

// OnlyDigits reports whether a text consists of digits.
func OnlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
