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
