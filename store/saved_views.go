package store

import "duban/models"

// SavedViews loads the views of the list of projects that a person has: the office's, then their own, by name.
func (tx *Tx) SavedViews(person string) ([]models.SavedView, error) {
	return list[models.SavedView](tx, "owner_id, name, id", "owner_id = '' OR owner_id = ?", person)
}

// InsertSavedView stores a view.
func (tx *Tx) InsertSavedView(v models.SavedView) error {
	return insert(tx, []models.SavedView{v}, "saved view")
}

// RemoveSavedView removes a view.
func (tx *Tx) RemoveSavedView(id string) error {
	return failed(tx.db.Delete(&models.SavedView{}, "id = ?", id).Error, "remove saved view", id)
}
