package models

// Precision is how exactly a sheet gave a date; the due date is the last day of what it named.
type Precision string

// The precisions.
const (
	PrecisionDay     Precision = "day"
	PrecisionMonth   Precision = "month"
	PrecisionQuarter Precision = "quarter"
)

// MilestoneStatus is where a milestone stands; review is a state of its submission, not of the milestone.
type MilestoneStatus string

// The states of a milestone.
const (
	MilestoneOpen    MilestoneStatus = "open"
	MilestoneDone    MilestoneStatus = "done"
	MilestoneDropped MilestoneStatus = "dropped"
)

// Milestone is one step of a project with a due date (节点). The baseline never moves; an approved extension moves the
// current due date, raises DueVersion and re-arms the ladder.
type Milestone struct {
	ID          string `gorm:"primaryKey"`
	ProjectID   string
	Position    int // order in the project, from 1
	Name        string
	NameKey     string
	Baseline    Date
	Due         Date      // current due date; none: "no date", counted apart
	Precision   Precision // of the due date
	DueVersion  int       // 1 for the baseline; raised when Due moves
	Controlling bool      // 控制性节点: only these go past yellow
	Status      MilestoneStatus
	DoneOn      Date    // day it was really done, once accepted
	ArmedAt     Instant // when this due version became known; rungs earned before that are late entry
}

// DueChange is one entry of a milestone's date history.
type DueChange struct {
	MilestoneID string `gorm:"primaryKey"`
	DueVersion  int    `gorm:"primaryKey"`
	Due         Date
	Reason      string
	Approver    string
	At          Instant
}
