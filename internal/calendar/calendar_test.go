package calendar

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// The notices written out independently of the files: holidays and worked weekends of two years, and what all years
// share.
func TestBuiltinSaysWhatTheNoticesSay(t *testing.T) {
	tests := map[int]struct{ off, worked string }{
		2021: {
			off:    "2021-01-01..03 2021-02-11..17 2021-04-03..05 2021-05-01..05 2021-06-12..14 2021-09-19..21 2021-10-01..07",
			worked: "2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09",
		},
		2026: {
			off:    "2026-01-01..03 2026-02-15..23 2026-04-04..06 2026-05-01..05 2026-06-19..21 2026-09-25..27 2026-10-01..07",
			worked: "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10",
		},
	}
	for year, tt := range tests {
		want := map[models.Date]bool{}
		for _, span := range strings.Fields(tt.off) {
			from, to, _ := strings.Cut(span, "..")
			for d := date(t, from); d <= date(t, from[:8]+to); d++ {
				want[d] = false
			}
		}
		for _, day := range strings.Fields(tt.worked) {
			want[date(t, day)] = true
		}
		got := map[models.Date]bool{}
		days, _ := Builtin()
		for _, d := range days {
			if d.Date.Year() == year {
				got[d.Date] = d.Working
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-notice +table):\n%s", year, diff)
		}
	}
}

func TestBuiltinYears(t *testing.T) {
	days, years := Builtin()
	if diff := cmp.Diff([]int{2020, 2021, 2022, 2023, 2024, 2025, 2026}, years); diff != "" {
		t.Error(diff)
	}
	// Working days per year as published with the notices; 2020 has two fewer, because 春节 was extended to 2 February.
	want := map[int]int{2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	c := With(nil)
	for year, n := range want {
		if got := c.Between(models.DateOf(year, 1, 1)-1, models.DateOf(year, 12, 31)); got != n {
			t.Errorf("%d has %d working days, want %d", year, got, n)
		}
		if !c.Known(year) {
			t.Errorf("%d is not known", year)
		}
	}
	for i, d := range days {
		if d.Name == "" {
			t.Errorf("%s has no name", d.Date)
		}
		if i > 0 && days[i-1].Date >= d.Date {
			t.Errorf("%s after %s: not in order", d.Date, days[i-1].Date)
		}
	}
}

func TestBuiltinIsNotShared(t *testing.T) {
	days, years := Builtin()
	days[0].Working, years[0] = true, 1999
	second, yearsAgain := Builtin()
	if second[0].Working || yearsAgain[0] == 1999 {
		t.Error("a caller can change the built-in table")
	}
}

func TestOfficeExtends(t *testing.T) {
	complete := []models.CalendarDay{
		{Date: date(t, "2027-01-01")}, {Date: date(t, "2027-05-01")}, {Date: date(t, "2027-10-01")},
		{Date: date(t, "2027-10-09"), Working: true},
	}
	closing := models.CalendarDay{Date: date(t, "2021-07-26"), Name: "台风停工"}
	tests := []struct {
		name    string
		extra   []models.CalendarDay
		years   []int
		known   map[int]bool
		working map[string]bool
	}{
		{name: "nothing", known: map[int]bool{2019: false, 2021: true, 2027: false},
			working: map[string]bool{"2027-10-01": false, "2027-10-04": true, "2021-07-26": true}},
		{name: "a year", extra: complete, known: map[int]bool{2027: true, 2028: false},
			working: map[string]bool{"2027-10-01": false, "2027-10-09": true, "2027-10-11": true}},
		{name: "part of a year", extra: complete[:2], known: map[int]bool{2027: false},
			working: map[string]bool{"2027-01-01": false}},
		{name: "a year by name", extra: complete[:1], years: []int{2027}, known: map[int]bool{2027: true}},
		{name: "a closing day", extra: []models.CalendarDay{closing}, known: map[int]bool{2021: true},
			working: map[string]bool{"2021-07-26": false}},
		{name: "the office's word wins", extra: []models.CalendarDay{{Date: date(t, "2021-10-07"), Working: true}},
			working: map[string]bool{"2021-10-07": true, "2021-10-06": false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := With(tt.extra, tt.years...)
			for year, want := range tt.known {
				if c.Known(year) != want {
					t.Errorf("Known(%d) = %v", year, !want)
				}
			}
			for day, want := range tt.working {
				if c.Workday(date(t, day)) != want {
					t.Errorf("Workday(%s) = %v", day, !want)
				}
			}
		})
	}
}

func date(t *testing.T, text string) models.Date {
	t.Helper()
	d, err := models.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
