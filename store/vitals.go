package store

import (
	"sync/atomic"

	"duban/models"
)

// failures counts failed database operations.
var failures atomic.Int64

// Failures returns how many database operations have failed since the program started, without the errors that a
// caller can correct.
func Failures() int64 { return failures.Load() }

// OpenProjectsCount returns the number of followed projects.
func (tx *Tx) OpenProjectsCount() (int, error) {
	var n int64
	err := tx.db.Model(&models.Project{}).Where("status = ?", models.ProjectOpen).Count(&n).Error
	return int(n), failed(err, "count open projects")
}

// OutboxCounts returns how many messages are pending and how many failed, and since when the oldest pending one could
// have been sent; 0 when none is pending.
func (tx *Tx) OutboxCounts() (pending, failedCount int, since models.Instant, err error) {
	var rows []struct {
		Status models.OutboxStatus
		N      int
		Since  models.Instant
	}
	err = tx.db.Raw(`SELECT status, COUNT(*) AS n,
		MIN(CASE WHEN not_before > created_at THEN not_before ELSE created_at END) AS since
		FROM outbox_messages WHERE status IN (?, ?) GROUP BY status`,
		models.OutboxPending, models.OutboxFailed).Scan(&rows).Error
	for _, r := range rows {
		if r.Status == models.OutboxPending {
			pending, since = r.N, r.Since
		} else {
			failedCount = r.N
		}
	}
	return pending, failedCount, since, failed(err, "outbox counts")
}

// StoredCommandCounts returns how many commands are stored and not carried out, and since when the oldest of them
// waits; 0 when none does.
func (tx *Tx) StoredCommandCounts() (waiting int, since models.Instant, err error) {
	var row struct {
		N     int
		Since models.Instant
	}
	err = tx.db.Raw("SELECT COUNT(*) AS n, COALESCE(MIN(stored_at), 0) AS since FROM stored_commands WHERE status = ?",
		models.StoredWaiting).Scan(&row).Error
	return row.N, row.Since, failed(err, "stored command counts")
}

// UnsettledCounts returns how many open projects have a next moment before a moment, and the oldest of these; 0 when
// none has.
func (tx *Tx) UnsettledCounts(before models.Instant) (projects int, oldest models.Instant, err error) {
	var row struct {
		N      int
		Oldest models.Instant
	}
	err = tx.db.Raw("SELECT COUNT(*) AS n, COALESCE(MIN(next_at), 0) AS oldest FROM projects WHERE status = ? AND "+
		"next_at > 0 AND next_at < ?", models.ProjectOpen, before).Scan(&row).Error
	return row.N, row.Oldest, failed(err, "unsettled projects")
}

// ImportRowCount returns the number of rows of committed imports.
func (tx *Tx) ImportRowCount() (n int, err error) {
	err = tx.db.Raw("SELECT COALESCE(SUM(new_count + changed_count + unchanged_count), 0) FROM import_batches " +
		"WHERE committed_at > 0").Scan(&n).Error
	return n, failed(err, "count import rows")
}

// UnsealedCount returns the number of audit events after the newest seal.
func (tx *Tx) UnsealedCount() (n int, err error) {
	err = tx.db.Raw("SELECT COUNT(*) FROM audit_events WHERE id > (SELECT COALESCE(MAX(audit_id), 0) FROM audit_seals)").
		Scan(&n).Error
	return n, failed(err, "count unsealed audit events")
}
