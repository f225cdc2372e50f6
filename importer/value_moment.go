package importer

import (
	"regexp"
	"strings"
	"time"

	"duban/importer/sheet"
	"duban/models"
)

var (
	// 2021-03-31 00:00:00, 2021/3/31 8:00, 2021年3月31日 上午9时, 2021-03-31T00:00:00.000+08:00
	momentText = regexp.MustCompile(
		`^((?:19|20)\d{2})[.\-/年]\s*(\d{1,2})[.\-/月]\s*(\d{1,2})[日号]?` +
			`(?:\s+|\s*[Tt]\s*|\s*(?:上午|下午|晚上?|凌晨|中午|AM|PM)\s*)` +
			`(?:上午|下午)?(\d{1,2})(?:[:：时点](\d{0,2})(?:[:：分](\d{0,2})(?:\.\d{1,9})?秒?)?分?)?` +
			`\s*(AM|PM|am|pm)?\s*([Zz]|[+-]\d{2}:?\d{2})?$`)
	weekday     = regexp.MustCompile(`[\s,，(（]*(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*`)
	englishWeek = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+`)
	scriptDate  = regexp.MustCompile(`(?i)\s+\d{1,2}:\d{2}:\d{2}\s+(?:gmt|utc|cst)?([+-]\d{4})?.*$`)
	yearLast    = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d{2})$`)
	ordinal     = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)\b`)
)

// englishDates are the layouts of dates in English; the ones of a month have no day.
var englishDates = []struct {
	layout string
	month  bool
}{
	{"2-Jan-2006", false}, {"2-Jan-06", false}, {"2 Jan 2006", false}, {"2 January 2006", false}, {"Jan 2 2006", false},
	{"January 2 2006", false}, {"Jan-06", true}, {"Jan-2006", true}, {"Jan 2006", true}, {"January 2006", true},
}

// plainDate returns a date text without the time of day, the weekday and English words for months, which parseDate does
// not know: programs export 2021-03-31 00:00:00 and 31-Mar-21.
func plainDate(text string) string {
	if len(text) < 6 || len(text) > 120 {
		return text
	}
	s := strings.TrimSpace(text)
	if strings.ContainsAny(s, "星周礼") {
		s = strings.TrimSpace(weekday.ReplaceAllString(s, " "))
	}
	if m := momentText.FindStringSubmatch(s); m != nil {
		return dayInChina(m)
	}
	if m := yearLast.FindStringSubmatch(s); m != nil {
		a, b := number(m[1]), number(m[2])
		switch {
		case a == b, a > 12:
			return m[3] + "-" + m[2] + "-" + m[1]
		case b > 12:
			return m[3] + "-" + m[1] + "-" + m[2]
		}
		return text // 3/4/2021 is the 3rd of April or the 4th of March
	}
	if first := s[0]; first < 0x80 && strings.ContainsAny(s, "abcdefghijlmnopqrstuvyABDFJMNOS") {
		return fromEnglish(s, text)
	}
	return s
}

// dayInChina returns the day of a matched moment. A moment of another zone is converted: browsers write the midnight of
// the 31st as 16:00 of the 30th in UTC.
func dayInChina(m []string) string {
	plain := m[1] + "-" + m[2] + "-" + m[3]
	zone := strings.ToUpper(strings.ReplaceAll(m[8], ":", ""))
	if zone == "" || zone == "+0800" {
		return plain
	}
	if zone == "Z" {
		zone = "+0000"
	}
	at, err := time.Parse("2006-1-2 15:4 -0700", plain+" "+m[4]+":"+orZero(m[5])+" "+zone)
	if err != nil {
		return plain
	}
	return at.In(models.Shanghai).Format("2006-01-02")
}

func orZero(digits string) string {
	if digits == "" {
		return "0"
	}
	return digits
}

func fromEnglish(s, text string) string {
	s = englishWeek.ReplaceAllString(s, "")
	s = scriptDate.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(strings.NewReplacer(",", " ", ".", " ", "Sept ", "Sep ").Replace(s)), " ")
	for _, known := range englishDates {
		if at, err := time.Parse(known.layout, s); err == nil {
			if known.month {
				return at.Format("2006-01")
			}
			return at.Format("2006-01-02")
		}
	}
	return text
}

// dayOfSerial returns the day of a number with a date format. Some programs (SheetJS) write the midnight of China 43
// seconds early, as it was before 1901: the last minute of a day is the next one.
func dayOfSerial(c sheet.Cell, epoch int) (models.Date, bool) {
	day, ok := c.Date(epoch)
	if ok && lastMinute(c.Text) {
		day++
	}
	return day, ok
}

// lastMinute reports whether a serial number is within the last minute of its day.
func lastMinute(serial string) bool {
	_, decimals, ok := strings.Cut(serial, ".")
	return ok && len(decimals) >= 4 && decimals >= "9993" && sheet.OnlyDigits(decimals)
}
