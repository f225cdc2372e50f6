package models

// BatchKind is what a workbook brings.
type BatchKind string

// The kinds of workbook.
const (
	BatchPlan       BatchKind = "plan"
	BatchProgress   BatchKind = "progress"
	BatchMilestones BatchKind = "milestones"
)

// BatchStatus is where an import stands.
type BatchStatus string

// A batch is staged by a preview, promoted by a commit, and can be undone later.
const (
	BatchStaged    BatchStatus = "staged"
	BatchCommitted BatchStatus = "committed"
	BatchUndone    BatchStatus = "undone"
)

// ImportBatch is one workbook brought in.
type ImportBatch struct {
	ID          string `gorm:"primaryKey"`
	ProgrammeID string
	Kind        BatchKind
	Period      string // year "2021" or month "2021-06"
	FileName    string
	SHA256      string `gorm:"column:sha256"` // of the file
	ContentHash string // of the rows as understood: the same content in another file is the same
	Status      BatchStatus
	New         int    `gorm:"column:new_count"`
	Changed     int    `gorm:"column:changed_count"`
	Unchanged   int    `gorm:"column:unchanged_count"`
	Missing     int    `gorm:"column:missing_count"`
	Warnings    int    `gorm:"column:warning_count"`
	Left        int    `gorm:"column:left_count"` // rows left out by choice: only the good ones were taken
	Sender      string // organisation the workbook came from; "": the office itself
	Sequence    int    // order of commits, from 1; 0 before the commit
	ByID        string
	ByName      string
	StagedAt    Instant
	CommittedAt Instant

	AskedByID      string  `json:",omitempty"` // who asked for the commit last; "": nobody
	AskedByName    string  `json:",omitempty"`
	AskedOperator  bool    `json:",omitempty"` // through the operator's socket
	AskedAt        Instant `json:",omitempty"`
	RefusedCode    string  `json:",omitempty"` // why that commit was refused; "": it was not
	RefusedMessage string  `json:",omitempty"`
}

// ImportRow is one staged change: what the row was before and what it becomes, both as JSON of the models.
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
	Undone    bool   // taken back; rows of a project that was kept stay as they are
}

// ImportPreview is what a person saw before committing a batch, as JSON of the door's answer.
type ImportPreview struct {
	BatchID string `gorm:"primaryKey"`
	Text    string
}

// Alias remembers that a name in a year's workbooks means a known project.
type Alias struct {
	Year      int    `gorm:"primaryKey"`
	Key       string `gorm:"primaryKey"` // of name and responsible unit, as the importer makes it
	Name      string // as the workbook spelled it
	ProjectID string
	ByID      string
	ByName    string
	At        Instant
}

// ImportAnswer is what a sender's sheets with one header were said to mean, so that nobody is asked twice.
type ImportAnswer struct {
	Sender      string `gorm:"primaryKey"` // organisation; "": the office itself
	Fingerprint string `gorm:"primaryKey"` // of the header
	Answers     string // JSON
	ByID        string
	ByName      string
	At          Instant
}
