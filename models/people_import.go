package models

import "time"

// PeopleImport is an uploaded form of people and posts (人员岗位表) and what was done with it. Its rows hold phones: they
// stand in no record, and are shown to no one.
type PeopleImport struct {
	ID          string `gorm:"primaryKey"`
	FileName    string
	SHA256      string
	Sheet       string
	Rows        string // JSON of the rows and of what cannot be read
	Answers     string // JSON of what was answered, by cell
	Done        string // JSON of what it changed, for undoing it
	Gives       bool   // it gave rights: two administrators import and undo it
	Request     string // of the administrators, for importing or undoing it
	Summary     string // JSON of the counts, once imported
	ByID        string
	ByName      string
	At          Instant
	CommittedBy string
	CommittedAt Instant
	UndoneBy    string
	UndoneAt    Instant
}

// PeopleImportState is how far an import of people is.
type PeopleImportState string

// The states.
const (
	PeopleUploaded PeopleImportState = "uploaded"
	PeopleImported PeopleImportState = "imported"
	PeopleUndone   PeopleImportState = "undone"
	PeopleExpired  PeopleImportState = "expired"
)

var peopleImportWords = map[PeopleImportState]string{
	PeopleUploaded: "待导入", PeopleImported: "已导入", PeopleUndone: "已撤销", PeopleExpired: "已过期",
}

// Chinese returns the name of the state.
func (s PeopleImportState) Chinese() string { return peopleImportWords[s] }

// PeopleFormLifetime is how long a form waits to be imported. Then its rows, with their phones, are deleted.
const PeopleFormLifetime = 14 * 24 * time.Hour

// PeopleUndoDays is for how many days an import can be undone.
const PeopleUndoDays = 90

// PeopleUndoLifetime is how long an import can be undone. Then what undoing needs, with its phones, is deleted.
const PeopleUndoLifetime = PeopleUndoDays * 24 * time.Hour

// MostNewAccounts is how many accounts one form creates at most: each one-time password takes time to hash.
const MostNewAccounts = 50

// StateAt returns how far the import is at a moment: a form that was not imported expires.
func (i PeopleImport) StateAt(now Instant) PeopleImportState {
	switch {
	case i.UndoneAt != 0:
		return PeopleUndone
	case i.CommittedAt != 0:
		return PeopleImported
	case i.Rows == "", now > i.At.Add(PeopleFormLifetime):
		return PeopleExpired
	}
	return PeopleUploaded
}

// Undoable reports whether an import can still be undone as far as its age goes.
func (i PeopleImport) Undoable(now Instant) bool {
	return i.StateAt(now) == PeopleImported && i.Done != "" && now <= i.CommittedAt.Add(PeopleUndoLifetime)
}

// CanImportPeople returns nil when the actor may import forms of people and posts: the office what gives no rights, the
// system administrator what gives rights.
func CanImportPeople(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办和系统管理员可以导入人员岗位表，请联系重点项目办")
}
