package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// RecordEngineSetAside records that the embedded server's file was found damaged at a start and moved away. All
// workflows are then started again from the database.
func (s *Service) RecordEngineSetAside(ctx context.Context, path, movedTo string, found []string) error {
	detail, err := json.Marshal(map[string]any{"moved_to": movedTo, "found": found})
	if err != nil {
		return err
	}
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		return tx.InsertAudit(models.AuditEvent{
			ByID: models.System.ID, ByName: models.System.Name, Action: "engine.set_aside", Object: path, Detail: string(detail),
			At: s.now(),
		})
	})
}
