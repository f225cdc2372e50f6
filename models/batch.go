package models

import "time"

// PreviewLifetime is how long a preview of the API or the command line waits to be committed.
const PreviewLifetime = 30 * 24 * time.Hour

// BatchKind is the kind of data a workbook contains.
type BatchKind string

// The kinds of workbook.
const (
	BatchPlan       BatchKind = "plan"
	BatchProgress   BatchKind = "progress"
	BatchMilestones BatchKind = "milestones"
)

// BatchStatus is the state of an import.
type BatchStatus string

// The states of an import: a preview stages it, a commit promotes it, and it can be undone later.
const (
	BatchStaged    BatchStatus = "staged"
	BatchCommitted BatchStatus = "committed"
	BatchUndone    BatchStatus = "undone"
)

// ImportBatch is one imported workbook.
type ImportBatch struct {
	ID          string `gorm:"primaryKey"`
	ProgrammeID string
	Kind        BatchKind
	Period      string // year "2021" or month "2021-06"
	FileName    string
	SHA256      string `gorm:"column:sha256"` // of the file
	ContentHash string // of the parsed rows: equal for equal content in different files
	Status      BatchStatus
	New         int `gorm:"column:new_count"`
	Changed     int `gorm:"column:changed_count"`
	Unchanged   int `gorm:"column:unchanged_count"`
	Missing     int `gorm:"column:missing_count"`
	Warnings    int `gorm:"column:warning_count"`
	// number of rows left out because the person imported only the valid ones
	Left        int    `gorm:"column:left_count"`
	Sender      string // organisation that sent the workbook; "": the office
	Sequence    int    // order of commits, from 1; 0 before the commit
	ByID        string
	ByName      string
	StagedAt    Instant
	CommittedAt Instant

	AskedByID      string  `json:",omitempty"` // person who last requested the commit; "": none
	AskedByName    string  `json:",omitempty"`
	AskedOperator  bool    `json:",omitempty"` // through the operator's socket
	AskedAt        Instant `json:",omitempty"`
	RefusedCode    string  `json:",omitempty"` // code of the refusal of that commit; "": not refused
	RefusedMessage string  `json:",omitempty"`
}

// ImportRow is one staged change with its before-image and after-image.
type ImportRow struct {
	BatchID   string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey"`
	Sheet     string
	Row       int    // 1-based row in the sheet
	Action    string // "new" or "changed"
	Entity    string // table: "projects", "milestones", "reports" …
	EntityID  string
	ProjectID string
	Version   int    // version of the project the preview saw; 0 for a new one
	Before    string // JSON, "" for a new row
	After     string // JSON
	Undone    bool   // undone; false for rows of a project that the undo kept
}

// ImportStart is a project whose process an import starts, or tells what it waits for now. An import lists only those
// for which that differs.
type ImportStart struct {
	BatchID   string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey"` // from 1
	ProjectID string
}

// ImportPreview is the answer a person saw before committing a batch, as JSON.
type ImportPreview struct {
	BatchID string `gorm:"primaryKey"`
	Text    string
}

// Alias maps a name in the workbooks of a year to a project.
type Alias struct {
	Year      int    `gorm:"primaryKey"`
	Key       string `gorm:"primaryKey"` // of name and responsible unit, made by the importer
	Name      string // as the workbook spelled it
	ProjectID string
	ByID      string
	ByName    string
	At        Instant
}

// ImportAnswer stores how a sender's columns and names were mapped for one header, so that the same question is not
// asked again.
type ImportAnswer struct {
	Sender      string `gorm:"primaryKey"` // organisation; "": the office
	Fingerprint string `gorm:"primaryKey"` // of the header
	Answers     string // JSON
	ByID        string
	ByName      string
	At          Instant
}
