package ladderoracle

import (
	"fmt"
	"time"
)

// day is a day in Shanghai, counted from 1970-01-01.
type day int

// moment is an instant as milliseconds since 1970-01-01 00:00 in Shanghai. 0: never.
type moment int64

const (
	hour   = 3_600_000
	offset = 8 * hour // Shanghai has had no other offset since 1991
)

var shanghai = time.FixedZone("+08:00", 8*3600)

func momentOf(t time.Time) moment {
	if t.IsZero() {
		return 0
	}
	return moment(t.UnixMilli() + offset)
}

func (m moment) time() time.Time { return time.UnixMilli(int64(m) - offset).In(shanghai) }

func (m moment) day() day { return day(m / (24 * hour)) }

func (d day) midnight() moment { return moment(d) * 24 * hour }

func (d day) nine() moment { return d.midnight() + 9*hour }

// dayOf reads "2021-06-30".
func dayOf(text string) day {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		panic(err) // the caller's data is broken, and nothing compared with it means anything
	}
	return day(t.Unix() / (24 * 3600))
}

func (d day) String() string { return time.Unix(int64(d)*24*3600, 0).UTC().Format("2006-01-02") }

func (d day) month() string { return d.String()[:7] }

// dueOf is the day on which a month's figure is due: the 5th of the next month.
func dueOf(year, month int) day {
	return day(time.Date(year, time.Month(month+1), 5, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
}

// monthOf is a month as text; 13 is January of the next year.
func monthOf(year, month int) string {
	return fmt.Sprintf("%04d-%02d", year+(month-1)/12, (month-1)%12+1)
}

// week knows on which days people work.
type week map[day]bool // days on which the week is broken: true is worked

func weekOf(p Plan) week {
	w := week{}
	for _, d := range p.Worked {
		w[dayOf(d)] = true
	}
	for _, d := range p.Off {
		w[dayOf(d)] = false
	}
	return w
}

// holidays are the days off of the law in the years that tests use, one a line of the 全国年节及纪念日放假办法.
var holidays = map[string]bool{
	"2020-01-01": true, "2020-01-25": true, "2020-01-26": true, "2020-01-27": true, "2020-04-04": true,
	"2020-05-01": true, "2020-06-25": true, "2020-10-01": true, "2020-10-02": true, "2020-10-03": true,
	"2021-01-01": true, "2021-02-12": true, "2021-02-13": true, "2021-02-14": true, "2021-04-04": true,
	"2021-05-01": true, "2021-06-14": true, "2021-09-21": true, "2021-10-01": true, "2021-10-02": true,
	"2021-10-03": true,
	"2022-01-01": true, "2022-02-01": true, "2022-02-02": true, "2022-02-03": true, "2022-04-05": true,
	"2022-05-01": true, "2022-06-03": true, "2022-09-10": true, "2022-10-01": true, "2022-10-02": true,
	"2022-10-03": true,
	"2023-01-01": true, "2023-01-22": true, "2023-01-23": true, "2023-01-24": true, "2023-04-05": true,
	"2023-05-01": true, "2023-06-22": true, "2023-09-29": true, "2023-10-01": true, "2023-10-02": true,
	"2023-10-03": true,
}

func (w week) works(d day) bool {
	if holidays[d.String()] {
		return false
	}
	if worked, ok := w[d]; ok {
		return worked
	}
	return (int(d)+3)%7 < 5 // 1970-01-01 was a Thursday; Monday is 0
}

// onOrAfter is the day itself when people work on it, else the next working day.
func (w week) onOrAfter(d day) day {
	for !w.works(d) {
		d++
	}
	return d
}

// before is the n-th working day before a day.
func (w week) before(d day, n int) day {
	for n > 0 {
		if d--; w.works(d) {
			n--
		}
	}
	return d
}

// after is the n-th working day after a day.
func (w week) after(d day, n int) day {
	for n > 0 {
		if d++; w.works(d) {
			n--
		}
	}
	return d
}

// onOrBefore is the day itself when people work on it, else the last working day before it.
func (w week) onOrBefore(d day) day {
	for !w.works(d) {
		d--
	}
	return d
}
