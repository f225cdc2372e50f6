package store

import (
	"duban/models"
)

// InsertSession stores a session. Errors: KindConflict when its hash exists.
func (tx *Tx) InsertSession(s models.Session) error {
	return insert(tx, []models.Session{s}, "session")
}

// SessionByHash loads a session, ended or not, and reports whether it exists.
func (tx *Tx) SessionByHash(hash string) (models.Session, bool, error) {
	return find[models.Session](tx, "hash = ?", hash)
}

// SessionsOf loads a person's sessions, newest first, at most limit.
func (tx *Tx) SessionsOf(personID string, limit int) ([]models.Session, error) {
	var rows []models.Session
	err := tx.db.Where("person_id = ?", personID).Order("created_at DESC, hash").Limit(limit).Find(&rows).Error
	return rows, failed(err, "sessions of", personID)
}

// TouchSession stores when a session was last used. An ended session stays unchanged.
func (tx *Tx) TouchSession(hash string, at models.Instant) error {
	done := update[models.Session](tx, map[string]any{"seen_at": at}, "hash = ? AND ended_at = 0 AND seen_at < ?", hash,
		at)
	return failed(done.Error, "touch session")
}

// EndSession ends a session; an ended one stays unchanged.
func (tx *Tx) EndSession(hash, reason string, at models.Instant) error {
	done := update[models.Session](tx, map[string]any{"ended_at": at, "end_reason": reason}, "hash = ? AND ended_at = 0",
		hash)
	return failed(done.Error, "end session")
}

// EndSessionsOf ends all sessions of a person except one; "" excepts none.
func (tx *Tx) EndSessionsOf(personID, spared, reason string, at models.Instant) error {
	done := update[models.Session](tx, map[string]any{"ended_at": at, "end_reason": reason},
		"person_id = ? AND hash <> ? AND ended_at = 0", personID, spared)
	return failed(done.Error, "end sessions of", personID)
}

// SessionAddresses loads the addresses from which a person began sessions since a moment, without duplicates.
func (tx *Tx) SessionAddresses(personID string, since models.Instant) (addresses []string, err error) {
	err = tx.db.Model(&models.Session{}).Where("person_id = ? AND created_at >= ?", personID, since).Distinct().
		Pluck("address", &addresses).Error
	return addresses, failed(err, "session addresses of", personID)
}

// ForgetSessions deletes sessions that began before a moment and are over, and returns how many.
func (tx *Tx) ForgetSessions(before models.Instant) (int, error) {
	done := tx.db.Where("created_at < ? AND ends_at < ?", before, before.Add(models.SessionLongest)).
		Delete(&models.Session{})
	return int(done.RowsAffected), failed(done.Error, "forget sessions")
}
