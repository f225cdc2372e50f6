package models

// SubmissionKind is the kind of a submission.
type SubmissionKind string

// The kinds of submission.
const (
	SubmitMilestone SubmissionKind = "milestone"
	SubmitReport    SubmissionKind = "report"
)

// SubmissionStatus is the state of a submission.
type SubmissionStatus string

// The states of a submission. A decision is final.
const (
	SubmissionWaiting  SubmissionStatus = "waiting"
	SubmissionAccepted SubmissionStatus = "accepted"
	SubmissionReturned SubmissionStatus = "returned"
)

// Submission is what an owner submitted, unchanged. Amounts are in fen.
type Submission struct {
	ID          string `gorm:"primaryKey"` // SubmissionID(command key)
	ProjectID   string
	Kind        SubmissionKind
	MilestoneID string // milestone submissions
	Month       Month  // report submissions
	DueVersion  int    // the milestone's due version when it was submitted; 1 for a report
	Sequence    int    // 1 for the first submission of this milestone or month
	DoneOn      Date   // milestone: day on which it was done
	MonthAmount *Money `gorm:"column:month_fen"`        // report: amount of the month
	YTDAmount   *Money `gorm:"column:year_to_date_fen"` // report: year-to-date amount
	Physical    string
	Problems    string
	NextStep    string
	Note        string
	Status      SubmissionStatus
	SubmittedAt Instant
	DecidedAt   Instant
	ByID        string // person who submitted
	ByName      string
	OnBehalfOf  string // 代填: organisation it was submitted for; "": submitted by the owner
	Paper       string // 代填: title of the paper

	Confirmed bool // report: who handed it in confirmed an amount that was questioned (see AmountDoubt)

	PreReviewedAt   Instant // 初审: when the responsible unit passed it on; 0: not yet
	PreReviewedByID string
	PreReviewedBy   string
	PreReviewNote   string
}

// Decision is a reviewer's decision.
type Decision string

// The decisions.
const (
	Accept Decision = "accept"
	Return Decision = "return"
)

// ReviewLevel is who decides: first the responsible unit, then the office.
type ReviewLevel string

// The levels.
const (
	LevelDecision ReviewLevel = ""    // 审定
	LevelPre      ReviewLevel = "pre" // 初审
)

// Review is the decision on a submission (审定). SubmissionID is unique: of two concurrent reviews one is stored.
type Review struct {
	SubmissionID string      `gorm:"primaryKey"`
	Level        ReviewLevel // LevelPre: returned by the responsible unit, which cannot accept
	Decision     Decision
	Reason       string // required for a return
	ByID         string
	ByName       string
	OnBehalfOf   string // 代录: party it was entered for
	Paper        string
	At           Instant
}

// Attachment is one evidence file of a submission. Its bytes are in the evidence store under their SHA-256.
type Attachment struct {
	SubmissionID string `gorm:"primaryKey"`
	Position     int    `gorm:"primaryKey"` // from 1
	SHA256       string `gorm:"column:sha256"`
	Name         string
	MediaType    string
	Size         int64 // bytes
}
