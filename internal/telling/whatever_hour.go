package telling

import (
	"duban/models"
	"duban/store"
)

// TellAtOnce is Tell for a demonstration, which is shown at any hour of any day: messages do not wait for the office's
// hours, nor digests for the morning.
func TellAtOnce(tx *store.Tx, calendar Calendar, now models.Instant) (Result, error) {
	l, err := newLook(tx, calendar, now)
	if err != nil {
		return Result{}, err
	}
	waiting, err := tx.PendingOutbox()
	if err != nil {
		return Result{}, err
	}
	var out Result
	fresh, err := l.deliver(waiting, &out)
	if err != nil {
		return out, err
	}
	if err := l.atOnce(fresh, &out); err != nil {
		return out, err
	}
	entries, err := tx.UndigestedInbox()
	if err != nil {
		return out, err
	}
	_, err = l.digest(entries, &out)
	return out, err
}
