// Package calendar holds the holiday tables of the State Council (国务院办公厅关于部分节假日安排的通知) as data.
//
// A table is one JSON file a year:
//
//	{
//	  "year": 2021,
//	  "notice": "国办发明电〔2020〕27号",
//	  "off":    [{"name": "春节", "from": "2021-02-11", "to": "2021-02-17"}],
//	  "worked": [{"name": "春节", "date": "2021-02-07"}]
//	}
//
// off lists holidays with both ends included, and including the weekend days within them; worked lists the weekend days
// that are worked instead (调休). Days are in the notice's year or in the two weeks before it: 元旦 may begin in December.
package calendar

import (
	"embed"
	"fmt"
	"slices"

	"duban/models"
)

//go:embed years/*.json
var years embed.FS

// builtin is parsed once, at start; an invalid embedded table is a defect of the build.
var builtin = mustLoad()

func mustLoad() (all []Table) {
	names, err := years.ReadDir("years")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		f, err := years.Open("years/" + name.Name())
		if err != nil {
			panic(err)
		}
		table, err := Parse(f)
		if err != nil {
			panic(fmt.Sprintf("calendar: years/%s: %v", name.Name(), err))
		}
		all = append(all, table)
	}
	return all
}

// Builtin returns the days in the embedded tables that differ from the normal week, sorted, and the years of these
// tables.
func Builtin() (days []models.CalendarDay, tabled []int) {
	for _, t := range builtin {
		days = append(days, t.Days...)
		tabled = append(tabled, t.Year)
	}
	return days, tabled
}

// With returns the calendar of the embedded tables and the days that an office entered; an entered day overrides a
// table's.
//
// A year counts as known if it has an embedded table, if it is among extraYears, or if the entered days have 元旦, 劳动节
// and 国庆节 of that year off: every year's table has these, and a single closing day does not make a table.
func With(extra []models.CalendarDay, extraYears ...int) models.Calendar {
	days, tabled := Builtin()
	tabled = append(tabled, extraYears...)
	return models.NewCalendar(append(days, extra...), append(tabled, enteredYears(extra)...))
}

// fixed lists the statutory holidays that fall on the same day each year, as month and day.
var fixed = [][2]int{{1, 1}, {5, 1}, {10, 1}}

func enteredYears(days []models.CalendarDay) (entered []int) {
	off := map[models.Date]bool{}
	for _, d := range days {
		off[d.Date] = !d.Working
	}
	for d := range off {
		y := d.Year()
		lacks := func(day [2]int) bool { return !off[models.DateOf(y, day[0], day[1])] }
		if !slices.Contains(entered, y) && !slices.ContainsFunc(fixed, lacks) {
			entered = append(entered, y)
		}
	}
	slices.Sort(entered)
	return entered
}
