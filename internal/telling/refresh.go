package telling

import (
	"duban/models"
	"duban/store"
)

// Refresh looks at a delivery again before it is released or sent: items that say nothing any more are left out.
// Without any left the delivery is dropped. A delivery of which no item is on record, as a test of a channel, is
// returned as it is.
func Refresh(tx *store.Tx, calendar Calendar, d models.Delivery, now models.Instant) (models.Delivery, error) {
	keys := d.ItemKeys()
	if len(keys) == 0 || d.Status.Settled() {
		return d, nil
	}
	l, err := newLook(tx, calendar, now)
	if err != nil {
		return d, err
	}
	entries, err := tx.InboxEntries(keys)
	if err != nil {
		return d, err
	}
	still, err := l.current(entries)
	if err != nil || len(still) == len(entries) {
		return d, err
	}
	d.SetItems(still)
	if len(still) == 0 {
		d.Status, d.Why, d.At = models.DeliveryDropped, "所列事项均已了结，不再发送", now
	}
	return d, tx.SetDeliveryItems(d)
}
