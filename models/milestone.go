package models

import "strings"

// Precision is how exactly a workbook gave a date. The due date is the last day of the given period.
type Precision string

// The precisions.
const (
	PrecisionDay     Precision = "day"
	PrecisionMonth   Precision = "month"
	PrecisionQuarter Precision = "quarter"
)

// MilestoneStatus is the state of a milestone. Being in review is a state of its submission.
type MilestoneStatus string

// The states of a milestone.
const (
	MilestoneOpen    MilestoneStatus = "open"
	MilestoneDone    MilestoneStatus = "done"
	MilestoneDropped MilestoneStatus = "dropped"
)

// Milestone is one step of a project with a due date (节点). The baseline never changes; an approved extension moves
// Due, raises DueVersion and starts the ladder anew.
type Milestone struct {
	ID          string `gorm:"primaryKey"`
	ProjectID   string
	Position    int // order in the project, from 1
	Name        string
	NameKey     string
	Baseline    Date
	Due         Date      // current due date; 0: none
	Precision   Precision // of the due date
	DueVersion  int       // 1 for the baseline; raised when Due moves
	Controlling bool      // 控制性节点: only these rise above Yellow
	Status      MilestoneStatus
	DoneOn      Date    // day it was done, set when the submission is accepted
	ArmedAt     Instant // when this due version became known; rungs earned earlier are late entries
	Days        int     // calendar days it takes after what it follows; 0: not planned
	After       string  // row keys of the milestones that it follows, with spaces between; see Follows
	// of a dropped one that ended when its year was handed over: when, and why
	EndedAt      Instant
	EndedBecause string
}

// Follows returns the row keys of the milestones that are to be done before this one.
func (m Milestone) Follows() []string { return strings.Fields(m.After) }

// DueChange is one entry of the date history of a milestone.
type DueChange struct {
	MilestoneID string `gorm:"primaryKey"`
	DueVersion  int    `gorm:"primaryKey"`
	Due         Date
	Reason      string
	Approver    string
	At          Instant
}
