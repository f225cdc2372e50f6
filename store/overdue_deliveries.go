package store

import "duban/models"

// FailedOutbox loads the messages that reached no person, the newest first.
func (tx *Tx) FailedOutbox() ([]models.OutboxMessage, error) {
	return list[models.OutboxMessage](tx, `not_before DESC, "key"`, "status = ?", models.OutboxFailed)
}

// OverdueDeliveries loads the deliveries that wait although they could have been sent before a moment, the longest
// waiting first. Those that wait for another try, or to be released, are not among them.
func (tx *Tx) OverdueDeliveries(before models.Instant) ([]models.Delivery, error) {
	return list[models.Delivery](tx, `not_before, created_at, "key"`, "status = ? AND not_before < ? AND next_try < ?",
		models.DeliveryWaiting, before, before)
}
