package store

import (
	"sync/atomic"

	"duban/models"
)

// failures counts what the database could not do.
var failures atomic.Int64

// Failures says how often the database could not do what it was asked since the program started: what a person can mend
// is not among it.
func Failures() int64 { return failures.Load() }

// OpenProjectsCount says how many projects are followed.
func (tx *Tx) OpenProjectsCount() (int, error) {
	var n int64
	err := tx.db.Model(&models.Project{}).Where("status = ?", models.ProjectOpen).Count(&n).Error
	return int(n), failed(err, "count open projects")
}

// OutboxCounts says how many messages wait, how many were given up, and since when the oldest could have left; 0 when
// none waits.
func (tx *Tx) OutboxCounts() (pending, given int, since models.Instant, err error) {
	var rows []struct {
		Status models.OutboxStatus
		N      int
		Since  models.Instant
	}
	err = tx.db.Raw(`SELECT status, COUNT(*) AS n, MIN(CASE WHEN not_before > created_at THEN not_before ELSE created_at END) AS since
		FROM outbox_messages WHERE status IN (?, ?) GROUP BY status`, models.OutboxPending, models.OutboxFailed).Scan(&rows).Error
	for _, r := range rows {
		if r.Status == models.OutboxPending {
			pending, since = r.N, r.Since
		} else {
			given = r.N
		}
	}
	return pending, given, since, failed(err, "outbox counts")
}
