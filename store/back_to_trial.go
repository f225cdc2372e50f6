package store

import (
	"slices"

	"duban/models"
)

// BackToTrial drops what waits about projects and, if it is not "", about a programme itself, with the reason: pending
// messages, entries of people's inboxes about the ladder, and what was to leave the program. Of a delivery with other
// items these stay.
func (tx *Tx) BackToTrial(projects []string, programme, reason string, at models.Instant) error {
	if err := tx.DropOutbox(projects, programme, reason); err != nil {
		return err
	}
	for part := range slices.Chunk(projects, variables) {
		done := update[models.InboxEntry](tx, map[string]any{"ended_at": at, "ended": reason},
			"project_id IN ? AND kind = ? AND ended_at = 0", part, models.NoticeLadder)
		if done.Error != nil {
			return failed(done.Error, "end inbox", programme)
		}
	}
	for _, status := range []models.DeliveryStatus{models.DeliveryListed, models.DeliveryWaiting} {
		open, err := tx.OpenDeliveries(status)
		if err != nil {
			return err
		}
		for _, d := range open {
			if err := tx.leaveOut(d, projects, programme, reason, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaveOut leaves the items about projects and a programme out of a delivery that has not left.
func (tx *Tx) leaveOut(d models.Delivery, projects []string, programme, reason string, at models.Instant) error {
	items, err := tx.InboxEntries(d.ItemKeys())
	if err != nil {
		return err
	}
	still := slices.DeleteFunc(slices.Clone(items), func(e models.InboxEntry) bool {
		return e.ProjectID != "" && slices.Contains(projects, e.ProjectID) || programme != "" && e.Object == programme
	})
	switch {
	case len(still) == len(items):
		return nil
	case len(still) > 0:
		d.SetItems(still)
	default:
		d.Status, d.Why, d.At = models.DeliveryDropped, reason, at
	}
	return tx.SetDeliveryItems(d)
}
