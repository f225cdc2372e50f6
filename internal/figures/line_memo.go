package figures

import (
	"slices"
	"sync"

	"duban/models"
)

// lineMemo keeps what was computed of each project of a programme, so that a change of one project costs that one. What
// is kept is told apart by the number under which the project was loaded, and by the names and the calendar.
type lineMemo struct {
	mu     sync.Mutex
	slots  []*lineSlot // the last used first
	states map[string]*keptStates
	curve  map[string]*keptCurve
}

// slot is a month to whose end lines are: as known now, or as known at its end.
type slot struct {
	month models.Month
	then  bool
}

// lineSlot keeps the lines of a slot, by project.
type lineSlot struct {
	slot
	mu    sync.Mutex
	lines map[string]*keptLine
}

type keptLine struct {
	load   int64
	common *Common
	until  models.Month // the project had left the list by then
	span   span
	line   models.ProjectFigures
}

// mostSlots is how many slots are kept.
const mostSlots = 4

// of returns a slot, and forgets the one that was not used for longest.
func (m *lineMemo) of(s slot) *lineSlot {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.slots, func(l *lineSlot) bool { return l.slot == s })
	if i < 0 {
		m.slots = slices.Insert(m.slots, 0, &lineSlot{slot: s, lines: map[string]*keptLine{}})
		m.slots = m.slots[:min(len(m.slots), mostSlots)]
		return m.slots[0]
	}
	found := m.slots[i]
	m.slots = slices.Insert(slices.Delete(m.slots, i, i+1), 0, found)
	return found
}

// line returns a project's line at a moment.
func (l *lineSlot) line(m *Member, p *Programme, now models.Instant) *keptLine {
	l.mu.Lock()
	kept := l.lines[m.Project.ID]
	l.mu.Unlock()
	if kept != nil && kept.load == m.load && kept.common == p.common && kept.until == m.Until && kept.span.holds(now) {
		return kept
	}
	kept = &keptLine{load: m.load, common: p.common, until: m.Until}
	f, at := m.Facts, now
	if l.then {
		at = models.MonthEnd(l.month, now)
		f = models.AsOf(f, l.month, at, m.Moves)
	}
	rules := models.RulesFor(f, p.Calendar)
	kept.line = rules.ProjectFigures(f, m.Listing, p.Names, l.month, at, now.Date())
	kept.span = spanOf(now).split(now, rules.Ladder.Hour).around(now, m)
	l.mu.Lock()
	l.lines[m.Project.ID] = kept
	l.mu.Unlock()
	return kept
}

// keptStates are where a project's reports stand on a day.
type keptStates struct {
	load   int64
	common *Common
	day    models.Date
	states map[models.Month]models.RoundState
}

// state is models.RoundStateOf.
func (m *lineMemo) state(of *Member, p *Programme, round models.Month, day models.Date) models.RoundState {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.states[of.Project.ID]
	if kept == nil || kept.load != of.load || kept.common != p.common || kept.day != day {
		kept = &keptStates{load: of.load, common: p.common, day: day, states: map[models.Month]models.RoundState{}}
		if m.states == nil {
			m.states = map[string]*keptStates{}
		}
		m.states[of.Project.ID] = kept
	}
	state, known := kept.states[round]
	if !known {
		state = models.RoundStateOf(models.RulesFor(of.Facts, p.Calendar), of.Facts, round, day)
		kept.states[round] = state
	}
	return state
}
