package store

import "duban/models"

// TokensFor loads the tokens limited to one scope, oldest first.
func (tx *Tx) TokensFor(scope models.Scope) ([]models.Token, error) {
	return list[models.Token](tx, "created_at, hash", "scopes = ?", string(scope))
}

// RevokeTokensOf ends all valid tokens of a person except those limited to the spared scope; "" spares none.
func (tx *Tx) RevokeTokensOf(personID string, spared models.Scope, at models.Instant) error {
	done := update[models.Token](tx, map[string]any{"revoked_at": at}, "person_id = ? AND revoked_at = 0 AND scopes <> ?",
		personID, string(spared))
	return failed(done.Error, "end tokens of", personID)
}
