package models

import "slices"

// Calendar tells which days are working days. It is immutable: the holiday tables (built in, extended by the office's
// entries) are passed to NewCalendar. The zero value knows weekends and statutory holidays only.
type Calendar struct {
	broken map[Date]CalendarDay // exceptional days
	known  map[int]bool         // years with a holiday table
}

// NewCalendar makes a calendar from exceptional days and the years whose holiday table is complete. A later entry for
// the same day wins.
func NewCalendar(days []CalendarDay, years []int) Calendar {
	c := Calendar{broken: make(map[Date]CalendarDay, len(days)), known: make(map[int]bool, len(years))}
	for _, d := range days {
		c.broken[d.Date] = d
	}
	for _, y := range years {
		c.known[y] = true
	}
	return c
}

// Known reports whether the year has a holiday table. Without one weekends and statutory holidays are days off, and
// results are marked 推算: which days are moved is not known.
func (c Calendar) Known(year int) bool { return c.known[year] }

// Assumed reports whether any day between the two, both included, is in a year without a holiday table.
func (c Calendar) Assumed(from, to Date) bool {
	for y := min(from, to).Year(); y <= max(from, to).Year(); y++ {
		if !c.known[y] {
			return true
		}
	}
	return false
}

// Workday reports whether the day is a working day, 调休 included. A statutory holiday never is, whatever the tables say.
func (c Calendar) Workday(d Date) bool {
	exception, listed := c.broken[d]
	working := exception.Working
	if !listed {
		working = (d-unixDay+3+7_000_000)%7 < 5 // 1970-01-01 was a Thursday; Monday is 0
	}
	return working && !Statutory(d)
}

// Exceptions returns the days of a year that the tables list, by date: days off, and weekends that are worked.
func (c Calendar) Exceptions(year int) (days []CalendarDay) {
	for d := DateOf(year, 1, 1); d.Year() == year; d++ {
		if day, listed := c.broken[d]; listed {
			days = append(days, day)
		}
	}
	return days
}

// Add returns the n-th working day after d, or before d when n is negative. d itself is never counted, whether it is
// a working day or not; for n = 0 the result is d.
func (c Calendar) Add(d Date, n int) Date {
	step := Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if c.Workday(d) {
			n--
		}
	}
	return d
}

// Between counts the working days w with from < w ≤ to; 0 when to is not after from.
func (c Calendar) Between(from, to Date) int {
	n := 0
	for d := from + 1; d <= to; d++ {
		if c.Workday(d) {
			n++
		}
	}
	return n
}

// OnOrBefore returns d if it is a working day, else the last one before it.
func (c Calendar) OnOrBefore(d Date) Date {
	for !c.Workday(d) {
		d--
	}
	return d
}

// OnOrAfter returns d if it is a working day, else the next one.
func (c Calendar) OnOrAfter(d Date) Date {
	for !c.Workday(d) {
		d++
	}
	return d
}

// WithStatutory adds the statutory holidays of a year to its exceptional days, by date; a day that is listed stays as
// it is.
func WithStatutory(year int, days []CalendarDay) []CalendarDay {
	days = slices.Clone(days)
	for _, h := range StatutoryHolidays(year) {
		if !slices.ContainsFunc(days, func(d CalendarDay) bool { return d.Date == h.Date }) {
			days = append(days, h)
		}
	}
	slices.SortFunc(days, func(a, b CalendarDay) int { return int(a.Date - b.Date) })
	return days
}

// CalendarSpan is a run of exceptional days of one kind and name.
type CalendarSpan struct {
	Name    string `json:"name"`
	From    Date   `json:"from"`
	To      Date   `json:"to"`
	Working bool   `json:"working"`
}

// Length is how many days the span has.
func (s CalendarSpan) Length() int { return int(s.To-s.From) + 1 }

// SpansOf joins days that follow one another, sorted by date, as a notice lists them.
func SpansOf(days []CalendarDay) (spans []CalendarSpan) {
	for _, d := range days {
		if n := len(spans); n > 0 && spans[n-1].To == d.Date-1 && spans[n-1].Working == d.Working &&
			spans[n-1].Name == d.Name {
			spans[n-1].To = d.Date
			continue
		}
		spans = append(spans, CalendarSpan{Name: d.Name, From: d.Date, To: d.Date, Working: d.Working})
	}
	return spans
}
