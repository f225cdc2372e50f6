package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// Contacts loads how people can be reached, by person.
func (tx *Tx) Contacts() ([]models.Contact, error) {
	return list[models.Contact](tx, "person_id", "1 = 1")
}

// ContactOf loads how a person can be reached; the zero value with their ID when nothing is known.
func (tx *Tx) ContactOf(personID string) (models.Contact, error) {
	c, found, err := find[models.Contact](tx, "person_id = ?", personID)
	if !found {
		c = models.Contact{PersonID: personID}
	}
	return c, err
}

// PutContact stores how a person can be reached.
func (tx *Tx) PutContact(c models.Contact) error {
	err := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"office_phone", "mobile", "email"})}).Create(&c).Error
	return failed(err, "contact", c.PersonID)
}
