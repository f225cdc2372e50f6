package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	tableLine = regexp.MustCompile(
		`^(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?[\s,，、;；]+(\S+?)(?:[\s,，、;；]+(.*))?$`)
	titledYear = regexp.MustCompile(`(\d{4})年(?:部分)?(?:节假日|放假)`)
)

// dayWords are the words of a table's second column: true is a worked day.
var dayWords = map[string]bool{"休": false, "放假": false, "休息": false, "班": true, "上班": true, "调休上班": true}

// ReadCalendar reads a year's holidays as an office has them: the text of the State Council's notice, or a table of
// lines 日期,类型(休|班),说明 such as “2027-02-06,休,春节”. Year 0 is the one that the text names. Errors: KindInvalid
// "bad_notice", see ReadCalendarNotice; "calendar_year_missing" when neither says which year it is.
func ReadCalendar(year int, text string) (CalendarNotice, error) {
	days, isTable, err := readCalendarTable(text)
	if err != nil {
		return CalendarNotice{}, err
	}
	if year == 0 {
		year = yearOfCalendar(text, days)
	}
	switch {
	case year == 0:
		return CalendarNotice{}, Errorf(KindInvalid, "calendar_year_missing", "请写明是哪一年的放假安排，如 2027")
	case isTable:
		return CheckedCalendar(year, days)
	}
	return ReadCalendarNotice(year, text)
}

// yearOfCalendar returns the year a notice names in its title, or most days of a table are in; 0: none.
func yearOfCalendar(text string, days []CalendarDay) int {
	if m := titledYear.FindStringSubmatch(strings.Join(strings.Fields(text), "")); m != nil {
		year, _ := strconv.Atoi(m[1])
		return year
	}
	counts, most := map[int]int{}, 0
	for _, d := range days {
		if counts[d.Date.Year()]++; counts[d.Date.Year()] > counts[most] {
			most = d.Date.Year()
		}
	}
	return most
}

// readCalendarTable reads the lines of a table, and reports whether the text is one. A heading line is left out.
func readCalendarTable(text string) (days []CalendarDay, isTable bool, err error) {
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		m := tableLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			day, err := ReadCalendarDay(m[1]+"-"+m[2]+"-"+m[3], m[4], strings.Trim(m[5], "\"“” "))
			if err != nil {
				return nil, true, err
			}
			days = append(days, day)
		case line != "" && len(days) > 0:
			return nil, true, noticeError("放假安排表中的“%s”无法识别，每行应为：日期,休或班,说明", line)
		}
	}
	return days, len(days) > 0, nil
}

// ReadCalendarDay reads one day as it is typed: 2027-2-6, 休 or 班, and why.
func ReadCalendarDay(date, kind, name string) (CalendarDay, error) {
	var numbers []int
	for p := range strings.FieldsFuncSeq(date, func(r rune) bool { return strings.ContainsRune("-/.年月日", r) }) {
		n, err := strconv.Atoi(p)
		if err != nil {
			return CalendarDay{}, noticeError("“%s”不是有效日期，应为 2027-02-06 这样的写法", date)
		}
		numbers = append(numbers, n)
	}
	if len(numbers) != 3 {
		return CalendarDay{}, noticeError("“%s”不是有效日期，应为 2027-02-06 这样的写法", date)
	}
	d := DateOf(numbers[0], numbers[1], numbers[2])
	if d.Year() != numbers[0] || d.Month().Number() != numbers[1] || d.Day() != numbers[2] {
		return CalendarDay{}, noticeError("“%s”不是有效日期，应为 2027-02-06 这样的写法", date)
	}
	working, known := dayWords[strings.Trim(kind, "\"“” ")]
	if !known {
		return CalendarDay{}, noticeError("%s 的“%s”无法识别，应为 休 或 班", d, kind)
	}
	day := CalendarDay{Date: d, Working: working, Name: name}
	return day, day.Check()
}

// Check refuses a statutory holiday that is to be worked.
func (d CalendarDay) Check() error {
	if d.Working && Statutory(d.Date) {
		return noticeError("%s 是法定节假日，不能登记为上班", d.Date)
	}
	return nil
}

// ReadCalendarDays reads lines of a table, 日期,类型(休|班),说明, that need not be a whole year.
func ReadCalendarDays(text string) ([]CalendarDay, error) {
	days, isTable, err := readCalendarTable(text)
	if err == nil && !isTable {
		err = noticeError("没有可识别的日期，每行应为：日期,休或班,说明，如 2027-02-06,休,春节")
	}
	return days, err
}

// CheckedCalendar makes a year's table from days. Errors: KindInvalid "bad_notice" when a day is listed twice with
// different answers, lies outside the year and the December before, is a worked day that is no weekend, or a statutory
// holiday of the year is not off.
func CheckedCalendar(year int, days []CalendarDay) (CalendarNotice, error) {
	n := CalendarNotice{Year: year}
	listed := map[Date]CalendarDay{}
	for _, d := range days {
		before, twice := listed[d.Date]
		switch wd := d.Date.Weekday(); {
		case twice && before.Working != d.Working:
			return n, noticeError("%s 既是休息日又是上班日，请更正", d.Date)
		case d.Date.Year() != year && d.Date.Month() != MonthOf(year-1, monthsOfYear):
			return n, noticeError("%s 不在 %d 年内，请更正", d.Date, year)
		case d.Working && (wd != 0 && wd != 6 || Statutory(d.Date)):
			return n, noticeError("“%s”的调休上班日 %s 不是周末，请更正", d.Name, d.Date)
		case !twice:
			n.Days = append(n.Days, d)
		}
		listed[d.Date] = d
	}
	slices.SortFunc(n.Days, func(a, b CalendarDay) int { return int(a.Date - b.Date) })
	return n, n.complete(listed)
}

// complete refuses a year in which a statutory holiday is not off.
func (n CalendarNotice) complete(days map[Date]CalendarDay) error {
	for _, h := range StatutoryHolidays(n.Year) {
		if d, ok := days[h.Date]; !ok || d.Working {
			return noticeError("%d 年的放假安排不完整：%s（%s）应放假，请核对通知全文", n.Year, h.Date, Word(h.Name))
		}
	}
	return nil
}
