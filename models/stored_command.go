package models

import (
	"crypto/sha256"
	"encoding/hex"
)

// The commands of a project's process, by the names they have in histories and in the database.
const (
	CommandSubmitMilestone = "SubmitMilestone"
	CommandReportMonth     = "ReportMonth"
	CommandReview          = "Review"
	CommandChangePlan      = "ChangePlan"
)

// StoredStatus is where a stored command stands.
type StoredStatus string

// A command is stored before it is sent; it is done in the transaction that carries it out, or refused by the rules.
const (
	StoredWaiting StoredStatus = "stored"
	StoredDone    StoredStatus = "done"
	StoredRefused StoredStatus = "refused"
)

// StoredCommand is one thing a person asked a project's process for, kept before it is sent: whatever happens to the
// process, it is carried out or refused in the end, and the person can see which.
type StoredCommand struct {
	Key          string `gorm:"primaryKey"`
	Hash         string // CommandHash of what follows
	Name         string // CommandSubmitMilestone …
	ProjectID    string
	Body         string // JSON of the command
	ByID         string
	ByName       string
	Operator     bool // asked through the operator's socket
	Version      int  // of the project, that it was decided on; 0: whichever there is
	StoredAt     Instant
	Status       StoredStatus
	SettledAt    Instant // done or refused
	ErrorKind    Kind    // refused: why
	ErrorCode    string
	ErrorMessage string
	ErrorCell    string
	Attempts     int // how often it was sent again
}

// Refusal is why the command was refused; nil when it was not.
func (c StoredCommand) Refusal() *Error {
	if c.Status != StoredRefused {
		return nil
	}
	return &Error{Kind: c.ErrorKind, Code: c.ErrorCode, Message: PlainMessage(c.ErrorMessage), Cell: c.ErrorCell}
}

// CommandHash tells one command from another under the same key: its name, its project, who asked, and its body as
// JSON, whose field order Go fixes.
func CommandHash(name, projectID, byID, body string) string {
	sum := sha256.Sum256([]byte(name + "\x00" + projectID + "\x00" + byID + "\x00" + body))
	return hex.EncodeToString(sum[:16])
}

// CanCommand asks whether the actor may have a project's process carry out a command; level is that of a review. It is
// asked when the command is stored, and again when it is carried out. onBehalf: it is filled in for the owner (代填).
func CanCommand(a Actor, p Project, name string, level ReviewLevel) (onBehalf bool, err error) {
	switch name {
	case CommandSubmitMilestone, CommandReportMonth:
		return CanFill(a, p)
	case CommandReview:
		if level == LevelPre {
			return false, CanPreReview(a, p)
		}
		return false, CanReview(a)
	case CommandChangePlan:
		return false, CanPlan(a)
	}
	return false, Errorf(KindInvalid, "bad_command", "操作「%s」无法识别，请升级后重试", name)
}

// OwnerWords is for whom a project is filled in (代填): its owner by name, or in general words while it has none.
func OwnerWords(owner string) string {
	if owner == "" {
		return "项目单位"
	}
	return owner
}
