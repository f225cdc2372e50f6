package store

import "duban/models"

// CloseEscalation ends an open rung, with the reason. Closing again changes nothing.
func (tx *Tx) CloseEscalation(id string, at models.Instant, reason string) error {
	done := update[models.Escalation](tx, map[string]any{"closed_at": at, "close_reason": reason}, "id = ? AND closed_at = 0", id)
	return failed(done.Error, "close escalation", id)
}
