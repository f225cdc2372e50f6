package tracking

import (
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ladderTodos are the messages of the ladder that a leader notes or a unit signs for, and the instructions that a unit
// or an owner has not answered.
func ladderTodos(s *Service, tx *store.Tx, actor models.Actor, _ *figures.Common) ([]models.Todo, error) {
	if !actor.Is(models.RoleLeader, models.RoleUnit, models.RoleOwner) {
		return nil, nil
	}
	g, err := s.programme(tx, "")
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	now := s.now()
	l, err := s.ladderIn(tx, g, actor, now)
	if err != nil {
		return nil, err
	}
	var todos []models.Todo
	mine := speaksFor(actor)
	for _, group := range l.lateItems() {
		line := l.line(actor, group, now.Date())
		if !line.Open {
			continue
		}
		p := group[0].facts.Project
		if len(line.ToSign) > 0 && actor.Is(models.RoleLeader, models.RoleUnit) {
			one := askedOf(p, models.TodoSign, line.ID, "/escalations/"+line.Mine)
			one.Title, one.Rung, one.AskedAt = models.Messagef("阅签：%s", group[0].row.Message()), line.Rung, line.At
			todos = append(todos, one)
		}
		for _, note := range unanswered(group, mine) {
			one := askedOf(p, models.TodoAnswer, note.ID, "/escalations/"+note.EscalationID)
			one.Title, one.AskedBy, one.AskedAt, one.Rung = models.Messagef("答复%s的批示", note.Party), note.Party, note.At,
				line.Rung
			todos = append(todos, by(one, note.Due, now.Date(), g.Calendar))
		}
	}
	return todos, nil
}

// unanswered returns the instructions on a late item that one of the parties has to answer and has not. Those with a
// day are followed by an order, which asks for the answer itself.
func unanswered(group []rung, parties []string) (open []models.EscalationNote) {
	var notes []models.EscalationNote
	for _, one := range group {
		notes = append(notes, one.notes...)
	}
	for _, n := range notes {
		answered := slices.ContainsFunc(notes, func(later models.EscalationNote) bool {
			return later.Kind == models.NoteReplied && later.At >= n.At
		})
		if n.Kind == models.NoteInstructed && n.Due == 0 && slices.Contains(parties, n.AddresseeID) && !answered {
			open = append(open, n)
		}
	}
	return open
}
