package models_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/models"
)

func anyMonth() *rapid.Generator[models.Month] {
	return rapid.Custom(func(t *rapid.T) models.Month {
		return models.MonthOf(rapid.IntRange(1900, 2999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
	})
}

func TestMonthRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMonth().Draw(t, "m")
		parsed, err := models.ParseMonth(m.String())
		if err != nil || parsed != m || models.MonthOf(m.Year(), m.Number()) != m {
			t.Fatalf("%s: parsed as %s, %v", m, parsed, err)
		}
		roundTrip(t, m)
	})
}

func TestMonthAndItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMonth().Draw(t, "m")
		std := time.Date(m.Year(), time.Month(m.Number()), 1, 0, 0, 0, 0, time.UTC)
		if m.First().String() != std.Format("2006-01-02") || m.Last().String() != std.AddDate(0, 1, -1).Format("2006-01-02") {
			t.Fatalf("%s is from %s to %s", m, m.First(), m.Last())
		}
		if m.First().Month() != m || m.Last().Month() != m || m.Last()+1 != (m+1).First() {
			t.Fatalf("%s: first %s, last %s, next %s", m, m.First(), m.Last(), (m + 1).First())
		}
		day := rapid.IntRange(1, 31).Draw(t, "day")
		got := m.Day(day)
		if got.Month() != m || got.Day() != min(day, m.Last().Day()) {
			t.Fatalf("%s: day %d is %s", m, day, got)
		}
		n := rapid.IntRange(-500, 500).Draw(t, "n")
		if later := m + models.Month(n); later.First().String() != std.AddDate(0, n, 0).Format("2006-01-02") {
			t.Fatalf("%s %+d is %s", m, n, later)
		}
	})
}

func TestParseMonthRefuses(t *testing.T) {
	for _, text := range []string{"2021-13", "2021-00", "2021-6", "202106", "2021-06-30", "2021-06 ", " 2021-06",
		"2021/06", "1899-12", "3000-01",
		"2021年6月", "+021-06", "2021-+6", "２０２１-06", "六月"} {
		m, err := models.ParseMonth(text)
		if e := models.AsError(err); e == nil || e.Code != "bad_month" || m != 0 {
			t.Errorf("%q: %s, %v", text, m, err)
		}
	}
}

func TestNoMonth(t *testing.T) {
	m, err := models.ParseMonth("")
	if err != nil || m != 0 || m.String() != "" {
		t.Errorf("%v %q %v", m, m.String(), err)
	}
	roundTrip(t, models.Month(0))
	m = 5
	if err := m.Scan(nil); err != nil || m != 0 {
		t.Errorf("NULL scans as %s, %v", m, err)
	}
	if err := m.Scan(202106); err == nil {
		t.Error("scanned a number")
	}
}
