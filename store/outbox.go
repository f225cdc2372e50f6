package store

import (
	"time"

	"duban/models"
)

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

// DeliverToInbox puts a pending message into a recipient's inbox and marks it delivered. Errors: KindConflict
// "message_settled" when it is not pending.
func (tx *Tx) DeliverToInbox(m models.OutboxMessage, recipient string, at models.Instant) error {
	if err := tx.MarkDelivered(m.Key, m.Attempts+1, at); err != nil {
		return err
	}
	return insert(tx, []models.InboxMessage{{
		Key: m.Key, Recipient: recipient, Audience: m.Audience, ProjectID: m.ProjectID, Title: m.Title, Body: m.Body, At: at,
	}}, "inbox")
}

// LateOutbox loads pending messages that may be sent now and whose escalation was recorded more than late after it
// fell due, oldest first.
func (tx *Tx) LateOutbox(now models.Instant, late time.Duration) ([]models.OutboxMessage, error) {
	var rows []models.OutboxMessage
	err := tx.db.Where(`status = ? AND not_before <= ? AND EXISTS
		(SELECT 1 FROM escalations e WHERE e.id = outbox_messages.escalation_id AND e.recorded_at - e."at" > ?)`,
		models.OutboxPending, now, late.Milliseconds()).Order(`not_before, created_at, "key"`).Find(&rows).Error
	return rows, failed(err, "late outbox", now)
}

// DeliverTogether puts one digest of several pending messages into an inbox and marks them delivered. Errors:
// KindConflict "message_settled" when one is not pending.
func (tx *Tx) DeliverTogether(digest models.InboxMessage, messages []models.OutboxMessage) error {
	for _, m := range messages {
		values := map[string]any{"status": models.OutboxDelivered, "delivered_at": digest.At, "attempts": m.Attempts + 1,
			"digest": digest.Key}
		if err := tx.settle(m.Key, values); err != nil {
			return err
		}
	}
	return insert(tx, []models.InboxMessage{digest}, "digest")
}

// MarkDelivered marks a pending message delivered by another channel. Errors are those of DeliverToInbox.
func (tx *Tx) MarkDelivered(key string, attempts int, at models.Instant) error {
	return tx.settle(key, map[string]any{"status": models.OutboxDelivered, "delivered_at": at, "attempts": attempts})
}

// FailOutbox marks a pending message failed, with the reason. Errors are those of DeliverToInbox.
func (tx *Tx) FailOutbox(key, reason string, attempts int) error {
	return tx.settle(key, map[string]any{"status": models.OutboxFailed, "last_error": reason, "attempts": attempts})
}

// settle changes a pending message. Errors: KindConflict "message_settled".
func (tx *Tx) settle(key string, values map[string]any) error {
	done := update[models.OutboxMessage](tx, values, `"key" = ? AND status = ?`, key, models.OutboxPending)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "message_settled", "消息已发出或已放弃，不再重复处理")
	}, "settle outbox", key)
}

// Inbox loads the messages of any of the recipients, the newest first.
func (tx *Tx) Inbox(recipients ...string) ([]models.InboxMessage, error) {
	return list[models.InboxMessage](tx, `"at" DESC, "key"`, "recipient IN ?", recipients)
}

// PendingOutbox loads the pending messages, the longest waiting first.
func (tx *Tx) PendingOutbox() ([]models.OutboxMessage, error) {
	return list[models.OutboxMessage](tx, `not_before, created_at, "key"`, "status = ?", models.OutboxPending)
}
