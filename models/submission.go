package models

// SubmissionKind tells what was submitted.
type SubmissionKind string

// What can be submitted.
const (
	SubmitMilestone SubmissionKind = "milestone"
	SubmitReport    SubmissionKind = "report"
)

// SubmissionStatus is where a submission stands.
type SubmissionStatus string

// The states of a submission; a decided one never changes again.
const (
	SubmissionWaiting  SubmissionStatus = "waiting"
	SubmissionAccepted SubmissionStatus = "accepted"
	SubmissionReturned SubmissionStatus = "returned"
)

// Submission is one thing an owner handed in, as it was handed in.
type Submission struct {
	ID          string `gorm:"primaryKey"` // SubmissionID(command key)
	ProjectID   string
	Kind        SubmissionKind
	MilestoneID string // for a milestone
	Month       Month  // for a report
	DueVersion  int    // the milestone's due version when it was submitted; 1 for a report
	Sequence    int    // 1 for the first submission of this milestone or month
	DoneOn      Date   // milestone: the day it was done
	MonthAmount *Money `gorm:"column:month_fen"`        // report: this month
	YTDAmount   *Money `gorm:"column:year_to_date_fen"` // report: year-to-date
	Physical    string
	Problems    string
	NextStep    string
	Note        string
	Status      SubmissionStatus
	SubmittedAt Instant
	DecidedAt   Instant
	ByID        string // person who pressed the button
	ByName      string
	OnBehalfOf  string // 代填: for which organisation; "" when the owner submitted
	Paper       string // 代填: from what paper

	PreReviewedAt   Instant // 初审: when the responsible unit passed it on to the office; 0: not
	PreReviewedByID string
	PreReviewedBy   string
	PreReviewNote   string
}

// Decision is what a reviewer decides.
type Decision string

// The decisions.
const (
	Accept Decision = "accept"
	Return Decision = "return"
)

// ReviewLevel is who decides: the responsible unit looks first, the office decides.
type ReviewLevel string

// The levels.
const (
	LevelDecision ReviewLevel = ""    // 审定
	LevelPre      ReviewLevel = "pre" // 初审
)

// Review is the one decision on a submission (审定). SubmissionID is unique: two reviewers at once, one wins.
type Review struct {
	SubmissionID string      `gorm:"primaryKey"`
	Level        ReviewLevel // LevelPre: returned by the responsible unit; it cannot accept
	Decision     Decision
	Reason       string // mandatory for a return
	ByID         string
	ByName       string
	OnBehalfOf   string // 代录: for whom it was entered
	Paper        string
	At           Instant
}

// Attachment is one piece of evidence of a submission. The bytes live in the evidence store under their SHA-256.
type Attachment struct {
	SubmissionID string `gorm:"primaryKey"`
	Position     int    `gorm:"primaryKey"` // from 1
	SHA256       string `gorm:"column:sha256"`
	Name         string
	MediaType    string
	Size         int64 // bytes
}
