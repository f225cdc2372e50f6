package app

import (
	"context"

	"duban/internal/telling"
	"duban/models"
	"duban/store"
)

// TellAtOnce takes the messages that wait to people's inboxes and makes the digests to leaders, whatever the hour: a
// demonstration does not wait for the office's.
func (a *App) TellAtOnce(ctx context.Context) error {
	return a.Service.Store.Write(ctx, func(tx *store.Tx) error {
		_, err := telling.TellAtOnce(tx, a.Service.Calendar, models.InstantOf(a.Service.Now()))
		return err
	})
}
