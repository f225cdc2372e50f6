package sheet

import (
	"strconv"
	"strings"
)

// NumberFormat is what is known of a number format.
type NumberFormat struct {
	Date   bool  // shows a date or time
	Month  bool  // shows year and month, no day: 2021年3月
	Scaled bool  // shows a thousandth or less of the number: people see 万元 where the cell holds 元
	Zeros  uint8 // of a format of zeros only: the least digits it shows; 000000 shows 7 as 000007
}

// BuiltInFormat returns the format of an ID without a code. 27–36 and 50–58 are the Chinese built-in dates.
func BuiltInFormat(id int) NumberFormat {
	switch id {
	case 17, 27, 36, 50, 52, 57:
		return NumberFormat{Date: true, Month: true}
	}
	date := id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
	return NumberFormat{Date: date}
}

// ParseNumberFormat parses a custom format code: its first section, without quoted text, brackets, escapes and padding.
func ParseNumberFormat(code string) NumberFormat {
	var plain strings.Builder
	section := code
	for i := 0; i < len(section); i++ {
		switch c := section[i]; c {
		case '"':
			end := strings.IndexByte(section[i+1:], '"')
			if end < 0 {
				i = len(section)
			} else {
				i += end + 1
			}
		case '[':
			end := strings.IndexByte(section[i:], ']')
			if end < 0 {
				i = len(section)
				break
			}
			// [h], [mm] and [ss] are elapsed time; other brackets are colours, conditions and locales.
			if inner := strings.ToLower(section[i+1 : i+end]); strings.Trim(inner, "hms") == "" {
				plain.WriteString(inner)
			}
			i += end
		case '\\', '_', '*':
			i++
		case '!':
			if i+1 < len(section) && section[i+1] == '.' {
				plain.WriteString("!.") // 0!.0, shows ten-thousands
			}
			i++
		case ';':
			i = len(section)
		default:
			plain.WriteByte(c)
		}
	}
	shown := strings.ToLower(plain.String())
	if n := len(shown); n > 1 && n <= 64 && strings.Trim(shown, "0") == "" {
		return NumberFormat{Zeros: uint8(n)}
	}
	if shown == "general" || strings.HasPrefix(shown, "general") {
		return NumberFormat{}
	}
	shown = strings.NewReplacer("am/pm", "h", "a/p", "h", "e+", "", "e-", "").Replace(shown)
	f := NumberFormat{Date: strings.ContainsAny(shown, "ymdhs")}
	f.Month = strings.Contains(shown, "y") && strings.Contains(shown, "m") && !strings.ContainsAny(shown, "dhs")
	f.Scaled = !f.Date && (strings.Contains(shown, "!.") || strings.HasSuffix(strings.TrimRight(shown, "%. )\u00a5元万亿"),
		","))
	return f
}

// readStyles reads which format each cell style has.
func (w *workbook) readStyles(x *xmlReader) error {
	custom := map[int]NumberFormat{}
	inCells := false
	for {
		token, err := x.next()
		if err != nil {
			return err
		}
		switch {
		case token == xmlEnd:
			return nil
		case token == xmlClose && x.name == "cellXfs":
			inCells = false
		case token != xmlOpen:
		case x.name == "cellXfs":
			inCells = true
		case x.name == "numFmt" && len(x.stack) == 3: // those inside dxfs are another numbering
			id, _ := x.attr("numFmtId")
			code, _ := x.attr("formatCode")
			if n, err := strconv.Atoi(id); err == nil {
				custom[n] = ParseNumberFormat(code)
			}
		case x.name == "xf" && inCells:
			if len(w.styles) > 1<<17 {
				return malformed("too many cell styles")
			}
			id, _ := x.attr("numFmtId")
			n, _ := strconv.Atoi(id)
			f, ok := custom[n]
			if !ok {
				f = BuiltInFormat(n)
			}
			w.styles = append(w.styles, f)
		}
	}
}
