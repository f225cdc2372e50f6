package models

// EvidenceFolderName is the key of the only row of EvidenceFolder.
const EvidenceFolderName = "evidence"

// EvidenceFolder identifies the folder that holds the evidence files, by a mark that is also stored in the folder. A
// program started with another folder, or before a network folder is mounted, is thus kept from storing evidence in
// the wrong place.
type EvidenceFolder struct {
	Name  string `gorm:"primaryKey"`
	Mark  string
	Since Instant
}
