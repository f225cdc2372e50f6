package models

// Command is the memory of one thing a person or the house asked for. The same key with the same hash gives the same
// result; the same key with another hash is refused.
type Command struct {
	Key       string `gorm:"primaryKey"`
	Hash      string // of the canonical body
	Name      string
	ProjectID string
	Result    string // JSON; of a command to a project: a CommandResult
	ByID      string
	At        Instant
}

// CommandResult is what a command to a project did, as Command.Result stores it.
type CommandResult struct {
	Project string  `json:"project"`          // project code
	Object  string  `json:"object,omitempty"` // row key of what the command made or changed
	Message string  `json:"message"`
	NextAt  Instant `json:"next_at,omitempty"`
	Next    string  `json:"next,omitempty"`
}

// AuditEvent is one line of the record, written in the same transaction as what it records.
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

// OutboxStatus is where a message stands.
type OutboxStatus string

// The states of an outbox message.
const (
	OutboxPending   OutboxStatus = "pending"
	OutboxDelivered OutboxStatus = "delivered"
	OutboxFailed    OutboxStatus = "failed"
)

// OutboxMessage is a message that is to leave the house once. Recipients are resolved from the audience when it is
// sent.
type OutboxMessage struct {
	Key          string `gorm:"primaryKey"`
	ProjectID    string
	EscalationID string
	Audience     Audience
	Title        string
	Body         string
	CreatedAt    Instant
	NotBefore    Instant // quiet hours: not before this
	Status       OutboxStatus
	Attempts     int
	LastError    string
	DeliveredAt  Instant
	Digest       string // key of the inbox message in which it went out with others; "": by itself
}

// InboxMessage is a message delivered inside the house: to a post or to an organisation.
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

// CalendarDay is a day on which the working week is broken, as an office entered it; it wins over the built-in table.
type CalendarDay struct {
	Date    Date `gorm:"primaryKey"`
	Working bool // true: a worked weekend (调休); false: a day off
	Name    string
}
