package store

import "duban/models"

// StarsOf loads the projects that a person marked, the newest first.
func (tx *Tx) StarsOf(person string) ([]models.Star, error) {
	return list[models.Star](tx, `"at" DESC, project_id`, "person_id = ?", person)
}

// Starred reports whether a person marked a project.
func (tx *Tx) Starred(person, project string) (bool, error) {
	_, found, err := find[models.Star](tx, "person_id = ? AND project_id = ?", person, project)
	return found, err
}

// InsertStar stores a mark.
func (tx *Tx) InsertStar(s models.Star) error { return insert(tx, []models.Star{s}, "star") }

// RemoveStar removes a mark.
func (tx *Tx) RemoveStar(person, project string) error {
	done := tx.db.Delete(&models.Star{}, "person_id = ? AND project_id = ?", person, project)
	return failed(done.Error, "remove star", person)
}
