// Package figures loads what the figures of a programme are computed from, and keeps months closed: a month that has a
// closing is read from it, any other is computed by the rules in models.
package figures

import (
	"iter"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// Programme is a programme with everything its figures are computed from.
type Programme struct {
	models.Programme
	Calendar models.Calendar
	Target   models.Money   // of investment, as decided; 0: none is on record
	Targets  models.Targets // with the adjusted plan, and what they rest on
	Names    models.Names
	Listed   []Member // in the order of the list
	Dropped  []Member // off the list; their months until then still count
	Closed   []models.Month
	Rounds   models.RoundSettings
	closings []models.MonthClosing // every version of every kind, as store.Tx.ClosingsOf lists them
	index    map[string]int        // place of a project in Listed and then Dropped, by its ID

	common *Common // of a programme of a Cache
	memo   *memo   // the same: what was computed from it
}

// Member is a project of a programme.
type Member struct {
	models.Facts
	models.Listing
	Moves    []models.DueChange // date history of its milestones, if any of them moved
	Evidence map[string]int     // attachments of each submission that has any, by its ID
	load     int64              // of a Cache: raised whenever the project is loaded again
}

// Load loads a programme.
func Load(tx *store.Tx, p models.Programme, calendar func(extra []models.CalendarDay) models.Calendar) (Programme,
	error) {
	out := Programme{Programme: p}
	extra, err := tx.CalendarDays()
	if err != nil {
		return out, err
	}
	out.Calendar = calendar(extra)
	if out.Names, err = NamesOf(tx); err != nil {
		return out, err
	}
	return out, out.LoadMembers(tx)
}

// LoadMembers loads the rest of a programme of which names and calendar are known.
func (p *Programme) LoadMembers(tx *store.Tx) error {
	if err := p.loadHeads(tx); err != nil {
		return err
	}
	places, err := tx.MembershipsOf(p.ID)
	if err != nil {
		return err
	}
	listed, err := tx.FactsOf(p.ID)
	if err != nil {
		return err
	}
	dropped, err := tx.DroppedFactsOf(p.ID)
	if err != nil {
		return err
	}
	loaded, err := membersOf(tx, slices.Concat(listed, dropped))
	if err != nil {
		return err
	}
	p.place(places, loaded)
	return nil
}

// loadHeads loads targets, closings and the days of rounds.
func (p *Programme) loadHeads(tx *store.Tx) error {
	decisions, err := tx.TargetDecisions(p.ID)
	if err != nil {
		return err
	}
	p.Targets, p.Target = models.TargetsOf(decisions, models.IndicatorInvestment), 0
	if p.Targets.Decided != nil {
		p.Target = p.Targets.Decided.Money()
	}
	if p.closings, err = tx.ClosingsOf(p.ID); err != nil {
		return err
	}
	if p.Rounds, err = tx.RoundSettings(p.ID); err != nil {
		return err
	}
	p.Closed = models.MonthsClosed(p.closings)
	return nil
}

// membersOf loads what belongs to facts, by project.
func membersOf(tx *store.Tx, facts []models.Facts) (map[string]Member, error) {
	out := make(map[string]Member, len(facts))
	var all, moved []string
	for _, f := range facts {
		all = append(all, f.Project.ID)
		if slices.ContainsFunc(f.Milestones, func(m models.Milestone) bool { return m.DueVersion > 1 }) {
			moved = append(moved, f.Project.ID)
		}
	}
	moves, err := tx.DueChangesOf(moved)
	if err != nil {
		return nil, err
	}
	evidence, err := tx.EvidenceOf(all)
	if err != nil {
		return nil, err
	}
	for _, f := range facts {
		m := Member{Facts: f, Moves: moves[f.Project.ID]}
		for _, s := range f.Submissions {
			if n := evidence[s.ID]; n > 0 {
				if m.Evidence == nil {
					m.Evidence = map[string]int{}
				}
				m.Evidence[s.ID] = n
			}
		}
		out[f.Project.ID] = m
	}
	return out, nil
}

// place puts loaded projects where the list has them: those on it in its order, those that left it and still count by
// row key.
func (p *Programme) place(places []models.Membership, loaded map[string]Member) {
	p.Listed, p.Dropped = nil, nil
	for _, place := range places {
		m, found := loaded[place.ProjectID]
		m.Membership, m.Until = place, 0
		switch {
		case !found:
		case place.Active():
			p.Listed = append(p.Listed, m)
		case place.DroppedCounts:
			m.Programmes = []models.Programme{p.Programme} // its rules are still those of the list
			m.Until = place.DroppedOn.Month() - 1          // the last whole month on the list
			p.Dropped = append(p.Dropped, m)
		}
	}
	slices.SortFunc(p.Dropped, func(a, b Member) int { return strings.Compare(a.Project.ID, b.Project.ID) })
	p.index = make(map[string]int, len(p.Listed)+len(p.Dropped))
	i := 0
	for m := range p.members() {
		p.index[m.Project.ID] = i
		i++
	}
}

// members goes through the projects on the list and those that left it.
func (p *Programme) members() iter.Seq[*Member] {
	return func(yield func(*Member) bool) {
		for _, of := range [][]Member{p.Listed, p.Dropped} {
			for i := range of {
				if !yield(&of[i]) {
					return
				}
			}
		}
	}
}

// NamesOf loads the words behind row keys.
func NamesOf(tx *store.Tx) (models.Names, error) {
	n := models.Names{Organisations: map[string]string{}, Posts: map[string]string{}, Kinds: map[string]models.UnitKind{}}
	organisations, err := tx.AllOrganisations()
	if err != nil {
		return n, err
	}
	for _, o := range organisations {
		n.Organisations[o.ID] = o.Name
		if o.Kind != "" {
			n.Kinds[o.Name] = o.Kind
		}
	}
	posts, err := tx.AllPosts()
	for _, p := range posts {
		n.Posts[p.ID] = p.Title
	}
	return n, err
}

// Round returns what is known of a round that is on record, with its steps.
func (p Programme) Round(record models.MonthRound, steps []models.RoundStep, now models.Instant) models.RoundFacts {
	return models.NewRoundFacts(p.Programme, p.Rounds, record, p.Facts(), p.closings, steps, p.Calendar, now)
}

// Member returns a project of the programme, on its list or dropped from it.
func (p Programme) Member(projectID string) (m Member, found bool) {
	i, found := p.index[projectID]
	switch {
	case !found:
		return m, false
	case i < len(p.Listed):
		return p.Listed[i], true
	}
	return p.Dropped[i-len(p.Listed)], true
}

// OnList returns a project that is on the list now.
func (p Programme) OnList(projectID string) (m Member, found bool) {
	if i, known := p.index[projectID]; known && i < len(p.Listed) {
		return p.Listed[i], true
	}
	return m, false
}

// LoadMember loads a project that is on no list.
func LoadMember(tx *store.Tx, projectID string) (m Member, err error) {
	f, err := tx.Facts(projectID)
	if err != nil {
		return m, err
	}
	all, err := membersOf(tx, []models.Facts{f})
	return all[projectID], err
}

// MemberOf returns what is known of a project that is or was on the list; one that left it without leaving its months
// behind is loaded for itself.
func (p Programme) MemberOf(tx *store.Tx, projectID string) (m Member, err error) {
	m, known := p.Member(projectID)
	if known {
		return m, nil
	}
	return LoadMember(tx, projectID)
}

// Facts lists the facts of the projects on the list, in its order. The list is not to be changed.
func (p Programme) Facts() []models.Facts {
	if p.memo != nil {
		return p.memo.factsOf()
	}
	return p.facts()
}

func (p *Programme) facts() []models.Facts {
	facts := make([]models.Facts, 0, len(p.Listed))
	for _, m := range p.Listed {
		facts = append(facts, m.Facts)
	}
	return facts
}
