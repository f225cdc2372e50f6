package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// CalendarNotice is the State Council's notice of a year's holidays (国务院办公厅关于部分节假日安排的通知), read from its text.
type CalendarNotice struct {
	Year int           `json:"year"`
	Days []CalendarDay `json:"days"` // that differ from the normal week, by date
}

var (
	noticeHoliday = regexp.MustCompile(`(元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)((?:[、和与](?:中秋节|国庆节))?)[：:]`)
	noticeSpan    = regexp.MustCompile(`(\d{1,2})月(\d{1,2})日(?:[至到—-](?:(\d{1,2})月)?(\d{1,2})日)?`)
	noticeYear    = regexp.MustCompile(`(\d{4})年`)
	noticeWeekday = regexp.MustCompile(`(?:(\d{1,2})月)?(\d{1,2})日（[^（）]*(?:周|星期)([一二三四五六日天])[^（）]*）`)
	noticeTotal   = regexp.MustCompile(`共(\d{1,2})天`)
	noticeBracket = regexp.MustCompile(`[（(][^（）()]*[）)]`)
)

// ReadCalendarNotice reads the usual wording of a notice: “春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。”
// Errors: KindInvalid "bad_notice" when a date does not exist, a weekday, a number of days or a worked day disagrees
// with the calendar, or a statutory holiday of the year is not off.
func ReadCalendarNotice(year int, text string) (CalendarNotice, error) {
	if year < 2020 || year > 2099 {
		return CalendarNotice{}, noticeError("放假安排的年份 %d 无效，应为 2027 这样的四位年份", year)
	}
	text = strings.Join(strings.Fields(text), "")
	days := map[Date]CalendarDay{}
	headings := noticeHoliday.FindAllStringSubmatchIndex(text, -1)
	for i, at := range headings {
		until := len(text)
		if i+1 < len(headings) {
			until = headings[i+1][0]
		}
		if err := readHoliday(year, text[at[2]:at[5]], text[at[1]:until], days); err != nil {
			return CalendarNotice{}, err
		}
	}
	n := CalendarNotice{Year: year}
	for _, d := range days {
		n.Days = append(n.Days, d)
	}
	slices.SortFunc(n.Days, func(a, b CalendarDay) int { return int(a.Date - b.Date) })
	if err := n.complete(days); err != nil {
		return CalendarNotice{}, err
	}
	return n, nil
}

func readHoliday(year int, name, text string, days map[Date]CalendarDay) error {
	for _, m := range noticeYear.FindAllStringSubmatch(text, -1) {
		if y, _ := strconv.Atoi(m[1]); y != year && y != year-1 {
			return noticeError("“%s”写的是 %d 年，与 %d 年不符", name, y, year)
		}
	}
	month := 0
	for _, m := range noticeWeekday.FindAllStringSubmatch(text, -1) {
		if m[1] != "" {
			month, _ = strconv.Atoi(m[1])
		}
		day, _ := strconv.Atoi(m[2])
		date := DateOf(year, month, day)
		if said := strings.Index("日一二三四五六", strings.ReplaceAll(m[3], "天", "日")) / len("日"); month > 0 &&
			time.Weekday(said) != date.Weekday() && !strings.Contains(text, strconv.Itoa(year-1)+"年") {
			return noticeError("“%s”的 %s 不是周%s，请核对年份和日期", name, date, m[3])
		}
	}
	plain := noticeBracket.ReplaceAllString(text, "")
	for _, sentence := range strings.FieldsFunc(plain, func(r rune) bool { return r == '。' || r == '；' || r == ';' }) {
		spans := noticeSpan.FindAllStringSubmatch(sentence, -1)
		switch {
		case strings.Contains(sentence, "上班"):
			for _, s := range spans {
				date, _, err := spanOf(year, name, s)
				if err != nil {
					return err
				}
				if wd := date.Weekday(); wd != time.Saturday && wd != time.Sunday || Statutory(date) {
					return noticeError("“%s”的调休上班日 %s 不是周末，请更正", name, date)
				}
				days[date] = CalendarDay{Date: date, Working: true, Name: name}
			}
		case strings.Contains(sentence, "放假") || strings.Contains(sentence, "休"):
			total := 0
			for _, s := range spans {
				from, to, err := spanOf(year, name, s)
				if err != nil {
					return err
				}
				for d := from; d <= to; d++ {
					days[d] = CalendarDay{Date: d, Name: name}
					total++
				}
			}
			if m := noticeTotal.FindStringSubmatch(sentence); m != nil && strconv.Itoa(total) != m[1] {
				return noticeError("“%s”写明共 %s 天，按起止日期是 %d 天，请核对", name, m[1], total)
			}
		}
	}
	return nil
}

// spanOf reads one match of noticeSpan. A holiday may begin in December of the year before: then it ends in January.
func spanOf(year int, name string, s []string) (from, to Date, err error) {
	number := func(text string) int { n, _ := strconv.Atoi(text); return n }
	month, day := number(s[1]), number(s[2])
	fromYear := year
	if month == 12 && name == "元旦" {
		fromYear = year - 1
	}
	from = DateOf(fromYear, month, day)
	to = from
	if s[4] != "" {
		last := month
		if s[3] != "" {
			last = number(s[3])
		}
		toYear := fromYear
		if last < month {
			toYear++
		}
		to = DateOf(toYear, last, number(s[4]))
	}
	if month < 1 || month > 12 || from.Day() != day || to < from || to-from > 15 {
		return 0, 0, noticeError("“%s”的日期“%s”无效，请更正", name, s[0])
	}
	return from, to, nil
}

func noticeError(format string, args ...any) *Error {
	return Errorf(KindInvalid, "bad_notice", format, args...)
}

// UnknownYear returns the year whose holiday table is still to be entered on a day: the year itself, or from 1 November
// on the next one. 0: none is wanting.
func (c Calendar) UnknownYear(today Date) int {
	switch {
	case !c.Known(today.Year()):
		return today.Year()
	case today >= DateOf(today.Year(), 11, 1) && !c.Known(today.Year()+1):
		return today.Year() + 1
	}
	return 0
}

// UnknownYearMessage says that a year's days off are still to be entered.
func UnknownYearMessage(year int) Message {
	return Messagef("%d 年放假安排尚未录入，经过该年的工作日数和到期日均为推算，请按国务院办公厅通知录入", year)
}
