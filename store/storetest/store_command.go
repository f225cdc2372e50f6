package storetest

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// StoreCommand stores a command as tracking does and returns it. The person must be recorded; an existing key stays
// unchanged.
func StoreCommand(ctx context.Context, s *store.Store, by models.Actor, key, name, projectID string, body any,
	at models.Instant) (models.StoredCommand, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return models.StoredCommand{}, err
	}
	c := models.StoredCommand{
		Key: key, Hash: models.CommandHash(name, projectID, by.ID, string(text)), Name: name, ProjectID: projectID,
		Body: string(text), ByID: by.ID, ByName: by.Name, Operator: by.Operator, StoredAt: at, Status: models.StoredWaiting,
	}
	err = s.Write(ctx, func(tx *store.Tx) error {
		if _, known, err := tx.StoredCommand(key); err != nil || known {
			return err
		}
		return tx.StoreCommand(c)
	})
	return c, err
}
