package models_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the oracle's zone must not depend on the machine

	"pgregory.net/rapid"

	"duban/internal/calendar"
	"duban/models"
)

// lawful are the holidays of the law on weekdays in the years around the tables.
var lawful = map[string]bool{
	"2018-01-01": true, "2018-05-01": true, "2018-10-01": true, "2018-10-02": true, "2018-10-03": true,
	"2019-01-01": true, "2019-05-01": true, "2019-10-01": true, "2019-10-02": true, "2019-10-03": true,
	"2027-01-01": true, "2027-02-05": true, "2027-02-08": true, "2027-04-05": true, "2027-06-09": true,
	"2027-09-15": true, "2027-10-01": true,
	"2028-01-25": true, "2028-01-26": true, "2028-01-27": true, "2028-01-28": true, "2028-04-04": true,
	"2028-05-01": true, "2028-05-02": true, "2028-10-02": true, "2028-10-03": true,
	"2029-01-01": true, "2029-02-12": true, "2029-02-13": true, "2029-02-14": true, "2029-02-15": true,
	"2029-04-04": true, "2029-05-01": true, "2029-05-02": true, "2029-10-01": true, "2029-10-02": true,
	"2029-10-03": true,
}

// slowDays is an independent reference: it uses time.Time in a real zone and lists the working days one by one. It
// shares only the holiday table with Calendar.
func slowDays(t *testing.T, from, to int) (days []time.Time, working []bool) {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	table, _ := calendar.Builtin()
	broken := map[string]bool{}
	for _, d := range table {
		broken[d.Date.String()] = d.Working
	}
	for day := time.Date(from, 1, 1, 12, 0, 0, 0, zone); day.Year() <= to; day = day.AddDate(0, 0, 1) {
		w, listed := broken[day.Format("2006-01-02")]
		if !listed {
			w = day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !lawful[day.Format("2006-01-02")]
		}
		days, working = append(days, day), append(working, w)
	}
	return days, working
}

func TestWorkingDaysAgainstSlowOracle(t *testing.T) {
	const margin = 120 // calendar days that sixty working days never exceed
	days, working := slowDays(t, 2018, 2029)
	c := calendar.With(nil)
	checked := 0
	for at := margin; at < len(days)-margin; at++ {
		d := models.DateOf(days[at].Year(), int(days[at].Month()), days[at].Day())
		if got := d.String(); got != days[at].Format("2006-01-02") {
			t.Fatalf("day %d is %s, want %s", at, got, days[at])
		}
		if c.Workday(d) != working[at] {
			t.Fatalf("Workday(%s) = %v", d, !working[at])
		}
		for offset := -30; offset <= 60; offset++ {
			want, left := at, offset
			for left > 0 {
				if want++; working[want] {
					left--
				}
			}
			for left < 0 {
				if want--; working[want] {
					left++
				}
			}
			got := c.Add(d, offset)
			if got.String() != days[want].Format("2006-01-02") {
				t.Fatalf("Add(%s, %d) = %s, want %s", d, offset, got, days[want].Format("2006-01-02"))
			}
			if offset > 0 && c.Between(d, got) != offset {
				t.Fatalf("Between(%s, %s) = %d, want %d", d, got, c.Between(d, got), offset)
			}
			checked++
		}
	}
	if years := checked / 91 / 365; years < 10 {
		t.Errorf("only %d years checked", years)
	}
}

func TestCalendarLaws(t *testing.T) {
	c := calendar.With(nil)
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		n := rapid.IntRange(1, 300).Draw(t, "n")
		later, earlier := c.Add(d, n), c.Add(d, -n)
		if !c.Workday(later) || !c.Workday(earlier) {
			t.Fatalf("%s or %s is not worked", later, earlier)
		}
		if got := c.Between(d, later); got != n {
			t.Fatalf("Between(%s, %s) = %d, want %d", d, later, got, n)
		}
		if c.Add(d, 0) != d {
			t.Fatal("Add 0 moves")
		}
		if c.Workday(d) && (c.Add(later, -n) != d || c.Add(earlier, n) != d) {
			t.Fatalf("%s: forth and back is another day", d)
		}
		if c.Between(later, d) != 0 {
			t.Fatalf("Between(%s, %s) is not 0", later, d)
		}
		before, after := c.OnOrBefore(d), c.OnOrAfter(d)
		if before > d || after < d || !c.Workday(before) || !c.Workday(after) {
			t.Fatalf("%s: on or before %s, on or after %s", d, before, after)
		}
		if c.Workday(d) != (before == d) || c.Workday(d) != (after == d) {
			t.Fatalf("%s itself is passed by", d)
		}
		if before < d && c.Between(before, d) != 0 || c.Between(d, after-1) != 0 {
			t.Fatalf("%s: a nearer working day is passed by", d)
		}
	})
}

func TestCalendarWithoutTables(t *testing.T) {
	var c models.Calendar
	monday := models.DateOf(2021, 10, 4)
	for i, want := range []bool{true, true, true, true, true, false, false} {
		if got := c.Workday(monday + models.Date(i)); got != want {
			t.Errorf("weekday %d: %v", i, got)
		}
	}
	if c.Known(2021) || !c.Assumed(monday, monday) {
		t.Error("the zero calendar says it knows a year")
	}
}

func TestAssumed(t *testing.T) {
	c := calendar.With(nil) // 2020 to 2026
	tests := []struct {
		from, to models.Date
		want     bool
	}{
		{models.DateOf(2020, 1, 1), models.DateOf(2026, 12, 31), false},
		{models.DateOf(2026, 12, 31), models.DateOf(2027, 1, 1), true},
		{models.DateOf(2027, 1, 1), models.DateOf(2026, 12, 31), true},
		{models.DateOf(2019, 12, 31), models.DateOf(2020, 1, 1), true},
		{models.DateOf(2020, 1, 1), models.DateOf(2019, 12, 31), true},
		{models.DateOf(2021, 6, 1), models.DateOf(2021, 6, 1), false},
	}
	for _, tt := range tests {
		if got := c.Assumed(tt.from, tt.to); got != tt.want {
			t.Errorf("Assumed(%s, %s) = %v", tt.from, tt.to, got)
		}
	}
}

func TestLaterEntryOfADayWins(t *testing.T) {
	d := models.DateOf(2021, 10, 9) // a Saturday
	c := models.NewCalendar([]models.CalendarDay{{Date: d, Working: true}, {Date: d}}, nil)
	if c.Workday(d) {
		t.Error("the earlier entry won")
	}
}

func TestStatutoryHolidaysAreNeverWorked(t *testing.T) {
	for year, want := range map[int]int{2020: 10, 2021: 11, 2024: 11, 2025: 13, 2026: 13, 2027: 13, 2060: 13, 2061: 6} {
		if got := models.StatutoryHolidays(year); len(got) != want { // 2020: 国庆 and 中秋 on one day
			t.Errorf("%d: %d days, want %d: %v", year, len(got), want, got)
		}
	}
	table, _ := calendar.Builtin()
	c := models.NewCalendar([]models.CalendarDay{{Date: models.DateOf(2027, 10, 3), Working: true}}, []int{2027})
	for year := 2020; year <= 2060; year++ {
		for _, d := range models.StatutoryHolidays(year) {
			if c.Workday(d.Date) || d.Name == "" {
				t.Errorf("%s %s is worked", d.Date, d.Name)
			}
			off := func(known models.CalendarDay) bool { return known.Date == d.Date && !known.Working }
			if year <= 2026 && !slices.ContainsFunc(table, off) {
				t.Errorf("%s %s is not in the notice's table", d.Date, d.Name)
			}
		}
	}
	if c.Workday(models.DateOf(2070, 10, 2)) || !c.Workday(models.DateOf(2069, 5, 3)) { // beyond the table of festivals
		t.Error("the holidays of a fixed date end with the table")
	}
	if got := c.Add(models.DateOf(2026, 12, 31), 1); got != models.DateOf(2027, 1, 4) {
		t.Errorf("the working day after 2026-12-31 is %s", got)
	}
}
