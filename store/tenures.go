package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// KeepPastRole stores a role as it was held; one that is on record changes nothing.
func (tx *Tx) KeepPastRole(p models.PastRole) error {
	err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&p).Error
	return failed(err, "past role", p.PersonID, p.Role)
}

// PastRoles loads every role that was replaced or revoked, by its first day.
func (tx *Tx) PastRoles() ([]models.PastRole, error) {
	return list[models.PastRole](tx, "since, id", "1 = 1")
}

// InsertSuccession stores a change of the person in a post or a role.
func (tx *Tx) InsertSuccession(s models.Succession) error {
	return insert(tx, []models.Succession{s}, "succession")
}

// Succession loads a change and reports whether it exists.
func (tx *Tx) Succession(id string) (models.Succession, bool, error) {
	return find[models.Succession](tx, "id = ?", id)
}

// Successions loads all changes, the newest first.
func (tx *Tx) Successions() ([]models.Succession, error) {
	return list[models.Succession](tx, "day DESC, at DESC, id", "1 = 1")
}
