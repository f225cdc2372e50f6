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
