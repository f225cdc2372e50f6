package store

import (
	"duban/models"
)

// Command loads the stored result of a command and reports whether it exists.
func (tx *Tx) Command(key string) (models.Command, bool, error) {
	return find[models.Command](tx, `"key" = ?`, key)
}

// InsertCommand stores the result of a command. Errors: KindConflict when the key exists; the caller compares the
// hashes.
func (tx *Tx) InsertCommand(c models.Command) error {
	fresh, err := insertOnce(tx, c, "command", c.Key)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "command_known", "请求编号“%s”已处理过，请刷新后查看结果", c.Key)
	}
	return err
}

// InsertAudit appends audit events. The database assigns their IDs. Events cannot be changed or deleted.
func (tx *Tx) InsertAudit(rows ...models.AuditEvent) error {
	return insert(tx, rows, "audit")
}

// AuditOf loads the audit events of a project, oldest first.
func (tx *Tx) AuditOf(projectID string) ([]models.AuditEvent, error) {
	return list[models.AuditEvent](tx, "id", "project_id = ?", projectID)
}

// AuditAfter loads the audit events after an ID, oldest first, at most limit.
func (tx *Tx) AuditAfter(id int64, limit int) ([]models.AuditEvent, error) {
	var rows []models.AuditEvent
	return rows, failed(tx.db.Where("id > ?", id).Order("id").Limit(limit).Find(&rows).Error, "audit after", id)
}

// lastAudit loads the newest event with which a person changed a project, and reports whether there is one.
func (tx *Tx) lastAudit(projectID string) (models.AuditEvent, bool, error) {
	var rows []models.AuditEvent
	err := tx.db.Where("project_id = ? AND by_id <> ? AND action <> 'evidence.open'", projectID, models.System.ID).
		Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.AuditEvent{}, false, failed(err, "last audit", projectID)
	}
	return rows[0], true, nil
}

// Audited reports whether an action of a person on an object is recorded since a moment.
func (tx *Tx) Audited(by, action, object string, since models.Instant) (bool, error) {
	var n int64
	err := tx.db.Model(&models.AuditEvent{}).Where(`by_id = ? AND action = ? AND object = ? AND "at" >= ?`, by, action,
		object, since).Limit(1).Count(&n).Error
	return n > 0, failed(err, "audited", by, action)
}
