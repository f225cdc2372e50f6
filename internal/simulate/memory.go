package simulate

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
)

// memory is the program without database and engine: facts in maps, changed by the rules of models, and an agenda of
// the projects' next moments.
type memory struct {
	Options
	now           models.Instant
	projects      []*project          // in order of row key
	byID          map[string]*project // by row key
	due           agenda              // looks at projects at their next moments
	programmes    []models.Programme
	memberships   []models.Membership // ended ones too
	organisations map[string]models.Organisation
	posts         map[string]models.Post
	keys          map[string]bool // of commands carried out
}

// project is one project with what is on record of it.
type project struct {
	record
	rules   models.Rules
	reviews []models.Review
}

func newMemory(o Options) *memory {
	m := &memory{
		Options: o, byID: map[string]*project{}, organisations: map[string]models.Organisation{},
		posts: map[string]models.Post{}, keys: map[string]bool{},
	}
	for _, f := range o.Projects {
		p := &project{record: record{facts: clone(f)}}
		m.add(p)
		for _, programme := range f.Programmes {
			put(&m.programmes, programme, func(p models.Programme) string { return p.ID })
		}
		m.memberships = append(m.memberships, f.Memberships...)
		p.rules = o.Rules(p.facts)
	}
	return m
}

func (m *memory) add(p *project) {
	m.projects = append(m.projects, p)
	slices.SortFunc(m.projects, func(a, b *project) int { return cmp.Compare(a.facts.Project.ID, b.facts.Project.ID) })
	m.byID[p.facts.Project.ID] = p
}

// run simulates the days: it goes from one moment at which anything is to be done to the next.
func (m *memory) run(ctx context.Context, s *Simulation) error {
	m.now = m.begin()
	imports := m.imports()
	for _, p := range m.projects {
		if err := m.look(p); err != nil {
			return err
		}
	}
	people := m.now // the next moment at which anyone acts; the first is after the first imports
	for {
		if ctx.Err() != nil {
			return interrupted(ctx.Err())
		}
		for len(imports) > 0 && imports[0].On.At(importHour, 0) <= m.now {
			if err := m.bring(ctx, imports[0].Workbook); err != nil {
				return err
			}
			imports, s.imported, people = imports[1:], true, m.now
		}
		for i, ok := m.due.due(m.now); ok; i, ok = m.due.due(m.now) {
			if err := i.do(ctx, m.now); err != nil {
				return err
			}
		}
		if people != 0 && people <= m.now {
			var err error
			if people, err = s.act(ctx, m.now); err != nil {
				return err
			}
		}
		next := earliest(m.due.next(), people)
		if len(imports) > 0 {
			next = earliest(next, imports[0].On.At(importHour, 0))
		}
		if next == 0 || next >= m.end() {
			return nil
		}
		m.now = next
	}
}

// imports are the workbooks to be imported, in order of their days.
func (o *Options) imports() []Import {
	var all []Import
	if len(o.Projects) == 0 {
		all = []Import{{o.From, o.Plan}, {o.From, o.Milestones}}
	}
	return append(all, o.Imports...)
}

// earliest is the earlier of two moments, of which 0 is none.
func earliest(a, b models.Instant) models.Instant {
	if a == 0 || b == 0 {
		return a + b
	}
	return min(a, b)
}

// enrol has nothing to do: rights come from the roles of the actor who asks.
func (m *memory) enrol(context.Context, ...models.Actor) error { return nil }

func (m *memory) do(_ context.Context, c Command) (string, error) {
	p := m.find(c.Project)
	switch {
	case p == nil:
		return "", models.ProjectNotFound(c.Project)
	case c.Key == "" || m.keys[c.Key]:
		return "", models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号（--key）")
	}
	order := models.ProjectCommand{Key: c.Key, Name: nameOf(c.Body), By: c.By, Body: c.Body, Reviews: p.reviews}
	owner := func() (string, error) { return m.organisations[p.facts.Project.OwnerID].Name, nil }
	if err := order.Authorise(p.facts.Project, owner); err != nil {
		return "", err
	}
	t, err := m.transact(p, &order)
	if err != nil {
		return "", err
	}
	m.keys[c.Key] = true
	return t.Changes.Object, nil
}

// find is the project with a code: of several years, that of the latest.
func (m *memory) find(code string) (found *project) {
	for _, p := range m.projects {
		if p.facts.Project.Code == code && (found == nil || p.facts.Project.Year > found.facts.Project.Year) {
			found = p
		}
	}
	return found
}

func nameOf(body any) string {
	switch body.(type) {
	case models.SubmitMilestoneCommand:
		return models.CommandSubmitMilestone
	case models.ReportMonthCommand:
		return models.CommandReportMonth
	case models.ReviewCommand:
		return models.CommandReview
	case models.ChangePlanCommand:
		return models.CommandChangePlan
	}
	return ""
}

// look puts on record what fell due.
func (m *memory) look(p *project) error {
	_, err := m.transact(p, nil)
	return err
}

// transact applies the rules to a project at the present moment and keeps what they change, and its next moment. A
// refused order changes nothing.
func (m *memory) transact(p *project, order *models.ProjectCommand) (models.Transaction, error) {
	facts := p.facts
	if order != nil { // the rules change rows where they are
		facts = clone(facts)
	}
	t, err := p.rules.Transact(&facts, order, m.now, false)
	if err != nil {
		return t, err
	}
	if c := t.Changes; c != nil {
		facts.Project.Version++
		if facts.Project.Status == models.ProjectClosed {
			facts.Project.Version++ // closing is a change of its own
		}
		if c.Review != nil {
			p.reviews = append(p.reviews, *c.Review)
		}
		if c.DueChange != nil {
			p.moves = append(p.moves, *c.DueChange)
		}
		for _, s := range c.Shifted {
			p.moves = append(p.moves, s.Change)
		}
	}
	p.facts = facts
	p.messages = slices.Concat(p.messages, t.Due.Notices, t.Notices, t.After.Notices)
	if at := t.After.Next.At; at != 0 {
		m.due.add(at, func(context.Context, models.Instant) error {
			if p.facts.Project.NextAt != at { // another moment has taken its place, or it was looked at already
				return nil
			}
			return m.look(p)
		})
	}
	return t, nil
}

// records are the projects on the district's lists. A message is delivered at the first moment at which it may be.
func (m *memory) records(context.Context) ([]record, error) {
	var all []record
	for _, p := range m.projects {
		if districtOf(p.facts).Kind != models.DistrictProgramme {
			continue
		}
		r := p.record
		r.facts = clone(r.facts)
		slices.SortFunc(r.facts.Escalations, func(a, b models.Escalation) int { // as the store reads them
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
		})
		r.messages = slices.Clone(r.messages)
		for i := range r.messages {
			if sent := &r.messages[i]; sent.NotBefore < m.end() {
				sent.Status, sent.DeliveredAt = models.OutboxDelivered, max(sent.CreatedAt, sent.NotBefore)
			}
		}
		all = append(all, r)
	}
	return all, nil
}

// clone copies facts with their rows.
func clone(f models.Facts) models.Facts {
	f.Memberships, f.Programmes = slices.Clone(f.Memberships), slices.Clone(f.Programmes)
	f.MonthPlans, f.Milestones, f.Reports = slices.Clone(f.MonthPlans), slices.Clone(f.Milestones), slices.Clone(f.Reports)
	f.Submissions, f.Pauses, f.Escalations = slices.Clone(f.Submissions), slices.Clone(f.Pauses),
		slices.Clone(f.Escalations)
	return f
}

// put replaces the row with the same key, or adds it.
func put[T any](rows *[]T, row T, key func(T) string) {
	for i := range *rows {
		if key((*rows)[i]) == key(row) {
			(*rows)[i] = row
			return
		}
	}
	*rows = append(*rows, row)
}
