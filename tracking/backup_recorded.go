package tracking

import (
	"context"
	"encoding/json"
	"path/filepath"

	"duban/internal/backup"
	"duban/models"
	"duban/store"
)

// RecordBackup records that the daily backup was made, with the hash of its manifest, or that it failed. Because the
// hash is under the audit chain, a backup whose files and manifest were both changed can be recognised.
func (s *Service) RecordBackup(ctx context.Context, made backup.Made, failed error) error {
	event := models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name, Action: "backup.made",
		Object: filepath.Base(made.Path), At: s.now()}
	detail := map[string]any{"path": made.Path, "manifest_sha256": made.Sum, "intact": made.Verified.Intact,
		"removed": made.Removed}
	if failed != nil {
		event.Action, event.Object = "backup.failed", ""
		detail = map[string]any{"path": made.Path, "error": models.AsError(failed).Message}
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	event.Detail = string(text)
	return s.Store.Write(ctx, func(tx *store.Tx) error { return tx.InsertAudit(event) })
}
