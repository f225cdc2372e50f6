package models_test

import (
	"testing"

	"duban/internal/calendar"
	"duban/models"
)

// Case 11: a programme goes live on a working day that is not past, never today after the hour of its first messages.
func TestCase11FirstLiveDay(t *testing.T) {
	c := calendar.With(nil)
	friday := models.DateOf(2026, 11, 27)
	p := models.Programme{Name: "2026年区重点项目", Ladder: models.Ladder2026}
	for _, c2 := range []struct {
		day  models.Date
		now  models.Instant
		code string
	}{
		{friday, friday.At(8, 59), ""},
		{friday, friday.At(9, 0), "live_day_past"},
		{friday - 1, friday.At(8, 0), "live_day_past"},
		{models.DateOf(2025, 11, 27), friday.At(8, 0), "live_day_past"}, // the year mistyped
		{friday + 1, friday.At(10, 0), "live_day_off"},
		{friday + 3, friday.At(18, 0), ""},
		{models.DateOf(2026, 10, 10), models.DateOf(2026, 10, 9).At(10, 0), ""}, // a Saturday that is worked
		{models.DateOf(2026, 10, 5), models.DateOf(2026, 9, 30).At(10, 0), "live_day_off"},
		{0, friday.At(10, 0), ""},
	} {
		code := ""
		if err := p.ChangeLiveFrom(c2.day, c, c2.now); err != nil {
			code = models.AsError(err).Code
		}
		if code != c2.code {
			t.Errorf("%s at %s: %q, want %q", c2.day, c2.now.Minute(), code, c2.code)
		}
	}
	p.LiveFrom = friday
	err := p.ChangeLiveFrom(friday+3, c, friday.At(10, 0))
	if e := models.AsError(err); e == nil || e.Code != "live_already" {
		t.Errorf("live already: %v", err)
	}
}
