package store

import (
	"duban/models"
)

// InsertDeliveries stores deliveries and returns the new ones. A key that exists is left unchanged.
func (tx *Tx) InsertDeliveries(rows ...models.Delivery) ([]models.Delivery, error) {
	return insertFresh(tx, rows, "key", func(d models.Delivery) string { return d.Key }, "deliveries")
}

// Delivery loads a delivery by its key. Errors: KindNotFound.
func (tx *Tx) Delivery(key string) (models.Delivery, error) {
	return first[models.Delivery](tx, models.Errorf(models.KindNotFound, "no_delivery", "没有找到该发送记录"), `"key" = ?`, key)
}

// WaitingDeliveries loads deliveries that may be sent now, the longest waiting first, at most limit. Channel "": those
// for which no channel is chosen.
func (tx *Tx) WaitingDeliveries(channel string, now models.Instant, limit int) ([]models.Delivery, error) {
	var rows []models.Delivery
	err := tx.db.Where("status = ? AND channel = ? AND not_before <= ? AND next_try <= ?", models.DeliveryWaiting, channel,
		now,
		now).Order(`not_before, created_at, "key"`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "waiting deliveries", channel)
}

// OpenDeliveries loads the deliveries in a state, the longest waiting first.
func (tx *Tx) OpenDeliveries(status models.DeliveryStatus) ([]models.Delivery, error) {
	return list[models.Delivery](tx, `not_before, created_at, "key"`, "status = ?", status)
}

// DeliveriesSince loads the deliveries made since a moment, the newest first, at most limit.
func (tx *Tx) DeliveriesSince(since models.Instant, limit int) ([]models.Delivery, error) {
	var rows []models.Delivery
	err := tx.db.Where("created_at >= ?", since).Order(`created_at DESC, "key" DESC`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "deliveries since", since)
}

// ClaimDelivery claims a waiting delivery for a process until its lease ends, and reports whether it was still waiting.
func (tx *Tx) ClaimDelivery(key, by string, until models.Instant) (bool, error) {
	done := update[models.Delivery](tx, map[string]any{"status": models.DeliveryClaimed, "claimed_by": by,
		"lease_until": until},
		`"key" = ? AND status = ?`, key, models.DeliveryWaiting)
	return done.RowsAffected == 1, failed(done.Error, "claim delivery", key)
}

// SettleDelivery stores a delivery after it was claimed or routed, and reports whether it was still in the state and
// claimed by the process that the caller saw: a claim that ended meanwhile is not settled twice.
func (tx *Tx) SettleDelivery(d models.Delivery, was models.DeliveryStatus, claimedBy string) (bool, error) {
	done := update[models.Delivery](tx, map[string]any{"status": d.Status, "why": d.Why, "channel": d.Channel,
		"tried": d.Tried, "attempts": d.Attempts, "lease_until": d.LeaseUntil, "claimed_by": d.ClaimedBy,
		"next_try": d.NextTry, "at": d.At}, `"key" = ? AND status = ? AND claimed_by = ?`, d.Key, was, claimedBy)
	return done.RowsAffected == 1, failed(done.Error, "settle delivery", d.Key)
}
