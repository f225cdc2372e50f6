package models

import "time"

// MaxEvidence is the most files of one submission.
const MaxEvidence = 10

// The most files and bytes a person may upload within a day without submitting them.
const (
	maxUnsubmitted      = 500
	maxUnsubmittedBytes = 500 << 20
)

// How long an unused upload is kept: one of a person, and a file in the folder that no row names.
const (
	uploadLifetime = 24 * time.Hour
	strayLifetime  = 30 * 24 * time.Hour
)

// Upload is a file that one person uploaded. A submission or note takes name, type and size of its evidence from
// here, never from the request.
type Upload struct {
	SHA256    string `gorm:"column:sha256;primaryKey"`
	ByID      string `gorm:"primaryKey"` // "" for a file in the folder that no row named
	ByName    string
	Name      string // sanitised; its extension agrees with MediaType
	MediaType string // detected from the content
	Size      int64  // bytes received
	At        Instant
}

// Evidence returns the upload as named by a submission.
func (u Upload) Evidence() Evidence {
	return Evidence{SHA256: u.SHA256, Name: u.Name, MediaType: u.MediaType, Size: u.Size}
}

// UploadsSince returns the moment from which uploads count towards a person's quota.
func UploadsSince(now Instant) Instant { return now.Add(-uploadLifetime) }

// ExpiredUploads returns the moments before which unused uploads are removed: own for those of persons, strays for
// files without a row. Strays are kept longer, because they may belong to rows that a restored older database lacks.
func ExpiredUploads(now Instant) (own, strays Instant) {
	return now.Add(-uploadLifetime), now.Add(-strayLifetime)
}

// UploadUse is what a person has uploaded within a day and not submitted.
type UploadUse struct {
	Count int
	Bytes int64
}

// Admit refuses a further file of size bytes beyond the quota; a size of 0 asks before the size is known. Errors:
// KindInvalid "upload_quota".
func (u UploadUse) Admit(size int64) error {
	if u.Count < maxUnsubmitted && u.Bytes+size <= maxUnsubmittedBytes && u.Bytes < maxUnsubmittedBytes {
		return nil
	}
	return Errorf(KindInvalid, "upload_quota", "您一天内已上传 %d 个文件（共 %d MB）尚未提交，达到上限（%d 个、%d MB），请先提交已上传的附件，或明天再上传",
		u.Count, u.Bytes>>20, maxUnsubmitted, maxUnsubmittedBytes>>20)
}

// CheckEvidence refuses more than MaxEvidence files. Errors: KindInvalid "evidence_too_many".
func CheckEvidence(named []Evidence) error {
	if len(named) > MaxEvidence {
		return Errorf(KindInvalid, "evidence_too_many", "一次最多提交 %d 个附件，现有 %d 个，请减少后重试", MaxEvidence, len(named))
	}
	return nil
}

// UploadNotFound returns the KindInvalid error for a file that was never uploaded or was uploaded by another person.
func UploadNotFound() *Error {
	return Errorf(KindInvalid, "evidence_missing", "附件未找到，请重新上传")
}
