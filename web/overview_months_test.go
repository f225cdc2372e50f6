package web

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

// The columns of the difference to the schedule stand above the line when ahead and below it when behind, and the
// largest fills its half.
func TestDifferencesStandAboveAndBelow(t *testing.T) {
	amount := func(yi models.Money) *models.Money { return new(yi * models.YiYuan.Fen()) }
	o := tracking.Overview{Curve: []tracking.CurvePoint{
		{Month: models.MonthOf(2021, 1), Scheduled: *amount(2), Approved: amount(3)},
		{Month: models.MonthOf(2021, 2), Scheduled: *amount(5), Approved: amount(3)},
		{Month: models.MonthOf(2021, 3), Scheduled: *amount(7)},
	}}
	m := leadOf(o, chinese)
	ahead, behind, none := m.Columns[0], m.Columns[1], m.Columns[2]
	if ahead.Class != "ahead" || ahead.Y+ahead.H != m.Base || ahead.H != behind.H/2 {
		t.Errorf("ahead is %+v", ahead)
	}
	if behind.Class != "short" || behind.Y != m.Base || behind.H != m.Base-headroom {
		t.Errorf("behind is %+v", behind)
	}
	if none.Known || m.Latest != "落后 2.00 亿元" {
		t.Errorf("a month without figures is %+v, the latest %q", none, m.Latest)
	}
}
