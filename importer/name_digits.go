package importer

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
)

// CodeKey returns a project code as codes are compared: half-width and in capitals.
func CodeKey(code string) string { return strings.ToUpper(sheet.Fold(code)) }

var (
	distinguishing = regexp.MustCompile(`[0-9]+|[一二三四五六七八九十]+[期标号段区批座楼栋]|[a-z东西南北][期标号段区批座楼栋]`)
	chineseDigits  = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8",
		"九", "9")
)

// NumbersIn returns the parts that distinguish similar names: digits, and the number or letter before 期, 标段, 号 and the
// like. 一期 and 1期 are the same.
func NumbersIn(key string) string {
	var out strings.Builder
	for _, found := range distinguishing.FindAllString(key, -1) {
		if r, _ := utf8.DecodeRuneInString(found); r >= '0' && r <= '9' {
			out.WriteString(strings.TrimLeft(found, "0"))
		} else {
			words := []rune(found)
			out.WriteString(arabicOf(words[:len(words)-1]))
		}
		out.WriteByte('/')
	}
	return out.String()
}

// arabicOf converts a number of up to two Chinese digits to Arabic digits; other words are unchanged.
func arabicOf(words []rune) string {
	text := string(words)
	tens, ones, found := strings.Cut(text, "十")
	switch {
	case !found:
		return chineseDigits.Replace(text)
	case ones == "":
		return chineseDigits.Replace(cmp.Or(tens, "一")) + "0"
	}
	return chineseDigits.Replace(cmp.Or(tens, "一")) + chineseDigits.Replace(ones)
}
