package models

import (
	"strings"
	"unicode/utf8"
)

// NoteKind is the kind of a note on an escalation.
type NoteKind string

// The kinds of notes.
const (
	NoteAcknowledged NoteKind = "acknowledged" // 签收: an informed party has seen it
	NoteInstructed   NoteKind = "instructed"   // 批示: a leader's written instruction
	NoteReplied      NoteKind = "replied"      // 答复: reason, measures, the new date
)

// Order sorts notes of the same moment: acknowledged, instructed, replied.
func (k NoteKind) Order() int {
	return map[NoteKind]int{NoteAcknowledged: 0, NoteInstructed: 1, NoteReplied: 2}[k]
}

// Chinese returns the name of the kind.
func (k NoteKind) Chinese() string {
	return map[NoteKind]string{NoteAcknowledged: "签收", NoteInstructed: "批示", NoteReplied: "答复"}[k]
}

// EscalationNote is one entry in the history of an escalation. It is append-only: corrections are new notes.
type EscalationNote struct {
	ID             string `gorm:"primaryKey"` // NoteID(command key, kind)
	EscalationID   string
	ProjectID      string
	Kind           NoteKind
	Text           string
	Due            Date   // instruction: day to reply by; reply: promised new date
	AddresseeID    string // instruction: organisation that must reply
	Addressee      string
	PartyID        string // post or organisation for which the note was made
	Party          string // its title or name at that time
	OnBehalf       bool   // 代录: entered by another person, from paper
	Paper          string // 代录: title of the paper
	PaperOn        Date   // 代录: date on the paper
	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // 代录: scan of the paper; "": none
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64
	ByID           string // person who entered it
	ByName         string
	At             Instant
}

// NoteID returns the row key of a note made by a command.
func NoteID(commandKey string, kind NoteKind) string { return Key("note", commandKey, string(kind)) }

// NoteCommand asks for a note. Party is required when the actor may speak for several parties, or enters the note
// from paper.
type NoteCommand struct {
	Party string `json:"party,omitempty"` // post or organisation, by row key or title; "": the actor's own
	Text  string `json:"text,omitempty"`
	Due   Date   `json:"due,omitzero"`
	// Addressee of an instruction is the organisation that must reply; "": the responsible unit.
	Addressee string    `json:"addressee,omitempty"`
	Paper     string    `json:"paper,omitempty"`    // 代录: which paper
	PaperOn   Date      `json:"paper_on,omitzero"`  // 代录: the day on it
	Evidence  *Evidence `json:"evidence,omitempty"` // 代录: a scan of it
}

// maxNoteLength is the most characters of a note.
const maxNoteLength = 2000

// Note checks a note: the rung must be open and sent, an instruction and a reply need a text and a day that is not
// past, and a note from paper (onBehalf) names the paper and its day. The caller has checked the actor's rights.
// Errors: KindInvalid or KindConflict.
func (e Escalation) Note(kind NoteKind, c NoteCommand, onBehalf bool, now Instant) error {
	today := now.Date()
	switch {
	case e.Kind != KindRung:
		return Errorf(KindConflict, "only_a_reminder", "这是到期前的提醒，不需要%s", WordOf(kind))
	case e.Trial:
		return Errorf(KindConflict, "trial_running", "该事项记于试运行期间，没有发出，不需要%s", WordOf(kind))
	case !e.Open():
		return Errorf(KindConflict, "escalation_closed", "该事项已了结，不需要再%s", WordOf(kind))
	case kind != NoteAcknowledged && strings.TrimSpace(c.Text) == "":
		return Errorf(KindInvalid, "text_missing", "请写明%s内容", WordOf(kind))
	case utf8.RuneCountInString(c.Text) > maxNoteLength:
		return Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", WordOf(kind), maxNoteLength)
	case onBehalf && strings.TrimSpace(c.Paper) == "":
		return Errorf(KindInvalid, "paper_missing", "代录须写明依据的纸质材料，如“批示原件（府办〔2021〕12号）”")
	case onBehalf && c.PaperOn == 0:
		return Errorf(KindInvalid, "paper_on_missing", "代录须填写材料上的日期")
	case c.PaperOn > today:
		return Errorf(KindInvalid, "paper_on_future", "材料日期 %s 晚于今天（%s），请更正", c.PaperOn, today)
	case c.PaperOn != 0 && c.PaperOn < e.At.Date():
		return Errorf(KindInvalid, "paper_on_before", "材料日期 %s 早于该事项发出的日期（%s），请更正", c.PaperOn, e.At.Date())
	case c.Due != 0 && c.Due < today:
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", c.Due, today)
	}
	return nil
}
