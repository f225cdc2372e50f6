package models

// Command is the stored result of one command of a person or of the program. The same key with the same hash gives
// the same result; with another hash it is refused.
type Command struct {
	Key       string `gorm:"primaryKey"`
	Hash      string // hash of the command's body
	Name      string
	ProjectID string
	Result    string // JSON; of a command to a project: a CommandResult
	ByID      string
	At        Instant
}

// CommandResult is the result of a command to a project, as stored in Command.Result.
type CommandResult struct {
	Project string         `json:"project"`          // project code
	Object  string         `json:"object,omitempty"` // row key of what the command made or changed
	Message Message        `json:"message"`
	Said    *StoredMessage `json:"said,omitempty"` // Message with what other languages need
	NextAt  Instant        `json:"next_at,omitempty"`
	Next    string         `json:"next,omitempty"`
}

// AuditEvent is one entry of the audit record, written in the transaction of the change it records.
type AuditEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	CommandKey string
	ProjectID  string
	ByID       string
	ByName     string
	Action     string // "milestone.submit", "ladder.rung" …
	Object     string // row key of what changed
	Detail     string // JSON
	At         Instant
}

// OutboxStatus is the state of an outbox message.
type OutboxStatus string

// The states of an outbox message.
const (
	OutboxPending   OutboxStatus = "pending"
	OutboxDelivered OutboxStatus = "delivered"
	OutboxFailed    OutboxStatus = "failed"
	OutboxDropped   OutboxStatus = "dropped" // looked at again when it was to be sent: it says nothing any more
)

// OutboxMessage is a message to be sent once. The recipients of its audience are resolved when it is sent.
type OutboxMessage struct {
	Key          string `gorm:"primaryKey"`
	ProjectID    string
	EscalationID string
	Audience     Audience
	Title        string
	Body         string
	CreatedAt    Instant
	NotBefore    Instant // earliest sending, because of quiet hours or a retry
	Status       OutboxStatus
	Attempts     int
	LastError    string
	DeliveredAt  Instant
	Digest       string // key of the digest it was sent in; "": sent by itself
	Kind         NoticeKind
	PartyID      string // post, organisation or person it goes to; "": everyone of the audience
	Object       string // row key of what it is about, by kind; "": the escalation
	Path         string // page on which it is dealt with
}

// InboxMessage is a message as versions before 0.9 delivered it inside Duban, to a post or an organisation. What is
// delivered since is an InboxEntry.
type InboxMessage struct {
	Key       string `gorm:"primaryKey"` // the outbox key
	Recipient string // "office", an organisation ID or a post ID
	Audience  Audience
	ProjectID string
	Title     string
	Body      string
	At        Instant
	ReadAt    Instant
}

// CalendarDay is an exceptional day of the working week, entered by the office. It overrides the built-in table.
type CalendarDay struct {
	Date    Date   `gorm:"primaryKey" json:"date"`
	Working bool   `json:"working"` // true: a worked weekend (调休); false: a day off
	Name    string `json:"name"`
}

// CalendarYear is the State Council's notice of a year as the office entered it. Its days are CalendarDay rows.
type CalendarYear struct {
	Year    int     `gorm:"primaryKey;autoIncrement:false" json:"year"`
	Notice  string  `json:"notice"`  // number of the notice; may be empty
	Version int     `json:"version"` // raised when the year is entered again
	ByID    string  `json:"by_id"`
	ByName  string  `json:"by"`
	At      Instant `json:"at"`
}
