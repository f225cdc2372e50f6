package models

// PeopleImport is a workbook of people and posts: previewed, committed, undone.
type PeopleImport struct {
	ID        string `gorm:"primaryKey"`
	File      string
	SHA256    string
	ByID      string
	ByName    string
	At        Instant
	Status    PeopleImportStatus
	Content   string // JSON of the rows as they were read
	Before    string // JSON of what committing replaced, for undo
	RequestID string // of the account request that its roles and accounts wait for
}

// PeopleImportStatus is the state of a workbook of people.
type PeopleImportStatus string

// The states.
const (
	PeoplePreviewed PeopleImportStatus = "previewed"
	PeopleCommitted PeopleImportStatus = "committed"
	PeopleUndone    PeopleImportStatus = "undone"
)

var peopleImportWords = map[PeopleImportStatus]string{
	PeoplePreviewed: "待确认", PeopleCommitted: "已导入", PeopleUndone: "已撤销",
}

// Chinese returns the name of the state.
func (s PeopleImportStatus) Chinese() string { return peopleImportWords[s] }
