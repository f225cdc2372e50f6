package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// papers lists every scan that a row names, with the key of the row; TestEveryScanIsListed finds a missing table. The
// evidence of submissions stands in attachments.
const papers = `SELECT id AS submission_id, evidence_sha256 AS sha256, evidence_name AS name,
		evidence_type AS media_type, evidence_size AS size FROM escalation_notes WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM corrections WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM requests WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM order_steps WHERE evidence_sha256 <> ''
	UNION ALL SELECT project_id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM permits WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM findings WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM document_templates WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM confirmations WHERE evidence_sha256 <> ''
	UNION ALL SELECT id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM meetings WHERE evidence_sha256 <> ''
	UNION ALL SELECT reserve_id, evidence_sha256, evidence_name, evidence_type, evidence_size
		FROM reserve_steps WHERE evidence_sha256 <> ''`

// named lists every content that a submission or another row names.
const named = `SELECT sha256 FROM attachments UNION ALL SELECT sha256 FROM (` + papers + `) AS p`

// isNamed is the condition under which an upload is used: a row of named, or a stored command that is not executed yet,
// names its content.
const isNamed = `(uploads.sha256 IN (` + named + `)
	OR EXISTS (SELECT 1 FROM stored_commands c WHERE c.status = 'stored' AND c.body LIKE '%' || uploads.sha256 || '%'))`

// SetUpload records an upload. Uploading the same bytes again renews the row of the same person, under the last name.
func (tx *Tx) SetUpload(u models.Upload) error {
	renew := clause.OnConflict{
		Columns:   []clause.Column{{Name: "sha256"}, {Name: "by_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"by_name", "name", "media_type", "size", "at"}),
	}
	return failed(tx.db.Clauses(renew).Create(&u).Error, "upload", u.SHA256)
}

// UploadBy loads a person's upload by its SHA-256 and reports whether it exists.
func (tx *Tx) UploadBy(personID, sum string) (models.Upload, bool, error) {
	return find[models.Upload](tx, "sha256 = ? AND by_id = ? AND by_id <> ''", sum, personID)
}

// TouchUpload renews an upload that a command has just named, so that it is not removed before the command is
// executed.
func (tx *Tx) TouchUpload(u models.Upload, at models.Instant) error {
	values := map[string]any{"at": at}
	done := update[models.Upload](tx, values, `sha256 = ? AND by_id = ? AND "at" < ?`, u.SHA256, u.ByID, at)
	return failed(done.Error, "touch upload", u.SHA256)
}

// UnsubmittedUploads counts a person's unused uploads since a moment.
func (tx *Tx) UnsubmittedUploads(personID string, since models.Instant) (use models.UploadUse, err error) {
	err = tx.db.Model(&models.Upload{}).Select("COUNT(*) AS count, COALESCE(SUM(size), 0) AS bytes").
		Where(`by_id = ? AND "at" > ? AND NOT `+isNamed, personID, since).Scan(&use).Error
	return use, failed(err, "unsubmitted uploads", personID)
}

// UnnamedUploads loads unused uploads, oldest first, at most limit: those of persons up to own, and those without a
// person up to strays.
func (tx *Tx) UnnamedUploads(own, strays models.Instant, limit int) ([]models.Upload, error) {
	var rows []models.Upload
	err := tx.db.Where(`((by_id <> '' AND "at" <= ?) OR (by_id = '' AND "at" <= ?)) AND NOT `+isNamed, own, strays).
		Order(`"at", sha256, by_id`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "unnamed uploads")
}

// DeleteUpload deletes one upload of one person.
func (tx *Tx) DeleteUpload(u models.Upload) error {
	err := tx.db.Where("sha256 = ? AND by_id = ?", u.SHA256, u.ByID).Delete(&models.Upload{}).Error
	return failed(err, "delete upload", u.SHA256)
}

// KnownContent returns the SHA-256 of every content that is named or uploaded.
func (tx *Tx) KnownContent() (map[string]bool, error) {
	var sums []string
	err := tx.db.Raw(`SELECT sha256 FROM uploads UNION ` + named).Scan(&sums).Error
	known := make(map[string]bool, len(sums))
	for _, sum := range sums {
		known[sum] = true
	}
	return known, failed(err, "known content")
}

// ContentKnown reports whether a content is named or uploaded.
func (tx *Tx) ContentKnown(sum string) (bool, error) {
	var known bool
	const query = `SELECT ? IN (SELECT sha256 FROM uploads) OR ? IN (` + named + `)`
	err := tx.db.Raw(query, sum, sum).Scan(&known).Error
	return known, failed(err, "content known", sum)
}
