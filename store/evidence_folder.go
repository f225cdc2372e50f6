package store

import (
	"duban/models"
)

// EvidenceFolder loads the mark of the folder that holds the evidence; "" when none was recorded.
func (tx *Tx) EvidenceFolder() (string, error) {
	rows, err := list[models.EvidenceFolder](tx, "name", "name = ?", models.EvidenceFolderName)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Mark, nil
}

// RecordEvidenceFolder records the mark. Whoever comes second gets KindConflict "duplicate".
func (tx *Tx) RecordEvidenceFolder(mark string, since models.Instant) error {
	return insert(tx, []models.EvidenceFolder{{Name: models.EvidenceFolderName, Mark: mark, Since: since}},
		"evidence folder")
}
