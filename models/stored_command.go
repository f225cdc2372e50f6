package models

import (
	"crypto/sha256"
	"encoding/hex"
)

// The names of a project's commands in workflow histories and in the database.
const (
	CommandSubmitMilestone = "SubmitMilestone"
	CommandReportMonth     = "ReportMonth"
	CommandReview          = "Review"
	CommandChangePlan      = "ChangePlan"
	CommandConfirm         = "ConfirmCorrection"
	CommandTakeBack        = "TakeBack"
	CommandDecideRequest   = "DecideRequest"
	CommandProblem         = "Problem"
)

// StoredStatus is the state of a stored command.
type StoredStatus string

// The states of a stored command: it is stored before it is sent, and done or refused in the transaction that
// executes it.
const (
	StoredWaiting StoredStatus = "stored"
	StoredDone    StoredStatus = "done"
	StoredRefused StoredStatus = "refused"
)

// StoredCommand is a person's command to a project, stored before it is sent to the workflow. Whatever happens to the
// workflow, the command is executed or refused in the end, and its result can be read.
type StoredCommand struct {
	Key          string `gorm:"primaryKey"`
	Hash         string // CommandHash of name, project, person and body
	Name         string // CommandSubmitMilestone …
	ProjectID    string
	Body         string // JSON of the command
	ByID         string
	ByName       string
	Operator     bool // asked through the operator's socket
	Version      int  // version of the project the person saw; 0: any
	StoredAt     Instant
	Status       StoredStatus
	SettledAt    Instant // when it was done or refused
	ErrorKind    Kind    // error of a refused command
	ErrorCode    string
	ErrorMessage string
	ErrorCell    string
	Attempts     int // number of times it was resent
}

// Refusal returns the error of a refused command, or nil.
func (c StoredCommand) Refusal() *Error {
	if c.Status != StoredRefused {
		return nil
	}
	return &Error{Kind: c.ErrorKind, Code: c.ErrorCode, Message: PlainMessage(c.ErrorMessage), Cell: c.ErrorCell}
}

// CommandHash returns a hash of a command's name, project, person and JSON body, which distinguishes commands with
// the same key.
func CommandHash(name, projectID, byID, body string) string {
	sum := sha256.Sum256([]byte(name + "\x00" + projectID + "\x00" + byID + "\x00" + body))
	return hex.EncodeToString(sum[:16])
}

// CanCommand returns nil when the actor may have a command executed for a project; level is that of a review. It is
// checked when the command is stored and again when it is executed. onBehalf is true for 代填.
func CanCommand(a Actor, p Project, name string, level ReviewLevel) (onBehalf bool, err error) {
	switch name {
	case CommandSubmitMilestone, CommandReportMonth:
		return CanFill(a, p)
	case CommandReview:
		if level == LevelPre {
			return false, CanPreReview(a, p)
		}
		return false, CanReview(a)
	case CommandConfirm, CommandTakeBack:
		return false, CanReview(a)
	case CommandDecideRequest:
		return false, CanDecideAsked(a)
	case CommandChangePlan:
		return false, CanPlan(a)
	case CommandProblem: // Rules.Problem decides by the problem
		return false, CanHandleProblems(a)
	}
	return false, Errorf(KindInvalid, "bad_command", "操作“%s”无法识别，请升级后重试", name)
}

// OwnerWords returns the name of a project's owner for a sentence, or 项目单位 when it has none.
func OwnerWords(owner string) string {
	if owner == "" {
		return "项目单位"
	}
	return owner
}
