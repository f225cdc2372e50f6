package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// EscalationLine is one thing that is or was late, at the highest rung on record of it.
type EscalationLine struct {
	EscalationView
	Sponsor string        `json:"sponsor"`
	State   HandlingState `json:"state"`
	Notes   []NoteView    `json:"notes"`    // of every rung of it, oldest first
	Mine    string        `json:"mine"`     // its highest open rung that informs the asker, by row key; "" for none
	ToSign  []Party       `json:"to_sign"`  // posts and organisations of the asker that have not signed for that one
	ToEnter []Party       `json:"to_enter"` // posts that have not signed and for which the asker may enter it from paper
	May     bool          `json:"may_instruct"`
}

// EscalationFilter narrows the list. Empty fields narrow nothing.
type EscalationFilter struct {
	Programme string
	Rung      models.Rung
	Unit      string // responsible unit, as it is written
	Project   string // code
	Closed    bool   // what was late instead of what is
	Mine      bool   // what informs the asker
}

// EscalationList is what is late, or was, a line for each thing, the worst first.
type EscalationList struct {
	Programme string              `json:"programme"`
	Year      int                 `json:"year"`
	AsOf      models.Instant      `json:"as_of"`
	Trial     bool                `json:"trial"`
	Total     int                 `json:"total"` // open, that the person may see
	Rungs     map[models.Rung]int `json:"rungs"` // of those
	Unsigned  int                 `json:"to_sign"`
	Units     []string            `json:"units"`
	Lines     []EscalationLine    `json:"lines"`
}

// EscalationList lists what is late, each thing once at the rung it has reached, the worst first, then what was due
// first.
func (s *Service) EscalationList(ctx context.Context, actor models.Actor, filter EscalationFilter) (EscalationList,
	error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return EscalationList{}, err
	}
	out := EscalationList{AsOf: s.now(), Rungs: map[models.Rung]int{}, Lines: []EscalationLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		l, err := s.ladderOf(tx, actor, filter.Programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.Trial = l.programme.Name, l.programme.Year, l.programme.LiveFrom == 0 ||
			out.AsOf.Date() < l.programme.LiveFrom
		units := map[string]bool{}
		for _, line := range l.lines(actor, out.AsOf.Date()) {
			units[line.Unit] = true
			if line.Open {
				out.Total++
				out.Rungs[line.Rung]++
				out.Unsigned += boolInt(len(line.ToSign) > 0)
			}
			if filter.takes(line) {
				out.Lines = append(out.Lines, line)
			}
		}
		out.Units = words(units)
		return nil
	})
	return out, err
}

func (f EscalationFilter) takes(l EscalationLine) bool {
	return l.Open != f.Closed && (f.Rung == models.NoRung || l.Rung == f.Rung) && (f.Unit == "" || l.Unit == f.Unit) &&
		(f.Project == "" || l.Project == f.Project) && (!f.Mine || l.Mine != "")
}

// thing is what can be late: the rungs of one are told as one.
type thing struct {
	project, subject string
	item             models.Item
	version          int
}

// things groups records by what they are about, in the order in which it first stands there. Reminders and what was
// passed over are left out.
func (l ladder) things() [][]rung {
	at := map[thing]int{}
	var groups [][]rung
	for _, one := range l.rows {
		if one.row.Kind != models.KindRung || one.row.PassedOver {
			continue
		}
		key := thing{one.row.ProjectID, one.row.Subject, one.row.Item, one.row.DueVersion}
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], one)
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b rung) int { return b.row.Rung.Height() - a.row.Rung.Height() })
	}
	return groups
}

// lines are the things as a person sees them.
func (l ladder) lines(actor models.Actor, today models.Date) []EscalationLine {
	var lines []EscalationLine
	for _, group := range l.things() {
		lines = append(lines, l.line(actor, group, today))
	}
	slices.SortStableFunc(lines, func(a, b EscalationLine) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Project, b.Project))
	})
	return lines
}

// line is one thing by its rungs, the highest first.
func (l ladder) line(actor models.Actor, group []rung, today models.Date) EscalationLine {
	top := group[0]
	in := l.informed.of(top.facts.Project)
	out := EscalationLine{EscalationView: top.view, Sponsor: in.names.posts[top.facts.Project.SponsorPostID],
		ToSign: []Party{}}
	out.ToEnter = []Party{}
	var notes []models.EscalationNote
	for _, one := range group {
		notes = append(notes, one.notes...)
		if out.Mine != "" || !one.row.Open() || one.row.Trial {
			continue
		}
		signs, instructs := in.footing(actor, one.row, models.NoteAcknowledged), in.footing(actor, one.row,
			models.NoteInstructed)
		if len(signs.As) == 0 && !instructs.May() {
			continue
		}
		out.Mine, out.May = one.row.ID, instructs.May()
		out.ToSign, out.ToEnter = unsigned(signs.As, one.notes), unsigned(signs.For, one.notes)
	}
	slices.SortStableFunc(notes, func(a, b models.EscalationNote) int {
		return cmp.Or(cmp.Compare(a.At, b.At), a.Kind.Order()-b.Kind.Order())
	})
	out.Notes, out.State = notesView(notes, l.calendar, today), handling(notes)
	return out
}

// unsigned are the parties that have not signed.
func unsigned(all []Party, notes []models.EscalationNote) []Party {
	left := []Party{}
	for _, p := range all {
		if !slices.ContainsFunc(notes, func(n models.EscalationNote) bool {
			return n.PartyID == p.ID &&
				n.Kind == models.NoteAcknowledged
		}) {
			left = append(left, p)
		}
	}
	return left
}
