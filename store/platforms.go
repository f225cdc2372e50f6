package store

import "duban/models"

// InsertPlatformComparison stores a comparison; it is never changed.
func (tx *Tx) InsertPlatformComparison(c models.PlatformComparison) error {
	return insert(tx, []models.PlatformComparison{c}, "platform comparison")
}

// PlatformComparison loads a comparison and reports whether it exists.
func (tx *Tx) PlatformComparison(id string) (models.PlatformComparison, bool, error) {
	return find[models.PlatformComparison](tx, "id = ?", id)
}

// PlatformComparisons loads the comparisons of a programme, the newest first.
func (tx *Tx) PlatformComparisons(programmeID string) ([]models.PlatformComparison, error) {
	return list[models.PlatformComparison](tx, `"at" DESC, id`, "programme_id = ?", programmeID)
}
