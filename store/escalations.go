package store

import "duban/models"

// InsertEscalations records escalations and returns the new ones. Those already recorded stay unchanged, so that a
// retry records nothing twice.
func (tx *Tx) InsertEscalations(rows ...models.Escalation) ([]models.Escalation, error) {
	return insertFresh(tx, rows, "id", func(e models.Escalation) string { return e.ID }, "escalations")
}

// CloseEscalation closes an open rung with a reason. A closed one stays unchanged.
func (tx *Tx) CloseEscalation(id string, at models.Instant, reason string) error {
	done := update[models.Escalation](tx, map[string]any{"closed_at": at, "close_reason": reason},
		"id = ? AND closed_at = 0", id)
	if done.Error != nil {
		return failed(done.Error, "close escalation", id)
	}
	return tx.EndInboxAbout(id, at, reason)
}
