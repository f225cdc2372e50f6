package store

import (
	"duban/models"
)

// keysOf runs one query of the doctor and returns the keys of the rows it finds. The methods in this file return the
// keys of inconsistent rows; an empty list means none.
func (tx *Tx) keysOf(query string, args ...any) ([]string, error) {
	var keys []string
	return keys, failed(tx.db.Raw(query, args...).Scan(&keys).Error, "doctor")
}

// SubmissionsWithoutCommand returns the submissions whose command is not recorded.
func (tx *Tx) SubmissionsWithoutCommand() ([]string, error) {
	commands, err := tx.keysOf(`SELECT "key" FROM commands`)
	if err != nil {
		return nil, err
	}
	made := make(map[string]bool, len(commands))
	for _, key := range commands {
		made[models.SubmissionID(key)] = true
	}
	submissions, err := tx.keysOf("SELECT id FROM submissions ORDER BY id")
	var orphans []string
	for _, id := range submissions {
		if !made[id] {
			orphans = append(orphans, id)
		}
	}
	return orphans, err
}

// CommandsWithoutAudit returns the commands without an audit event.
func (tx *Tx) CommandsWithoutAudit() ([]string, error) {
	return tx.keysOf(`SELECT "key" FROM commands c
		WHERE NOT EXISTS (SELECT 1 FROM audit_events a WHERE a.command_key = c."key") ORDER BY "key"`)
}

// AuditWithoutCommand returns the IDs of the audit events whose command is not recorded.
func (tx *Tx) AuditWithoutCommand() ([]string, error) {
	return tx.keysOf(`SELECT CAST(id AS text) FROM audit_events a WHERE command_key <> ''
		AND NOT EXISTS (SELECT 1 FROM commands c WHERE c."key" = a.command_key) ORDER BY id`)
}

// DecidedWithoutReview returns the accepted or returned submissions without a matching review.
func (tx *Tx) DecidedWithoutReview() ([]string, error) {
	return tx.keysOf(`SELECT id FROM submissions s WHERE status <> ? AND NOT EXISTS
		(SELECT 1 FROM reviews r WHERE r.submission_id = s.id
			AND r.decision = CASE s.status WHEN ? THEN ? ELSE ? END) ORDER BY id`,
		models.SubmissionWaiting, models.SubmissionAccepted, models.Accept, models.Return)
}

// ReviewedButWaiting returns the waiting submissions that have a review.
func (tx *Tx) ReviewedButWaiting() ([]string, error) {
	return tx.keysOf(
		"SELECT s.id FROM submissions s JOIN reviews r ON r.submission_id = s.id WHERE s.status = ? ORDER BY s.id",
		models.SubmissionWaiting)
}

// ReviewsOfOwnSubmission returns the submissions decided by the person who submitted them.
func (tx *Tx) ReviewsOfOwnSubmission() ([]string, error) {
	return tx.keysOf(
		"SELECT s.id FROM submissions s JOIN reviews r ON r.submission_id = s.id WHERE s.by_id = r.by_id ORDER BY s.id")
}

// OutboxWithoutEscalation returns the messages whose escalation is not recorded.
func (tx *Tx) OutboxWithoutEscalation() ([]string, error) {
	return tx.keysOf(`SELECT "key" FROM outbox_messages o WHERE escalation_id <> ''
		AND NOT EXISTS (SELECT 1 FROM escalations e WHERE e.id = o.escalation_id) ORDER BY "key"`)
}

// EscalationsWithoutMessage returns the escalations that should have been sent and have no message.
func (tx *Tx) EscalationsWithoutMessage() ([]string, error) {
	return tx.keysOf(`SELECT id FROM escalations e
		WHERE trial = ? AND passed_over = ? AND audience IS NOT NULL AND audience <> '[]'
		AND NOT EXISTS (SELECT 1 FROM outbox_messages o WHERE o.escalation_id = e.id) ORDER BY id`, false, false)
}

// DeliveredWithoutTrace returns the messages that are delivered without a moment or failed without a reason, and the
// inbox entries whose message is not delivered.
func (tx *Tx) DeliveredWithoutTrace() ([]string, error) {
	return tx.keysOf(`SELECT "key" FROM outbox_messages
			WHERE status = ? AND delivered_at = 0 OR status = ? AND last_error = ''
		UNION SELECT i."key" FROM inbox_messages i LEFT JOIN outbox_messages o ON o."key" = i."key"
			WHERE o.status IS NULL OR o.status <> ?
		UNION SELECT i.message_key FROM inbox_entries i LEFT JOIN outbox_messages o ON o."key" = i.message_key
			WHERE o.status IS NULL OR o.status <> ?
		UNION SELECT o."key" FROM outbox_messages o LEFT JOIN inbox_messages i ON i."key" = o.digest
			WHERE o.digest <> '' AND i."key" IS NULL ORDER BY 1`,
		models.OutboxDelivered, models.OutboxFailed, models.OutboxDelivered, models.OutboxDelivered)
}

// EscalationsAfterDone returns the escalations recorded after their milestone was accepted or their project closed.
func (tx *Tx) EscalationsAfterDone() ([]string, error) {
	return tx.keysOf(`SELECT e.id FROM escalations e JOIN submissions s ON s.milestone_id = e.subject AND s.status = ?
		WHERE e.item = ? AND e.recorded_at > s.decided_at
		UNION SELECT e.id FROM escalations e JOIN projects p ON p.id = e.project_id
		WHERE p.closed_at > 0 AND e.recorded_at > p.closed_at ORDER BY 1`,
		models.SubmissionAccepted, models.ItemMilestone)
}

// OpenEscalationsOfSettled returns the open rungs whose milestone is done, dropped or moved, whose month is approved,
// or whose project is closed.
func (tx *Tx) OpenEscalationsOfSettled() ([]string, error) {
	return tx.keysOf(`SELECT e.id FROM escalations e JOIN projects p ON p.id = e.project_id
		LEFT JOIN milestones m ON e.item = ? AND m.id = e.subject
		LEFT JOIN reports r ON e.item = ? AND r.project_id = e.project_id AND r.month = e.subject
		WHERE e.kind = ? AND e.closed_at = 0 AND
		(p.status = ? OR m.status <> ? OR m.due_version <> e.due_version OR r.status = ?) ORDER BY e.id`,
		models.ItemMilestone, models.ItemReport, models.KindRung, models.ProjectClosed, models.MilestoneOpen,
		models.ReportApproved)
}

// DoneWithoutDay returns the done milestones without a day, and the open ones with a day.
func (tx *Tx) DoneWithoutDay() ([]string, error) {
	return tx.keysOf("SELECT id FROM milestones WHERE (status = ?) <> (done_on <> '') ORDER BY id",
		models.MilestoneDone)
}

// MovedWithoutHistory returns the milestones whose due date is not the last entry of their history.
func (tx *Tx) MovedWithoutHistory() ([]string, error) {
	return tx.keysOf(`SELECT id FROM milestones m WHERE due_version > 1 AND NOT EXISTS
		(SELECT 1 FROM due_changes c
			WHERE c.milestone_id = m.id AND c.due_version = m.due_version AND c.due = m.due) ORDER BY id`)
}

// UnknownReferences returns the projects whose organisation or post is not recorded.
func (tx *Tx) UnknownReferences() ([]string, error) {
	return tx.keysOf(`SELECT id FROM projects p WHERE
		owner_id <> '' AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = p.owner_id) OR
		responsible_unit_id <> '' AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = p.responsible_unit_id) OR
		sponsor_post_id <> '' AND NOT EXISTS (SELECT 1 FROM posts o WHERE o.id = p.sponsor_post_id) ORDER BY id`)
}

// AllAttachments loads every attachment, to compare them with the files.
func (tx *Tx) AllAttachments() ([]models.Attachment, error) {
	return list[models.Attachment](tx, "submission_id, position", "1 = 1")
}

// CommandsCount returns the number of recorded commands.
func (tx *Tx) CommandsCount() (int, error) {
	var n int64
	return int(n), failed(tx.db.Model(&models.Command{}).Count(&n).Error, "count commands")
}
