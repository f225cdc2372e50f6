package models

import (
	"maps"
	"slices"
)

// festivals holds the days of the festivals that move, by year, as month × 100 + day: the first day of 春节, 清明, 端午,
// 中秋. Source: the Chinese calendar of GB/T 33661-2017, computed once; the tables of the State Council's notices from
// 2020 on agree with it (internal/calendar tests that).
var festivals = map[int][4]int{
	2020: {125, 404, 625, 1001},
	2021: {212, 404, 614, 921},
	2022: {201, 405, 603, 910},
	2023: {122, 405, 622, 929},
	2024: {210, 404, 610, 917},
	2025: {129, 404, 531, 1006},
	2026: {217, 405, 619, 925},
	2027: {206, 405, 609, 915},
	2028: {126, 404, 528, 1003},
	2029: {213, 404, 616, 922},
	2030: {203, 405, 605, 912},
	2031: {123, 405, 624, 1001},
	2032: {211, 404, 612, 919},
	2033: {131, 404, 601, 908},
	2034: {219, 405, 620, 927},
	2035: {208, 405, 610, 916},
	2036: {128, 404, 530, 1004},
	2037: {215, 404, 618, 924},
	2038: {204, 405, 607, 913},
	2039: {124, 405, 527, 1002},
	2040: {212, 404, 614, 920},
	2041: {201, 404, 603, 910},
	2042: {122, 404, 622, 928},
	2043: {210, 405, 611, 917},
	2044: {130, 404, 531, 1005},
	2045: {217, 404, 619, 925},
	2046: {206, 404, 608, 915},
	2047: {126, 405, 529, 1004},
	2048: {214, 404, 615, 922},
	2049: {202, 404, 604, 911},
	2050: {123, 404, 623, 930},
	2051: {211, 405, 613, 919},
	2052: {201, 404, 601, 907},
	2053: {219, 404, 620, 926},
	2054: {208, 404, 610, 916},
	2055: {128, 405, 530, 1005},
	2056: {215, 404, 617, 924},
	2057: {204, 404, 606, 913},
	2058: {124, 404, 625, 1002},
	2059: {212, 405, 614, 921},
	2060: {202, 404, 603, 909},
}

// festivalNames are the names of the columns of festivals.
var festivalNames = [4]string{"春节", "清明节", "端午节", "中秋节"}

// statutory says of each day of the years in festivals, from firstStatutory on, whether it is a statutory holiday.
// Every working day that is counted asks.
var (
	firstStatutory = DateOf(slices.Min(slices.Collect(maps.Keys(festivals))), 1, 1)
	statutory      = func() []bool {
		last := DateOf(slices.Max(slices.Collect(maps.Keys(festivals))), 12, 31)
		all := make([]bool, last-firstStatutory+1)
		for year := range festivals {
			for _, h := range StatutoryHolidays(year) {
				all[h.Date-firstStatutory] = true
			}
		}
		return all
	}()
)

// StatutoryHolidays returns the statutory holidays of a year by date, with their names. Source: 全国年节及纪念日放假办法, the
// revision of 2013 until 2024 (11 days) and that of 2024 from 2025 on (13 days, with 除夕 and 5月2日). Two holidays on one
// day are listed once, the notice of the State Council says what replaces the second. For a year without a row in
// festivals only the holidays of a fixed date are listed.
func StatutoryHolidays(year int) []CalendarDay {
	type day struct {
		month, day, length int
		name               string
	}
	labour := 1
	if year >= 2025 {
		labour = 2
	}
	listed := []day{{1, 1, 1, "元旦"}, {5, 1, labour, "劳动节"}, {10, 1, 3, "国庆节"}}
	if moving, ok := festivals[year]; ok {
		for i, at := range moving {
			h := day{at / 100, at % 100, 1, festivalNames[i]}
			if i == 0 {
				h.length = 3
				if year >= 2025 { // from the eve on
					h.day, h.length = h.day-1, 4
				}
			}
			listed = append(listed, h)
		}
	}
	names := map[Date]string{}
	for _, h := range listed {
		for i := range h.length {
			if d := DateOf(year, h.month, h.day+i); names[d] == "" {
				names[d] = h.name
			} else {
				names[d] += "、" + h.name
			}
		}
	}
	out := make([]CalendarDay, 0, len(names))
	for d, name := range names {
		out = append(out, CalendarDay{Date: d, Name: name})
	}
	slices.SortFunc(out, func(a, b CalendarDay) int { return int(a.Date - b.Date) })
	return out
}

// Statutory reports whether the day is a statutory holiday: a day off in every year, with or without a holiday table.
func Statutory(d Date) bool {
	if i := int(d - firstStatutory); i >= 0 && i < len(statutory) {
		return statutory[i]
	}
	switch m, day := d.Month().Number(), d.Day(); m {
	case 1:
		return day == 1
	case 5:
		return day == 1 || day == 2 && d.Year() >= 2025
	case 10:
		return day <= 3
	}
	return false
}
