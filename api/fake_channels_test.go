package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Channels(_ context.Context, a models.Actor) ([]tracking.ChannelView, error) {
	return nil, f.note(a, "channels")
}

func (f *fake) AddChannel(_ context.Context, a models.Actor, key string, e models.ChannelEntry) (tracking.ChannelView,
	error) {
	return tracking.ChannelView{}, f.note(a, "add channel %s %+v", key, e)
}

func (f *fake) RemoveChannel(_ context.Context, a models.Actor, key, id string) error {
	return f.note(a, "remove channel %s %s", key, id)
}

func (f *fake) TestChannel(_ context.Context, a models.Actor, key, id, to string) (tracking.SentLine, error) {
	return tracking.SentLine{}, f.note(a, "test channel %s %s %s", key, id, to)
}

func (f *fake) Sent(_ context.Context, a models.Actor, filter tracking.SentFilter) ([]tracking.SentLine, error) {
	return nil, f.note(a, "sent %+v", filter)
}
