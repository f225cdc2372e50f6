package store

import (
	"duban/models"
)

// EvidenceFolder loads the mark of the evidence folder; "" when none is recorded.
func (tx *Tx) EvidenceFolder() (string, error) {
	rows, err := list[models.EvidenceFolder](tx, "name", "name = ?", models.EvidenceFolderName)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Mark, nil
}

// RecordEvidenceFolder records the mark of the evidence folder. Errors: KindConflict "duplicate" when one is
// recorded.
func (tx *Tx) RecordEvidenceFolder(mark string, since models.Instant) error {
	return insert(tx, []models.EvidenceFolder{{Name: models.EvidenceFolderName, Mark: mark, Since: since}},
		"evidence folder")
}
