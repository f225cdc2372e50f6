package store

import (
	"duban/models"
)

// EarlierPasswords loads the hashes of a person's passwords, the newest first.
func (tx *Tx) EarlierPasswords(personID string) ([]models.EarlierPassword, error) {
	return list[models.EarlierPassword](tx, "since DESC", "person_id = ?", personID)
}

// KeepEarlierPassword stores a password that is being replaced and deletes all but the newest keep.
func (tx *Tx) KeepEarlierPassword(p models.EarlierPassword, keep int) error {
	had, err := tx.EarlierPasswords(p.PersonID)
	if err != nil {
		return err
	}
	if len(had) > 0 {
		p.Since = max(p.Since, had[0].Since+1) // two passwords in one millisecond must stay distinct
	}
	if err := insert(tx, []models.EarlierPassword{p}, "earlier password"); err != nil {
		return err
	}
	if had = append([]models.EarlierPassword{p}, had...); len(had) <= keep {
		return err
	}
	done := tx.db.Where("person_id = ? AND since <= ?", p.PersonID, had[keep].Since).Delete(&models.EarlierPassword{})
	return failed(done.Error, "forget earlier passwords of", p.PersonID)
}
