package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// named lists every content that a submission, a note, a correction, a request, a step of an order, a permit, a
// template, a confirmation or a meeting names.
const named = `SELECT sha256 FROM attachments
	UNION ALL SELECT evidence_sha256 FROM escalation_notes WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM corrections WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM requests WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM order_steps WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM permits WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM findings WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM document_templates WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM confirmations WHERE evidence_sha256 <> ''
	UNION ALL SELECT evidence_sha256 FROM meetings WHERE evidence_sha256 <> ''`

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
