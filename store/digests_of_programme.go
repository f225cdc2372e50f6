package store

import "duban/models"

// DigestCount is how many digests have a status. Inside: they did not leave the program, no channel being entered.
type DigestCount struct {
	Status models.DeliveryStatus
	Inside bool
	N      int
}

// DigestsOfProgramme counts the digests to holders of posts, made since a moment, that list something of a programme or
// of its projects, by status.
func (tx *Tx) DigestsOfProgramme(programme string, since models.Instant) ([]DigestCount, error) {
	var rows []DigestCount
	err := tx.db.Raw(`SELECT status, channel = 'inbox' AS inside, COUNT(*) AS n FROM deliveries d
		WHERE created_at >= ? AND kind = ? AND (programme_id = ? OR EXISTS (SELECT 1 FROM inbox_entries i
			WHERE i.person_id = d.person_id AND i.delivery_key = d."key" AND (i.programme_id = ? OR i.object = ?
			OR i.project_id IN (SELECT project_id FROM memberships m WHERE m.programme_id = ?))))
		GROUP BY 1, 2 ORDER BY 1, 2`, since, models.DeliveryDigest, programme, programme, programme, programme).
		Scan(&rows).Error
	return rows, failed(err, "digest counts", programme)
}
