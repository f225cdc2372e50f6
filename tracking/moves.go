package tracking

import "duban/models"

// Moves is what a change of the calendar or the ladder moves, and what it puts on record at once.
type Moves struct {
	Moved []MovedMoment      `json:"moved"` // projects whose next moment moves
	Items []models.MovedItem `json:"items"` // whose due day or next rung moves
}

// MovedMoment is the next moment of a project before and after a change of the rules.
type MovedMoment struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Before models.Moment `json:"before"`
	After  models.Moment `json:"after"`
	Rungs  int           `json:"rungs"` // that the change puts on record at once, those passed over left out
}

func noMoves() Moves { return Moves{Moved: []MovedMoment{}, Items: []models.MovedItem{}} }

// Rungs is how many rungs the change puts on record at once.
func (m Moves) Rungs() (n int) {
	for _, p := range m.Moved {
		n += p.Rungs
	}
	return n
}

// compare adds what differs for a project between two sets of rules.
func (m *Moves) compare(f models.Facts, before, after models.Rules, now models.Instant) {
	was, will := before.Advance(f, now), after.Advance(f, now)
	rungs := rungsOf(will.Records) - rungsOf(was.Records)
	if was.Next != will.Next || rungs != 0 {
		m.Moved = append(m.Moved, MovedMoment{Code: f.Project.Code, Name: f.Project.Name, Before: was.Next,
			After: will.Next, Rungs: rungs})
	}
	m.Items = models.MovedItems(m.Items, f, before, after, now)
}

func rungsOf(records []models.Escalation) (n int) {
	for _, e := range records {
		if e.Kind == models.KindRung && !e.PassedOver {
			n++
		}
	}
	return n
}
