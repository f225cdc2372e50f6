package store

import "duban/models"

// SecondFactorOf loads a person's second factor and reports whether there is a row.
func (tx *Tx) SecondFactorOf(personID string) (models.SecondFactor, bool, error) {
	f, ok, err := find[models.SecondFactor](tx, "person_id = ?", personID)
	if err == nil {
		err = tx.reveal(&f.Secret, factorOwner(personID))
	}
	if err == nil {
		err = tx.reveal(&f.Next, factorOwner(personID))
	}
	return f, ok, err
}

// SecondFactors returns who has a second factor in use.
func (tx *Tx) SecondFactors() (map[string]bool, error) {
	rows, err := list[models.SecondFactor](tx, "person_id", "confirmed_at > 0")
	has := map[string]bool{}
	for _, f := range rows {
		has[f.PersonID] = true
	}
	return has, err
}

// PutNextFactor stores a new secret that waits for its first code; the one in use stays.
func (tx *Tx) PutNextFactor(personID string, next models.Secret, now models.Instant) error {
	next = tx.hide(next, factorOwner(personID))
	fresh, err := insertOnce(tx, models.SecondFactor{PersonID: personID, Next: next, NextAt: now}, "second factor",
		personID)
	if err != nil || fresh {
		return err
	}
	return failed(update[models.SecondFactor](tx, map[string]any{"next": string(next), "next_at": now}, "person_id = ?",
		personID).Error, "second factor", personID)
}

// TakeNextFactor makes the secret that waits the one in use.
func (tx *Tx) TakeNextFactor(f models.SecondFactor, step int64, now models.Instant) error {
	return failed(update[models.SecondFactor](tx, map[string]any{
		"secret": string(tx.hide(f.Next, factorOwner(f.PersonID))), "next": "", "next_at": 0,
		"confirmed_at": now, "last_step": step}, "person_id = ?", f.PersonID).Error, "second factor", f.PersonID)
}

// UseFactorStep records the step of a code, and reports false when that step or a later one was used before.
func (tx *Tx) UseFactorStep(personID string, step int64) (bool, error) {
	done := update[models.SecondFactor](tx, map[string]any{"last_step": step}, "person_id = ? AND last_step < ?", personID,
		step)
	return done.RowsAffected == 1, failed(done.Error, "use code", personID)
}

// DeleteSecondFactor removes a person's second factor and recovery codes.
func (tx *Tx) DeleteSecondFactor(personID string) error {
	if err := tx.db.Where("person_id = ?", personID).Delete(&models.RecoveryCode{}).Error; err != nil {
		return failed(err, "recovery codes", personID)
	}
	return failed(tx.db.Where("person_id = ?", personID).Delete(&models.SecondFactor{}).Error, "second factor", personID)
}

// SetFactorAsked stores when a second factor was first required of a person.
func (tx *Tx) SetFactorAsked(personID string, at models.Instant) error {
	return failed(update[models.Account](tx, map[string]any{"factor_asked_at": at}, "person_id = ?", personID).Error,
		"second factor asked", personID)
}

// SetFactorReset stores that another person removed a second factor, and who.
func (tx *Tx) SetFactorReset(personID, by string, at models.Instant) error {
	return failed(update[models.Account](tx, map[string]any{"factor_reset_at": at, "factor_reset_by": by}, "person_id = ?",
		personID).Error, "second factor reset", personID)
}

// PutRecoveryCodes replaces a person's recovery codes.
func (tx *Tx) PutRecoveryCodes(personID string, codes []models.RecoveryCode) error {
	if err := tx.db.Where("person_id = ?", personID).Delete(&models.RecoveryCode{}).Error; err != nil {
		return failed(err, "recovery codes", personID)
	}
	return insert(tx, codes, "recovery codes")
}

// RecoveryCodesLeft counts a person's recovery codes that are not used.
func (tx *Tx) RecoveryCodesLeft(personID string) (int, error) {
	rows, err := list[models.RecoveryCode](tx, "hash", "person_id = ? AND used_at = 0", personID)
	return len(rows), err
}

// UseRecoveryCode uses a recovery code, and reports false when the person has no such code or used it before.
func (tx *Tx) UseRecoveryCode(personID, hash string, at models.Instant) (bool, error) {
	done := update[models.RecoveryCode](tx, map[string]any{"used_at": at}, "hash = ? AND person_id = ? AND used_at = 0",
		hash, personID)
	return done.RowsAffected == 1, failed(done.Error, "use recovery code", personID)
}

// InsertPendingLogIn stores a log-in that waits for the code, and forgets those that wait no longer.
func (tx *Tx) InsertPendingLogIn(p models.PendingLogIn, over models.Instant) error {
	if err := tx.db.Where("created_at <= ?", over).Delete(&models.PendingLogIn{}).Error; err != nil {
		return failed(err, "pending log-ins")
	}
	return insert(tx, []models.PendingLogIn{p}, "pending log-in")
}

// PendingLogIn loads a log-in that waits for the code and reports whether it exists.
func (tx *Tx) PendingLogIn(hash string) (models.PendingLogIn, bool, error) {
	return find[models.PendingLogIn](tx, "hash = ?", hash)
}

// EndPendingLogIn forgets one.
func (tx *Tx) EndPendingLogIn(hash string) error {
	return failed(tx.db.Where("hash = ?", hash).Delete(&models.PendingLogIn{}).Error, "pending log-in")
}
