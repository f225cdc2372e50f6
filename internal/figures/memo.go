package figures

import (
	"slices"
	"sync"

	"duban/models"
	"duban/store"
)

// memo keeps what was computed from one state of a programme. It is valid for a span of moments: a part of a day in
// which nothing that is on record begins or ends.
type memo struct {
	programme *Programme
	cache     *Cache
	lines     *lineMemo

	mu       sync.Mutex
	facts    []models.Facts
	curve    []models.CurvePoint // of the whole year
	span     span                // of the rest
	headline *models.Headline
	now      map[models.Month]models.ProgrammeFigures
	then     map[models.Month]models.ProgrammeFigures
	standing *Standing
	kept     map[string]*keptOnce // see Kept
}

// factsOf keeps what Facts lists.
func (m *memo) factsOf() []models.Facts {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.listed()
}

func (m *memo) listed() []models.Facts {
	if m.facts == nil {
		m.facts = m.programme.facts()
	}
	return m.facts
}

// begin forgets what is not valid at a moment. The caller holds the lock.
func (m *memo) begin(now models.Instant) {
	if m.span.holds(now) {
		return
	}
	m.span = spanOf(now)
	m.headline, m.standing = nil, nil
	m.now, m.then = map[models.Month]models.ProgrammeFigures{}, map[models.Month]models.ProgrammeFigures{}
	m.kept = map[string]*keptOnce{}
}

func (m *memo) headlineAt(now models.Instant) models.Headline {
	m.begin(now)
	if m.headline == nil {
		p, day := m.programme, now.Date()
		h := models.HeadlineBy(p.Programme, p.Closed, p.Calendar, day,
			func(round models.Month) models.RoundCount { return m.countAt(round, day) },
			func(round models.Round) bool { return models.AskClose(round, m.listed(), p.Calendar, day) })
		m.headline = &h
	}
	return *m.headline
}

// countAt counts a round on a day.
func (m *memo) countAt(round models.Month, day models.Date) (count models.RoundCount) {
	for i := range m.programme.Listed {
		of := &m.programme.Listed[i]
		count.Add(m.lines.state(of, m.programme, round, day))
	}
	return count
}

// mostMonths is how many months of each kind are kept.
const mostMonths = 3

// nowAt is Programme.Now.
func (m *memo) nowAt(month models.Month, now models.Instant) models.ProgrammeFigures {
	m.begin(now)
	out, known := m.now[month]
	if !known {
		all := make([]*Member, 0, len(m.programme.index))
		for of := range m.programme.members() {
			all = append(all, of)
		}
		out = m.figures(month, now, all, false)
		keepFew(m.now, month, out)
	}
	out.At = now
	return out
}

// thenAt is Programme.Rebuild.
func (m *memo) thenAt(month models.Month, now models.Instant) models.ProgrammeFigures {
	m.begin(now)
	out, known := m.then[month]
	if !known {
		listed, gone := m.programme.membersIn(month)
		all := make([]*Member, 0, len(listed)+len(gone))
		for _, of := range [][]Member{listed, gone} {
			for i := range of {
				all = append(all, &of[i])
			}
		}
		out = m.figures(month, now, all, true)
		keepFew(m.then, month, out)
	}
	out.At = models.MonthEnd(month, now)
	return out
}

// figures sums up lines, each from what is kept of its project, and narrows the span to that of the lines.
func (m *memo) figures(month models.Month, now models.Instant, members []*Member, then bool) models.ProgrammeFigures {
	p := m.programme
	out := models.ProgrammeFigures{Month: month, Target: p.Target,
		Indicator: models.IndicatorInvestment, Lines: make([]models.ProjectFigures, 0, len(members))}
	slot := m.lines.of(slot{month: month, then: then})
	for _, of := range members {
		kept := slot.line(of, p, now)
		out.Lines = append(out.Lines, kept.line)
		m.span = m.span.and(kept.span)
	}
	out.Totals = models.TotalsOf(out.Lines)
	out.RankUnitsBy(p.Programme, p.Names)
	return out
}

func keepFew[T any](kept map[models.Month]T, month models.Month, one T) {
	if len(kept) >= mostMonths {
		clear(kept)
	}
	kept[month] = one
}

// standAt is Programme.Stand.
func (m *memo) standAt(tx *store.Tx, p Programme, now models.Instant) (Standing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.begin(now)
	if m.standing == nil {
		s, err := p.stand(tx, now, standing{headline: m.headlineAt, now: m.nowAt, at: m.at})
		if err != nil {
			return s, err
		}
		s.Programme = Programme{}
		m.standing = &s
	}
	out := *m.standing
	out.Programme, out.Moment, out.Today.At = p, now, now
	switch {
	case out.Speaks.Month == 0:
		out.Figures.At = now
	case out.Figures.Closing == 0:
		out.Figures.At = models.MonthEnd(out.Figures.Month, now)
	}
	return out, nil
}

// at is Programme.At.
func (m *memo) at(tx *store.Tx, month models.Month, now models.Instant) (models.ProgrammeFigures, error) {
	if !slices.Contains(m.programme.Closed, month) {
		return m.thenAt(month, now), nil
	}
	out, err := m.cache.closed.figures(tx, newestClosing(m.programme.closings, month))
	if err == nil && month >= m.headlineAt(now).Month {
		out.RankUnitsBy(m.programme.Programme, m.programme.Names)
	}
	return out, err
}

// newestClosing finds the newest version of a month's closing, among all of a programme.
func newestClosing(all []models.MonthClosing, month models.Month) (newest models.MonthClosing) {
	for _, c := range all { // by month and version
		if c.Kind == models.ClosedMonth && c.Month == month {
			newest = c
		}
	}
	return newest
}

// closedMonths keeps the closings that were read last. A closing never changes.
type closedMonths struct {
	mu   sync.Mutex
	read []closedFigures // the last one first
}

type closedFigures struct {
	id      string
	figures models.ProgrammeFigures
}

// mostClosings is how many closings are kept.
const mostClosings = 4

func (k *closedMonths) figures(tx *store.Tx, c models.MonthClosing) (models.ProgrammeFigures, error) {
	k.mu.Lock()
	i := slices.IndexFunc(k.read, func(f closedFigures) bool { return f.id == c.ID })
	if i >= 0 {
		found := k.read[i]
		k.read = slices.Insert(slices.Delete(k.read, i, i+1), 0, found)
		k.mu.Unlock()
		return found.figures, nil
	}
	k.mu.Unlock()
	lines, err := tx.ClosingLines(c.ID)
	if err != nil {
		return models.ProgrammeFigures{}, err
	}
	out, err := c.Figures(lines)
	if err != nil {
		return out, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.read = slices.Insert(k.read, 0, closedFigures{c.ID, out})
	k.read = k.read[:min(len(k.read), mostClosings)]
	return out, nil
}

// mostKept is how many things are kept of a standing: their names may come from a request.
const mostKept = 64

// Kept returns what compute makes of a standing: once for as long as the standing is the same, when it is of a Cache.
// It is shared between requests and must not be changed, nor depend on the moment within the day.
func Kept[T any](s Standing, name string, compute func() T) T {
	m := s.memo
	if m == nil {
		return compute()
	}
	m.mu.Lock()
	if !m.span.holds(s.Moment) {
		m.mu.Unlock()
		return compute()
	}
	one := m.kept[name]
	if one == nil && len(m.kept) >= mostKept {
		m.mu.Unlock()
		return compute()
	}
	if one == nil {
		one = &keptOnce{}
		m.kept[name] = one
	}
	m.mu.Unlock()
	one.mu.Lock()
	defer one.mu.Unlock()
	if !one.done { // still so after a computation that panicked
		one.value = compute()
		one.done = true
	}
	return one.value.(T)
}

// keptOnce is a value that the first one who asks for it computes.
type keptOnce struct {
	mu    sync.Mutex
	done  bool
	value any
}
