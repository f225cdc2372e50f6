package models

import (
	"cmp"
	"slices"
	"strings"
)

// InboxEntry is one message as one person has it (消息). An item stands once with a person, at its highest level: a
// higher rung ends the entry of the lower one.
type InboxEntry struct {
	ID          string `gorm:"primaryKey"` // InboxEntryID
	PersonID    string
	PartyID     string // post or organisation for which they are told; "": as a member of the office
	ByPost      bool   // told as the holder of a post: leaves the program in one digest a day
	MessageKey  string // of the outbox
	Kind        NoticeKind
	Audience    Audience
	ProgrammeID string
	ProjectID   string
	Object      string // escalation, or OutboxMessage.Object
	Item        string // see ItemKey
	Rung        Rung
	Title       string
	Body        string
	Path        string
	At          Instant
	ReadAt      Instant // 0: unread
	EndedAt     Instant // when it ceased to hold; 0: it holds
	Ended       string  // in Chinese, why
	DeliveryKey string  // in which it leaves the program; "": not yet
}

// InboxEntryID returns the row key of a message as a person has it.
func InboxEntryID(messageKey, personID string) string { return Key("inbox", messageKey, personID) }

// ItemKey names what a message is about whatever its level: of an escalation its item, otherwise the object.
func ItemKey(m OutboxMessage, e Escalation) string {
	if m.Kind != NoticeLadder {
		return string(m.Kind) + "/" + cmp.Or(m.Object, m.Key)
	}
	if e.ID == "" {
		return m.Key
	}
	if e.Item == ItemInvestment { // the newest judgement counts
		return string(e.Item) + "/" + e.ProjectID
	}
	return string(e.Item) + "/" + e.ProjectID + "/" + e.Subject
}

// EntriesOf returns a message as each of its receivers has it.
func EntriesOf(m OutboxMessage, e Escalation, programme string, reach Addressees, now Instant) []InboxEntry {
	entries := make([]InboxEntry, 0, len(reach.Receivers))
	for _, to := range reach.Receivers {
		entries = append(entries, InboxEntry{
			ID: InboxEntryID(m.Key, to.PersonID), PersonID: to.PersonID, PartyID: to.PartyID, ByPost: to.ByPost,
			MessageKey: m.Key, Kind: m.Kind, Audience: m.Audience, ProgrammeID: programme, ProjectID: m.ProjectID,
			Object: cmp.Or(m.Object, m.EscalationID), Item: ItemKey(m, e), Rung: e.Rung, Title: m.Title, Body: m.Body,
			Path: m.Path, At: now,
		})
	}
	return entries
}

// Superseded is why an entry ended that a newer one of the same item replaced.
const Superseded = "已有新的通知"

// Supersede decides between a new entry and those that a person has of the same item and that hold: it returns the row
// keys of those that end, or that the new one says nothing because a higher level is known already.
func Supersede(fresh InboxEntry, held []InboxEntry) (ends []string, silent bool) {
	for _, h := range held {
		switch {
		case h.ID == fresh.ID || h.EndedAt != 0 || h.Item != fresh.Item || h.PersonID != fresh.PersonID:
		case fresh.Kind == NoticeLadder && h.Rung.Height() > fresh.Rung.Height():
			return nil, true
		default:
			ends = append(ends, h.ID)
		}
	}
	return ends, false
}

// WorstFirst orders entries as a digest lists them: by rung from the highest, then the longest known, then by title.
func WorstFirst(entries []InboxEntry) []InboxEntry {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b InboxEntry) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.At, b.At), strings.Compare(a.Title, b.Title),
			strings.Compare(a.ID, b.ID))
	})
	return sorted
}
