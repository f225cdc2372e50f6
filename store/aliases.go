package store

import (
	"duban/models"
)

// Aliases loads the names that mean a known project of a year, by key.
func (tx *Tx) Aliases(year int) ([]models.Alias, error) {
	return list[models.Alias](tx, `"key"`, "year = ?", year)
}

// ImportAnswers loads what is remembered of a sender's sheets, by fingerprint of the header.
func (tx *Tx) ImportAnswers(sender string) ([]models.ImportAnswer, error) {
	return list[models.ImportAnswer](tx, "fingerprint", "sender = ?", sender)
}
