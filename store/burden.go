package store

import "duban/models"

// PartyMessages is how many messages went out about a project, or to an organisation.
type PartyMessages struct {
	ProjectID string // "": to the party
	PartyID   string
	N         int
}

// UnitMessages counts the messages delivered in [from, until) to units and owners, by project, and to single
// organisations, posts or persons, by party.
func (tx *Tx) UnitMessages(from, until models.Instant) (rows []PartyMessages, err error) {
	err = tx.db.Raw(`SELECT project_id, party_id, COUNT(*) AS n FROM outbox_messages
		WHERE status = ? AND delivered_at >= ? AND delivered_at < ? AND (party_id <> '' OR audience IN ?)
		GROUP BY project_id, party_id`, models.OutboxDelivered, from, until, []models.Audience{models.ToOwnerContact,
		models.ToOwnerHead, models.ToUnitContact, models.ToUnitHead}).Scan(&rows).Error
	return rows, failed(err, "unit messages")
}
