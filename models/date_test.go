package models_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/models"
)

func anyDate() *rapid.Generator[models.Date] {
	return rapid.Custom(func(t *rapid.T) models.Date {
		return models.Date(rapid.IntRange(int(models.DateOf(1900, 1, 1)), int(models.DateOf(2999, 12, 31))).Draw(t, "day"))
	})
}

func TestDateRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		parsed, err := models.ParseDate(d.String())
		if err != nil || parsed != d {
			t.Fatalf("%s: parsed as %s, %v", d, parsed, err)
		}
		if models.DateOf(d.Year(), d.Month().Number(), d.Day()) != d {
			t.Fatalf("%s: its own parts make another day", d)
		}
		roundTrip(t, d)
	})
}

func TestDateAgreesWithTheClockLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		std := time.Date(d.Year(), time.Month(d.Month().Number()), d.Day(), 0, 0, 0, 0, models.Shanghai)
		if d.String() != std.Format("2006-01-02") || d.Weekday() != std.Weekday() {
			t.Fatalf("%s %s, want %s", d, d.Weekday(), std)
		}
		n := rapid.IntRange(-1000, 1000).Draw(t, "n")
		if got, want := (d + models.Date(n)).String(), std.AddDate(0, 0, n).Format("2006-01-02"); got != want {
			t.Fatalf("%s %+d = %s, want %s", d, n, got, want)
		}
		h, m := rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "m")
		at := d.At(h, m)
		if want := std.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute); !at.Time().Equal(want) && at != 0 {
			t.Fatalf("%s at %d:%02d is %s, want %s", d, h, m, at, want)
		}
		if at != 0 && at.Date() != d {
			t.Fatalf("%s is on %s, not on %s", at, at.Date(), d)
		}
	})
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{"2021-02-30", "2021-13-01", "2021-00-10", "2021-6-30", "2021/06/30", "20210630",
		"2021-06-30 ", " 2021-06-30",
		"2021-06-30T00:00:00Z", "1899-12-31", "0001-01-01", "２０２１-06-30", "无", "-2021-06-30", "2021-06-31"} {
		d, err := models.ParseDate(text)
		if e := models.AsError(err); e == nil || e.Code != "bad_date" || d != 0 {
			t.Errorf("%q: %s, %v", text, d, err)
		}
	}
	if d, err := models.ParseDate("2024-02-29"); err != nil || d.String() != "2024-02-29" {
		t.Errorf("a leap day: %s, %v", d, err)
	}
}

func TestNoDate(t *testing.T) {
	d, err := models.ParseDate("")
	if err != nil || d != 0 || d.String() != "" {
		t.Errorf("%v %q %v", d, d.String(), err)
	}
	roundTrip(t, models.Date(0))
	d = 5
	if err := d.Scan(nil); err != nil || d != 0 {
		t.Errorf("NULL scans as %s, %v", d, err)
	}
	for _, src := range []any{int64(7), time.Now(), 1.5, true} {
		if err := d.Scan(src); err == nil {
			t.Errorf("scanned %T", src)
		}
	}
}

func TestDateOverflowsAsTimeDoes(t *testing.T) {
	for _, tt := range [][4]any{{2021, 14, 1, "2022-02-01"}, {2021, 2, 30, "2021-03-02"}, {2021, 3, 0, "2021-02-28"},
		{2020, 0, 31, "2019-12-31"}} {
		if got := models.DateOf(tt[0].(int), tt[1].(int), tt[2].(int)).String(); got != tt[3] {
			t.Errorf("%v: got %s", tt, got)
		}
	}
	if got := models.DateOf(2021, 6, 3).Chinese(); got != "6月3日" {
		t.Errorf("got %s", got)
	}
}

func TestInstantRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// JSON carries whole seconds.
		i := models.Instant(rapid.Int64Range(int64(models.DateOf(1900, 1, 1).At(0, 0))/1000,
			int64(models.DateOf(2999, 12, 31).At(23, 59))/1000).Draw(t, "s") * 1000)
		text, err := json.Marshal(i)
		if err != nil {
			t.Fatal(err)
		}
		var parsed models.Instant
		if err := json.Unmarshal(text, &parsed); err != nil || parsed != i {
			t.Fatalf("%s: read as %d, %v, want %d", text, parsed, err, i)
		}
		if i != 0 && !strings.HasSuffix(i.String(), "+08:00") {
			t.Fatalf("%s is not in Shanghai", i)
		}
		if v, err := i.Value(); err != nil || v != int64(i) {
			t.Fatalf("stored as %v, %v", v, err)
		}
		if i != 0 && (models.InstantOf(i.Time()) != i || i.Date().String() != i.Time().Format("2006-01-02") ||
			i.Minute() != i.Time().Format("2006-01-02 15:04")) {
			t.Fatalf("%d: %s, day %s, minute %s", i, i.Time(), i.Date(), i.Minute())
		}
		d := time.Duration(rapid.Int64Range(-1e9, 1e9).Draw(t, "d")) * time.Millisecond
		if i.Add(d).Sub(i) != d {
			t.Fatalf("%s + %s is %s later", i, d, i.Add(d).Sub(i))
		}
	})
}

// A moment given in any time zone is the same instant and the same day in Shanghai.
func TestInstantDoesNotDependOnTheZone(t *testing.T) {
	zones := []*time.Location{time.UTC, models.Shanghai, time.FixedZone("west", -11*3600), time.FixedZone("half", 5*3600+
		1800), time.Local}
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(-1e12, 4e12).Draw(t, "ms")
		want := models.InstantOf(time.UnixMilli(ms))
		for _, z := range zones {
			got := models.InstantOf(time.UnixMilli(ms).In(z))
			if got != want || got.Date() != want.Date() || got.String() != want.String() {
				t.Fatalf("%s: %s, want %s", z, got, want)
			}
		}
	})
	for _, z := range zones {
		if got := models.InstantOf(time.Date(2021, 7, 1, 0, 30, 0, 0, models.Shanghai).In(z)).Date().
			String(); got != "2021-07-01" {
			t.Errorf("%s: half past midnight in Shanghai is on %s", z, got)
		}
	}
}

func TestNoInstant(t *testing.T) {
	var i models.Instant
	if i.String() != "" || i.Minute() != "" || i.Date() != 0 || !i.Time().IsZero() || models.InstantOf(time.Time{}) != 0 {
		t.Errorf("%q %q %s %s", i.String(), i.Minute(), i.Date(), i.Time())
	}
	text, err := json.Marshal(i)
	if err != nil || string(text) != `""` {
		t.Errorf("%s, %v", text, err)
	}
	i = math.MaxInt64
	if err := json.Unmarshal(text, &i); err != nil || i != 0 {
		t.Errorf("%d, %v", i, err)
	}
	for _, bad := range []string{`"2021-06-30"`, `"2021-06-30 09:00"`, `"2021-06-30T09:00:00"`, `"昨天"`, `7`} {
		if err := json.Unmarshal([]byte(bad), &i); err == nil {
			t.Errorf("read %s", bad)
		}
	}
}
