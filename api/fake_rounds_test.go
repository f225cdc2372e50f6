package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) RoundSettings(_ context.Context, a models.Actor, programme string) (tracking.RoundSettingsPage, error) {
	return tracking.RoundSettingsPage{}, f.note(a, "show-round-settings %s", programme)
}

func (f *fake) SetRoundSettings(_ context.Context, a models.Actor, key, programme string,
	c models.RoundEntry) (tracking.RoundSettingsPage, error) {
	return tracking.RoundSettingsPage{}, f.note(a, "set round settings %s %s %d", key, programme, c.CityDay)
}
