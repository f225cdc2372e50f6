package models

// EvidenceFolderName names the only row of EvidenceFolder.
const EvidenceFolderName = "evidence"

// EvidenceFolder says which folder holds the evidence that rows name: the one that carries the mark. A program that is
// pointed at another folder, or whose shared folder is not mounted, would otherwise keep evidence where nobody finds
// it.
type EvidenceFolder struct {
	Name  string `gorm:"primaryKey"`
	Mark  string
	Since Instant
}
