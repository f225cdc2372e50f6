package calendar_test

import (
	"strings"
	"testing"

	"duban/internal/calendar"
	"duban/internal/testkit/refusal"
)

// FuzzTable reads a year's table: it is refused in Chinese, or its days are of the year, sorted and different.
func FuzzTable(f *testing.F) {
	f.Add(`{"year":2027,"notice":"国办发明电〔2026〕7号","off":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],` +
		`"worked":[{"name":"元旦","date":"2027-01-04"}]}`)
	f.Add(`{"year":2027,"off":[{"name":"a","from":"2027-12-31","to":"9999-12-31"}]}`)
	f.Add(`{"year":-1,"off":[{"from":"","to":""}],"worked":null}`)
	f.Add(`{"year":1e3}{}`)
	f.Add("\ufeff{}")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := calendar.Parse(strings.NewReader(text))
		refusal.Check(t, err, text)
		if err != nil {
			return
		}
		for i, d := range table.Days {
			if d.Date.Year() != table.Year || i > 0 && d.Date <= table.Days[i-1].Date {
				t.Fatalf("%q: %v", text, table.Days)
			}
		}
	})
}
