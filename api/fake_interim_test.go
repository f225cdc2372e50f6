package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Interim(_ context.Context, a models.Actor, programme string) (tracking.InterimPage, error) {
	return tracking.InterimPage{}, f.note(a, "show-interim %s", programme)
}

func (f *fake) SetInterim(_ context.Context, a models.Actor, key, programme string,
	c models.InterimEntry) (tracking.InterimPage, error) {
	return tracking.InterimPage{}, f.note(a, "set interim %s %s %s", key, programme, c.Document)
}

func (f *fake) EndInterim(_ context.Context, a models.Actor, key, id string,
	c models.InterimEnding) (tracking.InterimPage, error) {
	return tracking.InterimPage{}, f.note(a, "end interim %s %s %s", key, id, c.Reason)
}
