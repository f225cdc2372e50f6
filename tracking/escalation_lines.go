package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// EscalationLine is an item that is or was late, at its highest rung.
type EscalationLine struct {
	EscalationView
	Sponsor string        `json:"sponsor"`
	State   HandlingState `json:"state"`
	Notes   []NoteView    `json:"notes"`   // of every rung of it, oldest first
	Mine    string        `json:"mine"`    // its highest open rung that informs the asker, by row key; "" for none
	ToSign  []Party       `json:"to_sign"` // of the caller, for whom they have not signed
	// posts that have not signed and for which the caller may enter a signature from paper
	ToEnter []Party `json:"to_enter"`
	May     bool    `json:"may_instruct"`
}

// EscalationFilter narrows the list. Empty fields narrow nothing.
type EscalationFilter struct {
	Programme string
	Rung      models.Rung
	Unit      string // responsible unit, as it is written
	Project   string // code
	Closed    bool   // items that were late instead of those that are
	Mine      bool   // of which the caller is informed
}

// EscalationList lists late items, or earlier ones, each once, the worst first.
type EscalationList struct {
	Programme string              `json:"programme"`
	Year      int                 `json:"year"`
	AsOf      models.Instant      `json:"as_of"`
	Trial     bool                `json:"trial"`
	Total     int                 `json:"total"` // open ones that the person may see
	Rungs     map[models.Rung]int `json:"rungs"` // of those
	Unsigned  int                 `json:"to_sign"`
	Units     []string            `json:"units"`
	Lines     []EscalationLine    `json:"lines"`
}

// EscalationList lists each late item once at its highest rung: the highest rung first, then the earliest due date.
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
		out.Programme, out.Year, out.Trial = l.Name, l.Year, l.LiveFrom == 0 ||
			out.AsOf.Date() < l.LiveFrom
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
		out.Units = sorted(units)
		return nil
	})
	return out, err
}

func (f EscalationFilter) takes(l EscalationLine) bool {
	return l.Open != f.Closed && (f.Rung == models.NoRung || l.Rung == f.Rung) && (f.Unit == "" || l.Unit == f.Unit) &&
		(f.Project == "" || l.Project == f.Project) && (!f.Mine || l.Mine != "")
}

// lateItems groups the rungs by late item. Reminders and skipped rungs are left out.
func (l ladder) lateItems() [][]rung {
	var rungs []rung
	for _, one := range l.rows {
		if one.row.Kind == models.KindRung && !one.row.PassedOver {
			rungs = append(rungs, one)
		}
	}
	return byLateItem(rungs, func(r rung) (lateItem, models.Rung) {
		return lateItem{r.row.ProjectID, r.row.Subject, r.row.Item, r.row.DueVersion}, r.row.Rung
	})
}

// lines returns a line for each late item, as actor may see it.
func (l ladder) lines(actor models.Actor, today models.Date) []EscalationLine {
	var lines []EscalationLine
	for _, group := range l.lateItems() {
		lines = append(lines, l.line(actor, group, today))
	}
	slices.SortStableFunc(lines, func(a, b EscalationLine) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Project, b.Project))
	})
	return lines
}

// line describes a late item by its rungs, the highest first.
func (l ladder) line(actor models.Actor, group []rung, today models.Date) EscalationLine {
	top := group[0]
	in := l.informed.of(top.facts.Project)
	out := EscalationLine{EscalationView: top.view, Sponsor: l.Names.Posts[top.facts.Project.SponsorPostID],
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
	out.Notes, out.State = notesView(notes, l.Calendar, today), handling(notes)
	return out
}

// unsigned returns the parties that have not signed.
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
