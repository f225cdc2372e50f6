package store

import "duban/models"

// Outings loads the batches and routes of a programme, the newest day first.
func (tx *Tx) Outings(programmeID string) ([]models.Outing, error) {
	return list[models.Outing](tx, `on_date DESC, "at" DESC, id`, "programme_id = ?", programmeID)
}

// Outing loads one. Errors: KindNotFound.
func (tx *Tx) Outing(id string) (models.Outing, error) {
	return first[models.Outing](tx, models.OutingNotFound(id), "id = ?", id)
}

// InsertOuting adds one.
func (tx *Tx) InsertOuting(o models.Outing) error { return insert(tx, []models.Outing{o}, "outing") }

// SetOuting stores one that was changed, under the next version. Errors: KindConflict "outing_changed" when its version
// is not the stored one.
func (tx *Tx) SetOuting(o models.Outing) error {
	before := o.Version
	o.Version++
	done := update[models.Outing](tx, tx.values(&o, "id"), "id = ? AND version = ?", o.ID, before)
	return changedOne(done, func() error { return models.OutingChanged() }, "set outing", o.ID)
}
