package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) ShowCalendar(_ context.Context, a models.Actor, year int) (tracking.YearAtAGlance, error) {
	return tracking.YearAtAGlance{Year: year}, f.note(a, "calendar %d", year)
}

func (f *fake) EnterCalendar(_ context.Context, a models.Actor, key string, c tracking.CalendarEntry,
	preview bool) (tracking.CalendarEntered, error) {
	return tracking.CalendarEntered{Year: c.Year}, f.note(a, "enter calendar %s %d %t", key, c.Year, preview)
}

func (f *fake) SetLadder(_ context.Context, a models.Actor, key, programme, ladder string,
	preview bool) (tracking.LadderSwitch, error) {
	return tracking.LadderSwitch{Programme: programme}, f.note(a, "ladder %s %s %s %t", key, programme, ladder, preview)
}

func (f *fake) Curves(_ context.Context, a models.Actor, programme string) (tracking.CurveView, error) {
	return tracking.CurveView{Programme: programme}, f.note(a, "curves %s", programme)
}

func (f *fake) SetCurve(_ context.Context, a models.Actor, key, programme, curve string,
	preview bool) (tracking.CurveChange, error) {
	return tracking.CurveChange{Programme: programme}, f.note(a, "curve %s %s %s %t", key, programme, curve, preview)
}
