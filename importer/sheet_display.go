package importer

import (
	"strconv"
	"unicode/utf8"
)

func straying(s string) bool {
	for i := 0; i < len(s); {
		if n := everyday(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isStray(r) {
			return true
		}
		i += size
	}
	return false
}

// isStray reports whether a character has no place in a text: a control character other than a break or a tab.
func isStray(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\uFFFD' || r >= 0x202a &&
		r <= 0x202e
}

// display is a cell's text as people see it, near enough.
func display(c rawCell) string {
	switch c.kind {
	case kindBool:
		if c.text == "1" {
			return "是"
		}
		return "否"
	case kindNumber:
		if c.format.date {
			if day, ok := c.date(0); ok {
				return day.String()
			}
		}
		if wholeNumber(c.text) {
			return c.text
		}
		if f, err := strconv.ParseFloat(c.text, 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return c.text
}

// wholeNumber reports whether a number is stored as the digits people see.
func wholeNumber(s string) bool {
	if len(s) == 0 || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return false
	}
	return plainDigits(s)
}

// plainDigits reports whether a text is made of digits.
func plainDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
