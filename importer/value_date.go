package importer

import (
	"regexp"
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// readDate is the date of a cell. Day 0 without an error code: the cell states none.
type readDate struct {
	day       models.Date // the last day of the stated period
	precision models.Precision
	year      bool   // only a year is named
	code      string // "impossible_date", "not_a_date", "ambiguous_date", "date_year_assumed"; "" when plain
}

var (
	dateFull    = regexp.MustCompile(`^(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})[日号]?$`)
	dateCompact = regexp.MustCompile(`^((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})?$`)
	dateMonth   = regexp.MustCompile(`^(\d{4})[.\-/年](\d{1,2})(?:月份?)?(底|末|初|中旬|上旬|下旬|中)?$`)
	dateQuarter = regexp.MustCompile(`^(?:(\d{4})年?[.\-/]?)?(?:第?([一二三四1-4])季度?|[Qq]([1-4]))(?:末|底|内)?$`)
	dateHalf    = regexp.MustCompile(`^(?:(\d{4})年?)?(上半年|下半年|年中|年底|年末|年内|底|末)$`)
	dateDayOnly = regexp.MustCompile(`^(\d{1,2})[.\-/月](\d{1,2})[日号]?$`)
	dateOfMonth = regexp.MustCompile(`^(\d{1,2})月份?(底|末|初|中旬|上旬|下旬|中)?$`)
	dateYear    = regexp.MustCompile(`^((?:19|20)\d{2})年?$`)
	dateAround  = regexp.MustCompile(`^(?:已于|计划于|预计于|拟于|计划|预计|力争|确保|拟|约|于|至|在|截至|截止)+`)
	dateBehind  = regexp.MustCompile(`(?:前|之前|以前|左右|开工建设|开工|竣工验收|竣工|完工|完成|建成|投产|投用|交付|\(已.{1,4}\)|\(.{0,8}\)|。)+$`)
)

var quarterOf = map[string]int{"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

// parseDate parses a date as bureaus type it: 2021.3, 2021年3月底, 3月底, 二季度, 上半年, 2021/6/30. year is the sheet's, for
// dates without a year; 0 when unknown. The result is the last day of the stated period.
func parseDate(text string, year int) readDate {
	if sheet.SaysNothing(text) {
		return readDate{}
	}
	s := strings.TrimPrefix(sheet.Fold(plainDate(text)), "'")
	s = strings.ReplaceAll(s, "—", "-")
	if trimmed := dateBehind.ReplaceAllString(dateAround.ReplaceAllString(s, ""), ""); trimmed != "" {
		s = trimmed
	}
	var r readDate
	switch {
	case dateFull.MatchString(s):
		m := dateFull.FindStringSubmatch(s)
		r = dayOf(number(m[1]), number(m[2]), number(m[3]))
	case dateCompact.MatchString(s):
		m := dateCompact.FindStringSubmatch(s)
		if m[3] == "" {
			r = monthOf(number(m[1]), number(m[2]), "")
		} else {
			r = dayOf(number(m[1]), number(m[2]), number(m[3]))
		}
	case dateYear.MatchString(s):
		r = readDate{day: models.DateOf(number(dateYear.FindStringSubmatch(s)[1]), 12, 31),
			precision: models.PrecisionQuarter, year: true}
	case dateMonth.MatchString(s):
		m := dateMonth.FindStringSubmatch(s)
		r = monthOf(number(m[1]), number(m[2]), m[3])
	case dateQuarter.MatchString(s):
		m := dateQuarter.FindStringSubmatch(s)
		r = inYear(m[1], year, func(y int) readDate {
			return readDate{day: models.MonthOf(y, 3*quarterOf[m[2]+m[3]]).Last(), precision: models.PrecisionQuarter}
		})
	case dateHalf.MatchString(s):
		m := dateHalf.FindStringSubmatch(s)
		r = inYear(m[1], year, func(y int) readDate { return partOfYear(y, m[2]) })
	case dateDayOnly.MatchString(s):
		m := dateDayOnly.FindStringSubmatch(s)
		r = inYear("", year, func(y int) readDate { return dayOf(y, number(m[1]), number(m[2])) })
	case dateOfMonth.MatchString(s):
		m := dateOfMonth.FindStringSubmatch(s)
		r = inYear("", year, func(y int) readDate { return monthOf(y, number(m[1]), m[2]) })
	default:
		r.code = "not_a_date"
	}
	return r
}

// inYear parses a date with a stated year, or in the sheet's.
func inYear(named string, year int, read func(int) readDate) readDate {
	if named != "" {
		if !possible(number(named), 1) {
			return readDate{code: "impossible_date"}
		}
		return read(number(named))
	}
	if year == 0 {
		return readDate{code: "date_year_assumed"}
	}
	return read(year)
}

func partOfYear(year int, part string) readDate {
	switch part {
	case "上半年", "年中":
		return readDate{day: models.DateOf(year, 6, 30), precision: models.PrecisionQuarter}
	case "年底", "年末", "底", "末":
		return readDate{day: models.DateOf(year, 12, 31), precision: models.PrecisionMonth}
	}
	return readDate{day: models.DateOf(year, 12, 31), precision: models.PrecisionQuarter}
}

// dayOf returns a day, or the code impossible_date: 2021/2/30 is a typing error, not the 2nd of March.
func dayOf(year, month, day int) readDate {
	if !possible(year, month) || day < 1 || day > models.MonthOf(year, month).Last().Day() {
		return readDate{code: "impossible_date"}
	}
	return readDate{day: models.DateOf(year, month, day), precision: models.PrecisionDay}
}

// monthOf returns the last day of a month, or of a part of it.
func monthOf(year, month int, part string) readDate {
	if !possible(year, month) {
		return readDate{code: "impossible_date"}
	}
	m := models.MonthOf(year, month)
	switch part {
	case "初", "上旬":
		return readDate{day: m.Day(10), precision: models.PrecisionDay}
	case "中", "中旬":
		return readDate{day: m.Day(20), precision: models.PrecisionDay}
	}
	return readDate{day: m.Last(), precision: models.PrecisionMonth}
}

func possible(year, month int) bool {
	return year >= 1980 && year <= 2099 && month >= 1 && month <= 12
}

// dateOf reads a date cell of any type.
func dateOf(c sheet.Cell, epoch, year int) readDate {
	if c.Kind != sheet.Number {
		return parseDate(c.Text, year)
	}
	if c.Format.Date {
		day, ok := dayOfSerial(c, epoch)
		switch {
		case !ok:
			return readDate{code: "impossible_date"}
		case c.Format.Month:
			return readDate{day: day.Month().Last(), precision: models.PrecisionMonth}
		}
		return readDate{day: day, precision: models.PrecisionDay}
	}
	if number, err := strconv.Atoi(c.Text); err == nil && number >= 20_000 && number <= 80_000 {
		day, _ := sheet.SerialDate(number, epoch) // a serial number that lost its date format
		return readDate{day: day, precision: models.PrecisionDay}
	}
	s := c.Text
	if m, err := models.ParseMoney(s, models.Yuan); err == nil {
		s = m.In(models.Yuan) // a stored 2021.6000000000001 is 2021.60
		if number, ok := strings.CutSuffix(s, ".00"); ok {
			s = number
		} else {
			s = strings.TrimSuffix(s, "0")
		}
	}
	r := parseDate(s, year)
	// Stored as a number, 2021.10 has lost its zero and looks like January.
	if r.code == "" && strings.HasSuffix(s, ".1") {
		r.code = "ambiguous_date"
	}
	return r
}

// number parses digits that a pattern has matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
