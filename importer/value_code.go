package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// exactDigits is how many digits of a number a workbook keeps; the others become zeros.
const exactDigits = 15

var (
	exponent   = regexp.MustCompile(`^-?\d(?:\.\d+)?[Ee]\+?\d{1,3}$`)
	quotedCode = regexp.MustCompile(`^=?"([^"]*)"$`)
)

// code returns a field that holds a code. A code that a spreadsheet program took for a number has lost digits or
// zeros: what is certainly damaged is pointed out and not read, because another project may have the same remains.
func (l *listing) code(row *sheet.Row, field Field) string {
	c := l.cell(row, field)
	cell := sheet.CellName(row.Number, l.at[field])
	if c.Kind == sheet.Number && !c.Format.Date {
		if digits := wholeDigits(c.Text); len(digits) > exactDigits {
			l.find(SeverityWarning, "code_digits_lost", cell,
				"%s 的编码存成了数字，第 15 位以后的数字已经丢失（现为“%s”），没有读取；请把该列设为文本格式后重新填写", cell, sheet.Clip(digits))
			return ""
		} else if shown := int(c.Format.Zeros); digits != "" && len(digits) < shown {
			padded := strings.Repeat("0", shown-len(digits)) + digits
			l.find(SeverityWarning, "code_zeros", cell, "%s 的编码存成了数字“%s”，按显示的“%s”读取，请核对；编码列请设为文本格式", cell, digits, padded)
			return padded
		}
	}
	if c.Kind == sheet.Number && c.Format.Date {
		l.find(SeverityWarning, "code_is_date", cell, "%s 的编码被表格软件变成了日期“%s”，没有读取；请把该列设为文本格式后重新填写", cell,
			sheet.Clip(sheet.Display(c)))
		return ""
	}
	text := l.text(row, field)
	if exponent.MatchString(text) {
		l.find(SeverityWarning, "code_digits_lost", cell,
			"%s 的编码变成了科学计数法“%s”，后面的数字已经丢失，没有读取；请把该列设为文本格式后重新填写", cell, sheet.Clip(text))
		return ""
	}
	if m := quotedCode.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	return strings.TrimLeft(text, "'‘’")
}

// wholeDigits returns the digits of a stored whole number, also of one with an exponent; "" for any other.
func wholeDigits(stored string) string {
	mantissa, power, _ := strings.Cut(strings.ToUpper(stored), "E")
	whole, decimals, _ := strings.Cut(mantissa, ".")
	if decimals = strings.TrimRight(decimals, "0"); !sheet.OnlyDigits(whole) || decimals != "" &&
		!sheet.OnlyDigits(decimals) {
		return ""
	}
	shift := number(strings.TrimPrefix(power, "+"))
	if strings.HasPrefix(power, "-") || len(decimals) > shift || shift > 300 {
		return ""
	}
	return strings.TrimLeft(whole+decimals+strings.Repeat("0", shift-len(decimals)), "0")
}
