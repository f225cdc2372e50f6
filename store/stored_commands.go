package store

import (
	"duban/models"
)

// StoredCommand loads a stored command and reports whether it exists.
func (tx *Tx) StoredCommand(key string) (models.StoredCommand, bool, error) {
	return find[models.StoredCommand](tx, `"key" = ?`, key)
}

// CommandRecorded reports whether a stored command equals its recorded image. A command inserted or changed outside
// the program must not be executed.
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

// StoreCommand stores a command before it is sent. Errors: KindConflict when the key exists.
func (tx *Tx) StoreCommand(c models.StoredCommand) error {
	fresh, err := insertOnce(tx, c, "store command", c.Key)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "command_stored", "请求编号“%s”正在处理，请稍后用同一编号查询结果", c.Key)
	}
	return err
}

// ForgetRefused deletes a refused command of a person, so that its key can be used for the corrected command. Errors:
// KindConflict when the key holds any other command.
func (tx *Tx) ForgetRefused(key, byID string) error {
	done := tx.db.Where(`"key" = ? AND by_id = ? AND status = ?`, key, byID, models.StoredRefused).
		Delete(&models.StoredCommand{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "command_stored", "请求编号“%s”正在处理，请稍后用同一编号查询结果", key)
	}, "forget refused command", key)
}

// CommandDone marks a stored command as done. A key that was never stored changes nothing.
func (tx *Tx) CommandDone(key string, at models.Instant) error {
	values := map[string]any{"status": models.StoredDone, "settled_at": at, "error_kind": "", "error_code": "",
		"error_message": "", "error_cell": ""}
	return failed(update[models.StoredCommand](tx, values, `"key" = ?`, key).Error, "command done", key)
}

// CommandRefused stores the error with which the rules refused a command, so that a retry gets the same one. A
// settled command stays unchanged.
func (tx *Tx) CommandRefused(key string, e *models.Error, at models.Instant) error {
	values := map[string]any{
		"status": models.StoredRefused, "settled_at": at,
		"error_kind": e.Kind, "error_code": e.Code, "error_message": e.Message.Text, "error_cell": e.Cell,
	}
	done := update[models.StoredCommand](tx, values, `"key" = ? AND status = ?`, key, models.StoredWaiting)
	return failed(done.Error, "command refused", key)
}

// SetCommandStoredAt changes the moment of storing of a waiting command. The moment is part of the update ID, so
// Temporal does not answer with the result of the earlier one.
func (tx *Tx) SetCommandStoredAt(key string, at models.Instant) error {
	done := update[models.StoredCommand](tx, map[string]any{"stored_at": at}, `"key" = ? AND status = ?`, key,
		models.StoredWaiting)
	return failed(done.Error, "date command", key)
}

// CountAttempt counts a further sending of a waiting command.
func (tx *Tx) CountAttempt(key string) error {
	c, found, err := tx.StoredCommand(key)
	if err != nil || !found {
		return err
	}
	return failed(update[models.StoredCommand](tx, map[string]any{"attempts": c.Attempts + 1}, `"key" = ?`, key).Error,
		"count attempt", key)
}

// WaitingCommands loads the waiting commands stored before a moment, oldest first, at most limit.
func (tx *Tx) WaitingCommands(before models.Instant, limit int) (rows []models.StoredCommand, err error) {
	err = tx.db.Where("status = ? AND stored_at < ?", models.StoredWaiting, before).Order(`stored_at, "key"`).Limit(limit).
		Find(&rows).Error
	return rows, failed(err, "waiting commands")
}

// Actor loads a person as an actor on a day. Errors: KindNotFound; KindForbidden when they are disabled.
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

// RequestCommit stores who requested the commit of a staged import and clears an earlier refusal.
func (tx *Tx) RequestCommit(id string, by models.Actor, at models.Instant) error {
	values := map[string]any{
		"asked_by_id": by.ID, "asked_by_name": by.Name, "asked_operator": by.Operator, "asked_at": at, "refused_code": "",
		"refused_message": "",
	}
	return failed(update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, models.BatchStaged).Error,
		"request commit", id)
}

// BatchRefused stores why a commit was refused.
func (tx *Tx) BatchRefused(id string, e *models.Error) error {
	values := map[string]any{"refused_code": e.Code, "refused_message": e.Message.Text}
	return failed(update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, models.BatchStaged).Error,
		"batch refused", id)
}

// InsertEventOnce inserts an event unless one of the same project, action and object exists.
func (tx *Tx) InsertEventOnce(e models.AuditEvent) error {
	var n int64
	err := tx.db.Model(&models.AuditEvent{}).Where("project_id = ? AND action = ? AND object = ?", e.ProjectID, e.Action,
		e.Object).Limit(1).Count(&n).Error
	if err != nil || n > 0 {
		return failed(err, "find event", e.ProjectID, e.Action)
	}
	return tx.InsertAudit(e)
}

// HasEvent reports whether an event of an action is on record.
func (tx *Tx) HasEvent(action string) (bool, error) {
	var n int64
	err := tx.db.Model(&models.AuditEvent{}).Where("action = ?", action).Limit(1).Count(&n).Error
	return n > 0, failed(err, "find event", action)
}

// EventsSince loads the events of an action after the last event of another action, oldest first.
func (tx *Tx) EventsSince(action, last string) ([]models.AuditEvent, error) {
	return list[models.AuditEvent](tx, "id",
		"action = ? AND id > (SELECT COALESCE(MAX(id), 0) FROM audit_events WHERE action = ?)", action, last)
}
