package models

import (
	"database/sql/driver"
	"fmt"
)

// Month is a calendar month, counted in months from January of year 0; the zero value means "no month". As text, in
// JSON and in the database it is "2021-06", and "" for no month.
type Month int

// MonthOf returns the month m (1–12) of a year.
func MonthOf(year, m int) Month { return Month(year*12 + m - 1) }

// ParseMonth reads "2021-06", and "" as no month. Errors: KindInvalid "bad_month".
func ParseMonth(text string) (Month, error) {
	if text == "" {
		return 0, nil
	}
	y, m := 0, 0
	if len(text) == len("2021-06") && text[4] == '-' {
		y, m = digits(text[:4]), digits(text[5:])
	}
	if m < 1 || m > 12 || y < 1900 || y > 2999 {
		return 0, Errorf(KindInvalid, "bad_month", "“%s”不是有效月份，应为 2021-06 这样的写法", text)
	}
	return MonthOf(y, m), nil
}

// digits reads decimal digits; -1 for any other text.
func digits(text string) (n int) {
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// Year returns the year.
func (m Month) Year() int { return int(m) / 12 }

// Number returns the month within the year, 1–12.
func (m Month) Number() int { return int(m)%12 + 1 }

// First returns the first day of the month.
func (m Month) First() Date { return DateOf(m.Year(), m.Number(), 1) }

// Last returns the last day of the month.
func (m Month) Last() Date { return (m + 1).First() - 1 }

// Day returns a day of the month, or the last day when the month is shorter.
func (m Month) Day(day int) Date { return min(m.First()+Date(day-1), m.Last()) }

// String returns "2021-06", or "" for no month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Number())
}

// Long writes the month in a Chinese sentence: "2021年6月"; "" for no month.
func (m Month) Long() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%d年%d月", m.Year(), m.Number())
}

// MarshalText writes "2021-06".
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "2021-06" or "".
func (m *Month) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMonth(string(text))
	return err
}

// Value stores the month as text.
func (m Month) Value() (driver.Value, error) { return m.String(), nil }

// Scan reads the month from text.
func (m *Month) Scan(src any) error { return scanText(src, m) }

// GormDataType says that the column is text.
func (Month) GormDataType() string { return "string" }
