package store

import "duban/models"

// TokensFor loads the tokens that were given for one scope and no other, oldest first.
func (tx *Tx) TokensFor(scope models.Scope) ([]models.Token, error) {
	return list[models.Token](tx, "created_at, hash", "scopes = ?", string(scope))
}
