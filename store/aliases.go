package store

import (
	"duban/models"
)

// Aliases loads the names mapped to projects of a year, by key.
func (tx *Tx) Aliases(year int) ([]models.Alias, error) {
	return list[models.Alias](tx, `"key"`, "year = ?", year)
}

// ImportAnswers loads the stored mappings of a sender's columns and names, by fingerprint of the header.
func (tx *Tx) ImportAnswers(sender string) ([]models.ImportAnswer, error) {
	return list[models.ImportAnswer](tx, "fingerprint", "sender = ?", sender)
}
