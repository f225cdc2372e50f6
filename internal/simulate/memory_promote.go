package simulate

import (
	"cmp"
	"slices"

	"duban/importer/compare"
	"duban/models"
)

// promoted lists the tables in the order in which an import writes them: a row comes after those it hangs on.
var promoted = []compare.Entity{
	compare.EntityOrganisation, compare.EntityPost, compare.EntityProgramme, compare.EntityIndicator,
	compare.EntityProject, compare.EntityMembership, compare.EntityMonthPlan, compare.EntityMilestone,
	compare.EntityDueChange, compare.EntityReport,
}

// promote writes the changes of an import as the store does, and looks at the projects they touch.
func (m *memory) promote(changes []compare.Change) error {
	touched, before := map[string]bool{}, map[string]models.Project{}
	for _, c := range changes {
		if p := m.byID[c.ProjectID]; p != nil && !touched[c.ProjectID] {
			before[c.ProjectID] = p.facts.Project
			p.facts.Project.Version++
			p.facts.Project.NextAt, p.facts.Project.NextWhat = m.now, models.LookAgain
		}
		touched[c.ProjectID] = true
	}
	for _, entity := range promoted {
		for _, c := range changes {
			if c.Entity == entity {
				m.write(c)
			}
		}
	}
	for _, p := range m.projects {
		m.relist(p)
		if !touched[p.facts.Project.ID] {
			continue
		}
		p.sort()
		p.rules = m.Rules(p.facts)
		if err := m.look(p); err != nil {
			return err
		}
		if was, known := before[p.facts.Project.ID]; known && p.facts.Project.Status == models.ProjectOpen {
			assigned := p.rules.AssignmentNotices(was, p.facts.Project, m.now.String(), m.now)
			p.messages = append(p.messages, assigned...)
		}
	}
	return nil
}

// write writes one row.
func (m *memory) write(c compare.Change) {
	p := m.byID[c.ProjectID]
	switch row := c.After.(type) {
	case models.Organisation:
		m.organisations[row.ID] = row
	case models.Post:
		m.posts[row.ID] = row
	case models.Programme:
		models.PromoteProgramme(&row, m.now)
		if c.Action == compare.ActionNew {
			row.LiveFrom, row.Ladder = m.now.Date(), cmp.Or(m.Ladder, row.Ladder)
		}
		put(&m.programmes, row, func(p models.Programme) string { return p.ID })
	case models.Indicator, models.QuarterPlan: // the rules need none
	case models.Project:
		m.writeProject(p, row)
	case models.Membership:
		put(&m.memberships, row, func(m models.Membership) string { return m.ProgrammeID + "/" + m.ProjectID })
	case models.MonthPlan:
		put(&p.facts.MonthPlans, row, func(p models.MonthPlan) string { return p.Month.String() })
	case models.Milestone:
		models.PromoteMilestone(&row, m.now)
		put(&p.facts.Milestones, row, func(m models.Milestone) string { return m.ID })
	case models.DueChange:
		row.At = cmp.Or(row.At, m.now)
		p.moves = append(p.moves, row)
	case models.Report:
		models.PromoteReport(&row, m.now)
		put(&p.facts.Reports, row, func(r models.Report) string { return r.ID })
	}
}

// writeProject adds a project, or changes what an import may change of one that exists.
func (m *memory) writeProject(p *project, row models.Project) {
	models.PromoteProject(&row, m.now)
	if p == nil {
		m.add(&project{record: record{facts: models.Facts{Project: row}}})
		return
	}
	before := p.facts.Project
	row.Version, row.Status, row.ClosedAt = before.Version, before.Status, before.ClosedAt
	row.FollowedSince, row.NextAt, row.NextWhat = before.FollowedSince, before.NextAt, before.NextWhat
	row.HandedAt, row.HandedInto = before.HandedAt, before.HandedInto
	p.facts.Project = row
}

// relist gathers the lists a project is on.
func (m *memory) relist(p *project) {
	p.facts.Memberships, p.facts.Programmes = nil, nil
	for _, place := range m.memberships {
		if place.Active() && place.ProjectID == p.facts.Project.ID {
			p.facts.Memberships = append(p.facts.Memberships, place)
		}
	}
	slices.SortFunc(p.facts.Memberships, func(a, b models.Membership) int {
		return cmp.Compare(a.ProgrammeID, b.ProgrammeID)
	})
	for _, place := range p.facts.Memberships {
		i := slices.IndexFunc(m.programmes, func(p models.Programme) bool { return p.ID == place.ProgrammeID })
		p.facts.Programmes = append(p.facts.Programmes, m.programmes[i])
	}
}

// sort brings a project's rows into the order in which the rules expect them.
func (p *project) sort() {
	slices.SortFunc(p.facts.MonthPlans, func(a, b models.MonthPlan) int { return cmp.Compare(a.Month, b.Month) })
	slices.SortFunc(p.facts.Reports, func(a, b models.Report) int { return cmp.Compare(a.Month, b.Month) })
	slices.SortFunc(p.facts.Milestones, func(a, b models.Milestone) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
}
