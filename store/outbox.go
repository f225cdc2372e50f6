package store

import "duban/models"

// InsertOutbox stores messages to be sent and returns the new ones. A key that exists is left unchanged.
func (tx *Tx) InsertOutbox(rows ...models.OutboxMessage) ([]models.OutboxMessage, error) {
	return insertFresh(tx, rows, "key", func(m models.OutboxMessage) string { return m.Key }, "outbox")
}

// OutboxMessage loads a message by its key. Errors: KindNotFound.
func (tx *Tx) OutboxMessage(key string) (models.OutboxMessage, error) {
	return first[models.OutboxMessage](tx, models.Errorf(models.KindNotFound, "no_message", "未找到该消息"), `"key" = ?`, key)
}

// DueOutbox loads pending messages that may be sent now, the longest waiting first, at most limit.
func (tx *Tx) DueOutbox(now models.Instant, limit int) ([]models.OutboxMessage, error) {
	var rows []models.OutboxMessage
	err := tx.db.Where("status = ? AND not_before <= ?", models.OutboxPending, now).
		Order(`not_before, created_at, "key"`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "due outbox", now)
}

// NextOutbox returns the earliest NotBefore of the pending messages and reports whether there is one.
func (tx *Tx) NextOutbox() (models.Instant, bool, error) {
	var rows []models.OutboxMessage
	err := tx.db.Select("not_before").Where("status = ?", models.OutboxPending).Order("not_before").Limit(1).Find(&rows).
		Error
	if err != nil || len(rows) == 0 {
		return 0, false, failed(err, "next outbox")
	}
	return rows[0].NotBefore, true, nil
}

// OverdueOutbox returns the keys of pending messages that could have been sent before a moment.
func (tx *Tx) OverdueOutbox(before models.Instant) ([]string, error) {
	return tx.keysOf(`SELECT "key" FROM outbox_messages WHERE status = ? AND not_before < ? ORDER BY "key"`,
		models.OutboxPending, before)
}

// OutboxOf loads the messages about a project, oldest first.
func (tx *Tx) OutboxOf(projectID string) ([]models.OutboxMessage, error) {
	return list[models.OutboxMessage](tx, `created_at, "key"`, "project_id = ?", projectID)
}

// MarkDelivered marks a pending message delivered to the inboxes of its receivers. Errors: KindConflict
// "message_settled" when it is not pending.
func (tx *Tx) MarkDelivered(key string, attempts int, at models.Instant) error {
	return tx.settle(key, map[string]any{"status": models.OutboxDelivered, "delivered_at": at, "attempts": attempts})
}

// FailOutbox marks a pending message failed, with the reason. Errors are those of MarkDelivered.
func (tx *Tx) FailOutbox(key, reason string, attempts int) error {
	return tx.settle(key, map[string]any{"status": models.OutboxFailed, "last_error": reason, "attempts": attempts})
}

// DropMessage marks a pending message as one that says nothing any more, with the reason. Errors are those of
// MarkDelivered.
func (tx *Tx) DropMessage(key, reason string, at models.Instant) error {
	return tx.settle(key, map[string]any{"status": models.OutboxDropped, "last_error": reason, "delivered_at": at})
}

// settle changes a pending message. Errors: KindConflict "message_settled".
func (tx *Tx) settle(key string, values map[string]any) error {
	done := update[models.OutboxMessage](tx, values, `"key" = ? AND status = ?`, key, models.OutboxPending)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "message_settled", "消息已发出或已放弃，不再重复处理")
	}, "settle outbox", key)
}

// PendingOutbox loads the pending messages, the longest waiting first.
func (tx *Tx) PendingOutbox() ([]models.OutboxMessage, error) {
	return list[models.OutboxMessage](tx, `not_before, created_at, "key"`, "status = ?", models.OutboxPending)
}
