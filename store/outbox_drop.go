package store

import (
	"slices"

	"duban/models"
)

// DropOutbox drops the pending messages about projects and, if it is not "", about a programme itself, with the reason.
// Dropped messages are never sent.
func (tx *Tx) DropOutbox(projects []string, programme, reason string) error {
	values := map[string]any{"status": models.OutboxDropped, "last_error": reason}
	if programme != "" {
		done := update[models.OutboxMessage](tx, values, "project_id = ? AND object = ? AND status = ?", "", programme,
			models.OutboxPending)
		if done.Error != nil {
			return failed(done.Error, "drop outbox", programme)
		}
	}
	for part := range slices.Chunk(projects, 500) {
		done := update[models.OutboxMessage](tx, values, "project_id IN ? AND status = ?", part, models.OutboxPending)
		if done.Error != nil {
			return failed(done.Error, "drop outbox")
		}
	}
	return nil
}
