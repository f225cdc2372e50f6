package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Meetings(_ context.Context, a models.Actor, programme string) (tracking.MeetingList, error) {
	return tracking.MeetingList{}, f.note(a, "meetings %s", programme)
}

func (f *fake) Meeting(_ context.Context, a models.Actor, id string) (tracking.MeetingPage, error) {
	return tracking.MeetingPage{}, f.note(a, "meeting %s", id)
}

func (f *fake) KeepMeeting(_ context.Context, a models.Actor, key, id string, entry models.MeetingEntry) (
	tracking.MeetingPage, error) {
	return tracking.MeetingPage{}, f.note(a, "keep meeting %s %s %s", key, id, entry.HeldOn)
}

func (f *fake) DecideMeeting(_ context.Context, a models.Actor, key, id string, c models.Minutes) (
	tracking.MeetingPage, error) {
	return tracking.MeetingPage{}, f.note(a, "decide meeting %s %s %s", key, id, c.Number)
}
