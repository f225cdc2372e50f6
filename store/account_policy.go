package store

import "duban/models"

// AccountPolicyVersions loads the stored account policies, the newest first, at most limit.
func (tx *Tx) AccountPolicyVersions(limit int) ([]models.AccountPolicyVersion, error) {
	var rows []models.AccountPolicyVersion
	err := tx.db.Order("number DESC").Limit(limit).Find(&rows).Error
	return rows, failed(err, "account policies")
}

// InsertAccountPolicy stores an account policy. Errors: KindConflict "policy_changed" when another has its number.
func (tx *Tx) InsertAccountPolicy(v models.AccountPolicyVersion) error {
	fresh, err := insertOnce(tx, v, "account policy")
	if err == nil && !fresh {
		err = PolicyChanged()
	}
	return err
}

// PolicyChanged is the KindConflict error for a policy that was made from an older one.
func PolicyChanged() *models.Error {
	return models.Errorf(models.KindConflict, "policy_changed", "账号安全策略刚被他人更改，请刷新后重新填写")
}

// WatchAccounts stores from when days without a log-in count for the accounts that have no such moment yet.
func (tx *Tx) WatchAccounts(now models.Instant) error {
	done := update[models.Account](tx, map[string]any{"watched_from": now}, "watched_from = 0")
	return failed(done.Error, "watch accounts")
}

// SetWatchedFrom stores from when days without a log-in count for an account; a person without one is left alone.
func (tx *Tx) SetWatchedFrom(personID string, now models.Instant) error {
	return failed(update[models.Account](tx, map[string]any{"watched_from": now}, "person_id = ?", personID).Error,
		"watch account", personID)
}

// SetAccountExpiry stores the last day of an account; 0 is none. Errors: KindNotFound when the person has no account.
func (tx *Tx) SetAccountExpiry(personID string, day models.Date) error {
	done := update[models.Account](tx, map[string]any{"expires_on": day}, "person_id = ?", personID)
	return changedOne(done, noAccount, "set expiry", personID)
}

// ProveSession stores when a person last gave their password in a session.
func (tx *Tx) ProveSession(hash string, at models.Instant) error {
	done := update[models.Session](tx, map[string]any{"proved_at": at}, "hash = ? AND ended_at = 0", hash)
	return failed(done.Error, "prove session")
}

// RenewSession gives a session another secret, and stores that the person gave their password in it. It reports false
// when the session has ended.
func (tx *Tx) RenewSession(hash, fresh string, at models.Instant) (bool, error) {
	done := update[models.Session](tx, map[string]any{"hash": fresh, "proved_at": at}, "hash = ? AND ended_at = 0", hash)
	return done.RowsAffected == 1, failed(done.Error, "renew session")
}

// TokenHolders returns the IDs of people with a token that is valid at a moment and is no link.
func (tx *Tx) TokenHolders(now models.Instant) (map[string]bool, error) {
	tokens, err := list[models.Token](tx, "person_id, hash", "revoked_at = 0 AND expires_at > ?", now)
	holders := map[string]bool{}
	for _, t := range tokens {
		for _, scope := range t.ScopeList() {
			holders[t.PersonID] = holders[t.PersonID] || !scope.LinkOnly()
		}
	}
	return holders, err
}
