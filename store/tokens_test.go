package store

import (
	"testing"

	"duban/models"
)

func TestTokensOfOneScopeAreFoundOldestFirst(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a", Name: "甲", CreatedAt: noon}); err != nil {
				return err
			}
			for i, scopes := range []string{"board", "read board", "read", "board"} {
				if err := tx.InsertToken(models.Token{Hash: string(rune('a' + i)), PersonID: "a", Label: "墙", Scopes: scopes,
					CreatedAt: noon - models.Instant(i)}); err != nil {
					return err
				}
			}
			return nil
		})
		var hashes string
		for _, token := range get(t, s, func(tx *Tx) ([]models.Token, error) { return tx.TokensFor(models.ScopeBoard) }) {
			hashes += token.Hash
		}
		if hashes != "da" {
			t.Errorf("found %q", hashes)
		}
	})
}
