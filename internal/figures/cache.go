package figures

import (
	"slices"
	"sync"

	"duban/models"
	"duban/store"
)

// Cache keeps programmes with everything their figures are computed from, so that a request asks the database for what
// changed since and for nothing else. It is kept under the sequence of the audit chain: snapshots with the same number
// have the same rows, in whatever process they were written.
//
// What it returns is shared between requests and never changed. It serves transactions that only read; a decision is
// made from rows that its own transaction loaded.
type Cache struct {
	// Calendar makes the calendar from the days the office entered.
	Calendar func(extra []models.CalendarDay) models.Calendar

	mu      sync.Mutex
	states  []*state // by sequence, the newest last
	loads   int64    // gives each loaded project its number
	lines   map[string]*lineMemo
	closed  closedMonths
	queried int // how often rows were loaded, for tests
}

// mostStates is how many sequences are kept: requests that began before the last changes are answered from theirs.
const mostStates = 4

// mostChanges is how many changed rows are read one by one; after more the programmes are loaded again.
const mostChanges = 20_000

// state is what is kept of one sequence.
type state struct {
	sequence   int64
	common     *Common
	programmes map[string]*keptProgramme // by ID
}

// keptProgramme is a programme as it was loaded, with what has changed since and is not loaded yet.
type keptProgramme struct {
	loaded  Programme
	pending map[string]bool // projects whose rows changed, by ID
	lists   bool            // its list changed
	heads   bool            // its targets or closings changed
	all     bool            // everything is to be loaded again
}

// current reports whether nothing of it changed.
func (k *keptProgramme) current() bool {
	for id := range k.pending {
		if _, of := k.loaded.index[id]; of {
			return false
		}
	}
	return !k.all && !k.lists && !k.heads
}

// Common is what all programmes share.
type Common struct {
	Programmes []models.Programme // as store.Tx.Programmes lists them
	Names      models.Names
	Posts      []models.Post // as store.Tx.AllPosts lists them
	Audiences  []models.AudiencePost
	Entered    []models.CalendarDay // by the office
	Calendar   models.Calendar
}

// Common returns what all programmes share.
func (c *Cache) Common(tx *store.Tx) (*Common, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.at(tx)
	if err != nil {
		return nil, err
	}
	return s.common, nil
}

// Programme returns a programme as the transaction's snapshot has it.
func (c *Cache) Programme(tx *store.Tx, p models.Programme) (Programme, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.at(tx)
	if err != nil {
		return Programme{}, err
	}
	kept := s.programmes[p.ID]
	if kept == nil {
		kept = &keptProgramme{loaded: Programme{Programme: p}, all: true}
	}
	if kept.current() && kept.loaded.common == s.common {
		s.programmes[p.ID] = &keptProgramme{loaded: kept.loaded}
		return kept.loaded, nil
	}
	loaded, err := c.bring(tx, s.common, *kept)
	if err != nil {
		return Programme{}, err
	}
	s.programmes[p.ID] = &keptProgramme{loaded: loaded}
	return loaded, nil
}

// keeps reports whether anything of a programme is kept.
func (c *Cache) keeps(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.states) > 0 && c.states[len(c.states)-1].programmes[id] != nil
}

// Drop forgets everything: the next request loads it again.
func (c *Cache) Drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.states, c.lines, c.closed = nil, nil, closedMonths{}
}

// at returns the state of the transaction's snapshot.
func (c *Cache) at(tx *store.Tx) (*state, error) {
	sequence, err := tx.Sequence()
	if err != nil {
		return nil, err
	}
	i, found := slices.BinarySearchFunc(c.states, sequence, func(s *state, n int64) int { return int(s.sequence - n) })
	if found {
		return c.states[i], nil
	}
	next := &state{sequence: sequence, programmes: map[string]*keptProgramme{}}
	if i > 0 { // the newest that is older
		if err := c.follow(tx, c.states[i-1], next); err != nil {
			return nil, err
		}
	}
	if next.common == nil {
		if next.common, err = c.loadCommon(tx); err != nil {
			return nil, err
		}
	}
	c.states = slices.Insert(c.states, i, next)
	if len(c.states) > mostStates {
		c.states = slices.Delete(c.states, 0, len(c.states)-mostStates)
	}
	return next, nil
}

func (c *Cache) loadCommon(tx *store.Tx) (*Common, error) {
	c.queried++
	return LoadCommon(tx, c.Calendar)
}

// LoadCommon loads what all programmes share.
func LoadCommon(tx *store.Tx, calendar func(extra []models.CalendarDay) models.Calendar) (*Common, error) {
	out := &Common{}
	var err error
	if out.Programmes, err = tx.Programmes(); err != nil {
		return nil, err
	}
	if out.Names, err = NamesOf(tx); err != nil {
		return nil, err
	}
	if out.Posts, err = tx.AllPosts(); err != nil {
		return nil, err
	}
	if out.Audiences, err = tx.AudiencePosts(); err != nil {
		return nil, err
	}
	if out.Entered, err = tx.CalendarDays(); err != nil {
		return nil, err
	}
	out.Calendar = calendar(out.Entered)
	return out, nil
}
