package tracking

import (
	"slices"

	"duban/models"
)

// NoteView is one note on an escalation.
type NoteView struct {
	ID         string          `json:"id"`
	Escalation string          `json:"escalation"`
	Kind       models.NoteKind `json:"kind"`
	Party      string          `json:"party"` // post or organisation for which it was made
	Text       string          `json:"text,omitempty"`
	Due        models.Date     `json:"due,omitzero"`
	Addressee  string          `json:"addressee,omitempty"` // who must reply to an instruction
	// Answered: the addressee of an instruction has replied since
	Answered bool           `json:"answered,omitempty"`
	DaysLate int            `json:"days_overdue,omitempty"`
	OnBehalf bool           `json:"on_behalf,omitempty"` // entered from paper
	Paper    string         `json:"paper,omitempty"`
	PaperOn  models.Date    `json:"paper_on,omitzero"`
	Scan     string         `json:"scan,omitempty"` // file name
	By       string         `json:"by"`
	At       models.Instant `json:"at"`
}

func noteView(n models.EscalationNote) NoteView {
	return NoteView{
		ID: n.ID, Escalation: n.EscalationID, Kind: n.Kind, Party: n.Party, Text: n.Text, Due: n.Due, Addressee: n.Addressee,
		OnBehalf: n.OnBehalf, Paper: n.Paper, PaperOn: n.PaperOn, Scan: n.EvidenceName, By: n.ByName, At: n.At,
	}
}

// notesView returns the notes of one escalation, oldest first; instructions show whether they were answered.
func notesView(notes []models.EscalationNote, calendar models.Calendar, today models.Date) []NoteView {
	views := make([]NoteView, 0, len(notes))
	for i, n := range notes {
		v := noteView(n)
		if n.Kind == models.NoteInstructed {
			v.Answered = slices.ContainsFunc(notes[i+1:], func(later models.EscalationNote) bool {
				return later.Kind == models.NoteReplied
			})
			if !v.Answered && n.Due != 0 && today > n.Due {
				v.DaysLate = calendar.Between(n.Due, today)
			}
		}
		views = append(views, v)
	}
	return views
}

// HandlingState is how far an escalation has been handled.
type HandlingState string

// The states, in order.
const (
	Unsigned   HandlingState = "unsigned"
	Signed     HandlingState = "signed"     // by a party it informs
	Instructed HandlingState = "instructed" // and not answered since
	Replied    HandlingState = "replied"
)

func handling(notes []models.EscalationNote) HandlingState {
	state := Unsigned
	for _, n := range notes {
		switch n.Kind {
		case models.NoteAcknowledged:
			if state == Unsigned {
				state = Signed
			}
		case models.NoteInstructed:
			state = Instructed
		case models.NoteReplied:
			state = Replied
		}
	}
	return state
}
