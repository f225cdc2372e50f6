package models

import (
	"database/sql/driver"
	"encoding"
	"fmt"
	"time"
)

// Date is a calendar day in Asia/Shanghai, counted in days from 0001-01-01 = 1; the zero value means "no date". As
// text, in JSON and in the database it is "2021-06-30", and "" for no date. Differences are days.
type Date int

// unixDay is the Date of 1970-01-01.
const unixDay = 719163

// firstYear is the first year that a text of a date may name; dates before it are typing errors.
const firstYear = 1900

// Shanghai is the time zone of every date and clock time in this program. China has had one offset without daylight
// saving since 1992, so a fixed zone is exact and needs no zone data at run time.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// DateOf returns a day; month and day may overflow as in time.Date.
func DateOf(year, month, day int) Date {
	return Date(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixDay)
}

// ParseDate reads "2021-06-30", and "" as no date. Errors: KindInvalid "bad_date" for any other text, an impossible
// day, or a year before firstYear.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < firstYear {
		return 0, Errorf(KindInvalid, "bad_date", "“%s”不是有效日期，应为 2021-06-30 这样的写法", text)
	}
	return Date(t.Unix()/86400 + unixDay), nil
}

func (d Date) utc() time.Time { return time.Unix(int64(d-unixDay)*86400, 0).UTC() }

// Year returns the year.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the month the day is in.
func (d Date) Month() Month { t := d.utc(); return MonthOf(t.Year(), int(t.Month())) }

// Day returns the day of the month.
func (d Date) Day() int { return d.utc().Day() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// At returns the instant of a clock time of the day in Asia/Shanghai.
func (d Date) At(hour, minute int) Instant {
	return Instant((int64(d-unixDay)*86400 + int64(hour-8)*3600 + int64(minute)*60) * 1000)
}

// String returns "2021-06-30", or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Chinese returns "6月30日".
func (d Date) Chinese() string { return fmt.Sprintf("%d月%d日", d.Month().Number(), d.Day()) }

// Long writes the date in a Chinese sentence: "2021年6月30日"; "" for no date.
func (d Date) Long() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d年%s", d.Year(), d.Chinese())
}

// MarshalText writes "2021-06-30".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2021-06-30" or "".
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// Value stores the date as text.
func (d Date) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads the date from text.
func (d *Date) Scan(src any) error { return scanText(src, d) }

// GormDataType says that the column is text.
func (Date) GormDataType() string { return "string" }

// scanText reads a text column into a value; NULL is read as "".
func scanText(src any, into encoding.TextUnmarshaler) error {
	switch v := src.(type) {
	case nil:
		return into.UnmarshalText(nil)
	case string:
		return into.UnmarshalText([]byte(v))
	case []byte:
		return into.UnmarshalText(v)
	}
	return fmt.Errorf("models: cannot scan %T into %T", src, into)
}
