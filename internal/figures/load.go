// Package figures loads what the figures of a programme are computed from, and keeps months closed: a month that has a
// closing is read from it, any other is computed by the rules in models.
package figures

import (
	"slices"

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
}

// Member is a project of a programme.
type Member struct {
	models.Facts
	models.Listing
	Moves []models.DueChange // date history of its milestones, if any of them moved
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
	decisions, err := tx.TargetDecisions(p.ID)
	if err != nil {
		return err
	}
	p.Targets = models.TargetsOf(decisions, models.IndicatorInvestment)
	if p.Targets.Decided != nil {
		p.Target = p.Targets.Decided.Money()
	}
	if p.Closed, err = tx.ClosedMonths(p.ID); err != nil {
		return err
	}
	listed, err := tx.FactsOf(p.ID)
	if err != nil {
		return err
	}
	return p.members(tx, listed)
}

func (p *Programme) members(tx *store.Tx, listed []models.Facts) error {
	dropped, err := tx.DroppedFactsOf(p.ID)
	if err != nil {
		return err
	}
	var places []models.Membership // of those on the list the facts know it
	if len(dropped) > 0 {
		if places, err = tx.MembershipsOf(p.ID); err != nil {
			return err
		}
	}
	for _, f := range listed {
		m, err := p.memberOf(tx, f, slices.Concat(f.Memberships, places))
		if err != nil {
			return err
		}
		p.Listed = append(p.Listed, m)
	}
	for _, f := range dropped {
		m, err := p.memberOf(tx, f, places)
		if err != nil {
			return err
		}
		m.Programmes = []models.Programme{p.Programme} // its rules are still those of the list
		m.Until = m.Membership.DroppedOn.Month() - 1   // the last whole month on the list
		p.Dropped = append(p.Dropped, m)
	}
	return nil
}

func (p *Programme) memberOf(tx *store.Tx, f models.Facts, places []models.Membership) (Member, error) {
	m := Member{Facts: f}
	if i := slices.IndexFunc(places, func(l models.Membership) bool {
		return l.ProgrammeID == p.ID && l.ProjectID == f.Project.ID
	}); i >= 0 {
		m.Membership = places[i]
	}
	for _, milestone := range f.Milestones {
		if milestone.DueVersion > 1 {
			var err error
			m.Moves, err = tx.DueChanges(f.Project.ID)
			return m, err
		}
	}
	return m, nil
}

// NamesOf loads the words behind row keys.
func NamesOf(tx *store.Tx) (models.Names, error) {
	n := models.Names{Organisations: map[string]string{}, Posts: map[string]string{}}
	organisations, err := tx.AllOrganisations()
	if err != nil {
		return n, err
	}
	for _, o := range organisations {
		n.Organisations[o.ID] = o.Name
	}
	posts, err := tx.AllPosts()
	for _, p := range posts {
		n.Posts[p.ID] = p.Title
	}
	return n, err
}

// Member returns a project of the programme, on its list or dropped from it.
func (p Programme) Member(projectID string) (m Member, found bool) {
	all := slices.Concat(p.Listed, p.Dropped)
	i := slices.IndexFunc(all, func(m Member) bool { return m.Project.ID == projectID })
	if i < 0 {
		return m, false
	}
	return all[i], true
}

// MemberOf returns what is known of a project that is or was on the list; one that left it without leaving its months
// behind is loaded for itself.
func (p Programme) MemberOf(tx *store.Tx, projectID string) (m Member, err error) {
	m, known := p.Member(projectID)
	if known {
		return m, nil
	}
	if m.Facts, err = tx.Facts(projectID); err != nil {
		return m, err
	}
	m.Moves, err = tx.DueChanges(projectID)
	return m, err
}

// Facts lists the facts of the projects on the list, in its order.
func (p Programme) Facts() []models.Facts {
	facts := make([]models.Facts, 0, len(p.Listed))
	for _, m := range p.Listed {
		facts = append(facts, m.Facts)
	}
	return facts
}
