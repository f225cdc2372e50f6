package models

import "time"

// MaxEvidence is the most files one submission may name.
const MaxEvidence = 10

// What one person may have uploaded within a day and not yet handed in with anything.
const (
	maxUnsubmitted      = 500
	maxUnsubmittedBytes = 500 << 20
)

// How long an upload that nothing names is kept: one of a person, and a file found in the folder without any record.
const (
	uploadLasts = 24 * time.Hour
	strayLasts  = 30 * 24 * time.Hour
)

// Upload is a file as the server received it from one person. A submission or note takes name, type and size of its
// evidence from here, never from the request.
type Upload struct {
	SHA256    string `gorm:"column:sha256;primaryKey"`
	ByID      string `gorm:"primaryKey"` // "" for a file found in the folder that no row named
	ByName    string
	Name      string // cleaned; its extension agrees with the media type
	MediaType string // found from the content
	Size      int64  // bytes, counted
	At        Instant
}

// Evidence is the upload as a submission names it.
func (u Upload) Evidence() Evidence {
	return Evidence{SHA256: u.SHA256, Name: u.Name, MediaType: u.MediaType, Size: u.Size}
}

// UploadsSince is the moment from which uploads count towards a person's quota.
func UploadsSince(now Instant) Instant { return now.Add(-uploadLasts) }

// ExpiredUploads are the moments up to which uploads are removed that no submission or note names: those of persons,
// and files without a record. These are kept longer: they may belong to rows that a restored older database lacks.
func ExpiredUploads(now Instant) (own, strays Instant) {
	return now.Add(-uploadLasts), now.Add(-strayLasts)
}

// UploadUse is what a person has uploaded within a day and not handed in.
type UploadUse struct {
	Count int
	Bytes int64
}

// Admit asks whether the person may upload a further file of size bytes; 0 asks before the size is known.
func (u UploadUse) Admit(size int64) error {
	if u.Count < maxUnsubmitted && u.Bytes+size <= maxUnsubmittedBytes && u.Bytes < maxUnsubmittedBytes {
		return nil
	}
	return Errorf(KindInvalid, "upload_quota", "您一天内已上传 %d 个文件（共 %d MB）尚未提交，达到上限（%d 个、%d MB），请先提交已上传的附件，或明天再上传",
		u.Count, u.Bytes>>20, maxUnsubmitted, maxUnsubmittedBytes>>20)
}

// CheckEvidence checks how many files a submission names, each counted once.
func CheckEvidence(named []Evidence) error {
	if len(named) > MaxEvidence {
		return Errorf(KindInvalid, "evidence_too_many", "一次最多提交 %d 个附件，现有 %d 个，请减少后重试", MaxEvidence, len(named))
	}
	return nil
}

// UploadNotFound is the one answer for a file that was never uploaded and for one that another person uploaded.
func UploadNotFound() *Error {
	return Errorf(KindInvalid, "evidence_missing", "附件未找到，请重新上传")
}
