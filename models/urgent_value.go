package models

import (
	"strings"
)

// UrgentKind is the kind of value that a collected column takes.
type UrgentKind string

// The kinds.
const (
	UrgentText   UrgentKind = "text"
	UrgentNumber UrgentKind = "number"
	UrgentDate   UrgentKind = "date"
)

// UrgentKinds lists the kinds in the order of a selection.
var UrgentKinds = []UrgentKind{UrgentText, UrgentNumber, UrgentDate}

// Chinese returns the kind's name; "" for none of them.
func (k UrgentKind) Chinese() Word {
	switch k {
	case UrgentText:
		return "文字"
	case UrgentNumber:
		return "数字"
	case UrgentDate:
		return "日期"
	}
	return ""
}

// UrgentNone is the answer that there is nothing to enter, in a column of any kind. It differs from no answer.
const UrgentNone = "无"

const (
	urgentText   = 500 // most characters of a text
	urgentDigits = 15  // most digits of a number: what a cell of a workbook holds exactly
)

// Value returns what was typed into the column in its stored form: a text without outer spaces, a decimal number
// without separators ("12.5"), or "2021-06-30". "" is no answer. Errors: KindInvalid.
func (c UrgentColumn) Value(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	switch typed {
	case "":
		return "", nil
	case UrgentNone, "没有", "/", "-", "—":
		return UrgentNone, nil
	}
	switch c.Kind {
	case UrgentNumber:
		number := strings.NewReplacer(",", "", "，", "", " ", "", "\u00a0", "").Replace(typed)
		if !isDecimal(number) {
			return "", Errorf(KindInvalid, "not_a_number", "“%s”应填数字，填写的是“%s”", c.Name, clip(typed))
		}
		return plainDecimal(number), nil
	case UrgentDate:
		day, err := dayTyped(typed)
		if err != nil {
			return "", Errorf(KindInvalid, "bad_date", "“%s”应填日期，如 2021-06-30，填写的是“%s”", c.Name, clip(typed))
		}
		return day.String(), nil
	case UrgentText:
	}
	if len([]rune(typed)) > urgentText {
		return "", Errorf(KindInvalid, "text_too_long", "“%s”不超过 %d 个字", c.Name, urgentText)
	}
	return typed, nil
}

// dayTyped reads a day as people type it: 2021-3-5, 2021/3/5, 2021.3.5, 2021年3月5日.
func dayTyped(text string) (Date, error) {
	parts := strings.Split(strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", "").Replace(text), "-")
	for i, part := range parts {
		if part = strings.TrimSpace(part); len(part) == 1 {
			part = "0" + part
		}
		parts[i] = part
	}
	return ParseDate(strings.Join(parts, "-"))
}

// clip shortens what a person typed for a message.
func clip(text string) string {
	if r := []rune(text); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return text
}

// isDecimal reports whether a text is a decimal number that a workbook's cell holds exactly.
func isDecimal(text string) bool {
	digits, points := 0, 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			points++
		case i == 0 && (r == '-' || r == '+'):
		default:
			return false
		}
	}
	return digits > 0 && digits <= urgentDigits && points <= 1
}

// plainDecimal removes a plus sign, leading zeros, and zeros after the point that say nothing: "+007.50" is "7.5".
func plainDecimal(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign = "-"
	}
	whole, part, _ := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	whole, part = strings.TrimLeft(whole, "0"), strings.TrimRight(part, "0")
	if whole == "" {
		whole = "0"
	}
	switch {
	case part != "":
		return sign + whole + "." + part
	case whole == "0":
		return "0"
	}
	return sign + whole
}
