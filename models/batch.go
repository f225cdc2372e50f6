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
	New         int `gorm:"column:new_count"`
	Changed     int `gorm:"column:changed_count"`
	Unchanged   int `gorm:"column:unchanged_count"`
	Missing     int `gorm:"column:missing_count"`
	Warnings    int `gorm:"column:warning_count"`
	ByID        string
	ByName      string
	StagedAt    Instant
	CommittedAt Instant
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
}
