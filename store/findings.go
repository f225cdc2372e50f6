package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// PutFinding stores a matter to verify as it stands.
func (tx *Tx) PutFinding(f models.Finding) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&f).Error, "finding", f.ID)
}

// Finding loads a matter to verify on which the office acted and reports whether it exists.
func (tx *Tx) Finding(id string) (models.Finding, bool, error) {
	return find[models.Finding](tx, "id = ?", id)
}

// FindingsIn loads those of a programme's projects, dropped ones included.
func (tx *Tx) FindingsIn(programmeID string) ([]models.Finding, error) {
	return list[models.Finding](tx, "id", "project_id IN (SELECT project_id FROM memberships WHERE programme_id = ?)",
		programmeID)
}

// OpenFindings loads those that are not settled, the one due first first.
func (tx *Tx) OpenFindings() ([]models.Finding, error) {
	return list[models.Finding](tx, "due, id", "state <> ?", models.FindingSettled)
}

// RepeatedPhotographs loads every use of the photographs that were handed in with more than one submission, by content.
// A submission that was returned does not count.
func (tx *Tx) RepeatedPhotographs() (rows []models.Photograph, err error) {
	err = tx.db.Raw(`SELECT a.sha256, s.project_id, p.code, a.name, COALESCE(m.name, '') AS milestone, s.month
		FROM attachments a
		JOIN submissions s ON s.id = a.submission_id
		JOIN projects p ON p.id = s.project_id
		LEFT JOIN milestones m ON m.id = s.milestone_id
		WHERE s.status <> ? AND a.media_type LIKE 'image/%' AND a.sha256 IN (
			SELECT b.sha256 FROM attachments b JOIN submissions t ON t.id = b.submission_id WHERE t.status <> ?
			GROUP BY b.sha256 HAVING COUNT(DISTINCT b.submission_id) > 1)
		ORDER BY a.sha256, s.project_id, s.month, m.name, a.name`, models.SubmissionReturned, models.SubmissionReturned).
		Scan(&rows).Error
	return rows, failed(err, "repeated photographs")
}
