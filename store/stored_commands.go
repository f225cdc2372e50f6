package store

import (
	"duban/models"
)

// StoredCommand loads a command as it was stored and reports whether it is known.
func (tx *Tx) StoredCommand(key string) (models.StoredCommand, bool, error) {
	return find[models.StoredCommand](tx, `"key" = ?`, key)
}

// CommandRecorded reports whether a stored command is what the record says: a row that was put in or changed past the
// program is carried out for nobody.
func (tx *Tx) CommandRecorded(key string) (bool, error) {
	p, _ := protectedBy("stored_commands")
	row := []any{key}
	found, err := tx.currentImages(p, [][]any{row})
	if err != nil {
		return false, err
	}
	recorded, err := tx.lastImages(p.name, []string{rowKey(row)})
	if err != nil {
		return false, err
	}
	last, known := recorded[rowKey(row)]
	return known && !last.Deleted && last.Image == found[rowKey(row)], nil
}

// StoreCommand keeps a command before it is sent; KindConflict when the key is taken.
func (tx *Tx) StoreCommand(c models.StoredCommand) error {
	fresh, err := insertOnce(tx, c, "store command", c.Key)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "command_stored", "请求编号「%s」正在处理，请稍后用同一编号查询结果", c.Key)
	}
	return err
}

// ForgetRefused removes a refused command of a person, so that its key may be used for what they have corrected.
// KindConflict when the key holds anything else.
func (tx *Tx) ForgetRefused(key, byID string) error {
	done := tx.db.Where(`"key" = ? AND by_id = ? AND status = ?`, key, byID, models.StoredRefused).
		Delete(&models.StoredCommand{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "command_stored", "请求编号「%s」正在处理，请稍后用同一编号查询结果", key)
	}, "forget refused command", key)
}

// CommandDone marks a stored command as carried out. One that was never stored stays unknown.
func (tx *Tx) CommandDone(key string, at models.Instant) error {
	values := map[string]any{"status": models.StoredDone, "settled_at": at, "error_kind": "", "error_code": "",
		"error_message": "", "error_cell": ""}
	return failed(update[models.StoredCommand](tx, values, `"key" = ?`, key).Error, "command done", key)
}

// CommandRefused keeps why the rules refused a stored command, so that asking again gives the same refusal. What is
// settled stays as it is.
func (tx *Tx) CommandRefused(key string, e *models.Error, at models.Instant) error {
	values := map[string]any{
		"status": models.StoredRefused, "settled_at": at,
		"error_kind": e.Kind, "error_code": e.Code, "error_message": e.Message.Text, "error_cell": e.Cell,
	}
	done := update[models.StoredCommand](tx, values, `"key" = ? AND status = ?`, key, models.StoredWaiting)
	return failed(done.Error, "command refused", key)
}

// SetCommandStoredAt gives a waiting command another moment of storing: what the engine remembers of the earlier one
// is then not taken for its answer.
func (tx *Tx) SetCommandStoredAt(key string, at models.Instant) error {
	done := update[models.StoredCommand](tx, map[string]any{"stored_at": at}, `"key" = ? AND status = ?`, key,
		models.StoredWaiting)
	return failed(done.Error, "date command", key)
}

// CountAttempt notes that a waiting command was sent once more.
func (tx *Tx) CountAttempt(key string) error {
	c, found, err := tx.StoredCommand(key)
	if err != nil || !found {
		return err
	}
	return failed(update[models.StoredCommand](tx, map[string]any{"attempts": c.Attempts + 1}, `"key" = ?`, key).Error,
		"count attempt", key)
}

// WaitingCommands loads the commands that were stored before a moment and are neither done nor refused, oldest first,
// at most limit of them.
func (tx *Tx) WaitingCommands(before models.Instant, limit int) (rows []models.StoredCommand, err error) {
	err = tx.db.Where("status = ? AND stored_at < ?", models.StoredWaiting, before).Order(`stored_at, "key"`).Limit(limit).
		Find(&rows).Error
	return rows, failed(err, "waiting commands")
}

// Actor loads a person as they may act on a day; KindNotFound when there is none, KindForbidden when they are disabled.
func (tx *Tx) Actor(personID string, day models.Date) (models.Actor, error) {
	person, err := tx.Person(personID)
	if err != nil {
		return models.Actor{}, err
	}
	if person.Disabled {
		return models.Actor{}, models.Errorf(models.KindForbidden, "person_disabled", "账号已停用，该操作未执行，请联系系统管理员")
	}
	roles, err := tx.RolesOf(personID)
	if err != nil {
		return models.Actor{}, err
	}
	return models.ActorOf(person, roles, day), nil
}

// RequestCommit notes who asked for a staged import to be committed; what an earlier request was refused for is
// forgotten.
func (tx *Tx) RequestCommit(id string, by models.Actor, at models.Instant) error {
	values := map[string]any{
		"asked_by_id": by.ID, "asked_by_name": by.Name, "asked_operator": by.Operator, "asked_at": at, "refused_code": "",
		"refused_message": "",
	}
	return failed(update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, models.BatchStaged).Error,
		"ask for batch", id)
}

// BatchRefused keeps why a commit was refused.
func (tx *Tx) BatchRefused(id string, e *models.Error) error {
	values := map[string]any{"refused_code": e.Code, "refused_message": e.Message.Text}
	return failed(update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, models.BatchStaged).Error,
		"batch refused", id)
}

// InsertEventOnce puts an event on record unless one of its project, action and object is there already.
func (tx *Tx) InsertEventOnce(e models.AuditEvent) error {
	var n int64
	err := tx.db.Model(&models.AuditEvent{}).Where("project_id = ? AND action = ? AND object = ?", e.ProjectID, e.Action,
		e.Object).Limit(1).Count(&n).Error
	if err != nil || n > 0 {
		return failed(err, "find event", e.ProjectID, e.Action)
	}
	return tx.InsertAudit(e)
}

// EventsSince loads the events of an action that stand after the last one of another action, oldest first.
func (tx *Tx) EventsSince(action, last string) ([]models.AuditEvent, error) {
	return list[models.AuditEvent](tx, "id",
		"action = ? AND id > (SELECT COALESCE(MAX(id), 0) FROM audit_events WHERE action = ?)", action, last)
}
