package store

import "duban/models"

// OutboxCount is how many messages to an audience have a status.
type OutboxCount struct {
	Audience models.Audience
	Status   models.OutboxStatus
	N        int
}

// OutboxOfProgramme counts the messages of a programme and of its projects since a moment, by audience and status.
func (tx *Tx) OutboxOfProgramme(programme string, since models.Instant) ([]OutboxCount, error) {
	var rows []OutboxCount
	err := tx.db.Raw(`SELECT audience, status, COUNT(*) AS n FROM outbox_messages
		WHERE created_at >= ? AND (object = ? OR project_id IN (SELECT project_id FROM memberships WHERE programme_id = ?))
		GROUP BY audience, status ORDER BY audience, status`, since, programme, programme).Scan(&rows).Error
	return rows, failed(err, "outbox counts", programme)
}
