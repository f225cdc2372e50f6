package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// UrgentLine is an urgent table (急报表) in a list, with how far its columns are answered.
type UrgentLine struct {
	ID        string                `json:"id"`
	Programme string                `json:"programme"`
	Year      int                   `json:"year"`
	Name      string                `json:"name"`
	Month     models.Month          `json:"month"`
	To        models.UrgentReceiver `json:"to"`
	CityMajor bool                  `json:"city_major"` // only the projects of the city's list
	Due       models.Instant        `json:"due"`
	Late      bool                  `json:"late"` // it is due and something is missing
	Collected int                   `json:"collected"`
	Projects  int                   `json:"projects"` // of those the person may see
	Answered  int                   `json:"answered"` // of these, every column is
	Form      string                `json:"form"`     // file name; "": no form was given
	// 文号 of the document on which a table of a ten-day or weekly round rests
	Basis    string         `json:"basis,omitempty"`
	By       string         `json:"by"`
	At       models.Instant `json:"at"`
	ClosedAt models.Instant `json:"closed_at,omitempty"`
}

// UrgentTables are the urgent tables of a programme that concern a person.
type UrgentTables struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	Tables    []UrgentLine   `json:"tables"` // the newest first
}

// UrgentTables lists a programme's urgent tables: owners and units see those that ask for projects of theirs.
func (s *Service) UrgentTables(ctx context.Context, actor models.Actor, programme string) (UrgentTables, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return UrgentTables{}, err
	}
	out := UrgentTables{AsOf: s.now(), Tables: []UrgentLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = p.Name, p.Year
		tables, err := tx.UrgentTables(p.ID)
		if err != nil {
			return err
		}
		out.Tables, err = s.urgentLines(tx, actor, tables, out.AsOf)
		return err
	})
	return out, err
}

// urgentLines are the tables that ask for projects the actor may see.
func (s *Service) urgentLines(tx *store.Tx, actor models.Actor, tables []models.UrgentTable,
	now models.Instant) ([]UrgentLine,
	error) {
	lines := []UrgentLine{}
	for _, t := range tables {
		u, err := s.loadUrgent(tx, t)
		if err != nil {
			return nil, err
		}
		if u.see(actor); len(u.rows) > 0 || models.CanSeeAll(actor) == nil {
			lines = append(lines, u.line(now))
		}
	}
	return lines, nil
}

// urgent is a table with its projects and what was answered.
type urgent struct {
	models.UrgentTable
	programme models.Programme
	form      models.UrgentForm
	rows      []urgentRow // in the order of the list
	values    []models.UrgentValue
}

// urgentRow is one project of a table.
type urgentRow struct {
	models.Project
	owner, unit string
	answers     map[string]models.UrgentValue // by column; those with a text
}

func (s *Service) loadUrgent(tx *store.Tx, t models.UrgentTable) (*urgent, error) {
	u := &urgent{UrgentTable: t}
	g, err := s.programme(tx, t.ProgrammeID)
	if err != nil {
		return nil, err
	}
	u.programme = g.Programme
	if u.form, err = tx.UrgentFormHead(t.ID); err != nil {
		return nil, err
	}
	if u.values, err = tx.UrgentValues(t.ID); err != nil {
		return nil, err
	}
	answers := map[string]map[string]models.UrgentValue{}
	for _, v := range u.values {
		if answers[v.ProjectID] == nil {
			answers[v.ProjectID] = map[string]models.UrgentValue{}
		}
		if v.Text != "" {
			answers[v.ProjectID][v.Column] = v
		}
	}
	names := g.Names.Organisations
	for _, f := range g.Listed {
		if t.Asks(f.Project, f.CityMajor()) {
			u.rows = append(u.rows, urgentRow{Project: f.Project, owner: names[f.Project.OwnerID],
				unit: names[f.Project.ResponsibleUnitID], answers: answers[f.Project.ID]})
		}
	}
	return u, nil
}

// see leaves only the projects that the actor may see.
func (u *urgent) see(actor models.Actor) {
	var own []urgentRow
	for _, r := range u.rows {
		if models.CanSee(actor, r.Project) == nil {
			own = append(own, r)
		}
	}
	u.rows = own
}

// complete reports whether every column of a project is answered.
func (u *urgent) complete(r urgentRow) bool {
	return !slices.ContainsFunc(u.Required(), func(key string) bool { return r.answers[key].Text == "" })
}

// receiver names who is to answer for a project.
func (u *urgent) receiver(r urgentRow) string {
	name := r.owner
	if u.To == models.UrgentToUnits {
		name = r.unit
	}
	if name == "" {
		return "（未注明）"
	}
	return name
}

func (u *urgent) line(now models.Instant) UrgentLine {
	l := UrgentLine{ID: u.ID, Programme: u.programme.Name, Year: u.Year, Name: u.Name, Month: u.Month, To: u.To,
		CityMajor: u.CityMajor, Due: u.Due, Collected: len(u.Columns), Projects: len(u.rows), Form: u.form.FileName,
		By: u.ByName, At: u.At, ClosedAt: u.ClosedAt, Basis: u.Basis}
	for _, r := range u.rows {
		if u.complete(r) {
			l.Answered++
		}
	}
	l.Late = l.ClosedAt == 0 && l.Collected > 0 && l.Answered < l.Projects && now > l.Due
	return l
}

// askUrgently adds the open tables with something of the person's own unanswered.
func (s *Service) askUrgently(tx *store.Tx, actor models.Actor, t *Tasks) error {
	tables, err := tx.OpenUrgentTables()
	if err != nil {
		return err
	}
	lines, err := s.urgentLines(tx, actor, tables, t.AsOf)
	for _, l := range lines {
		if l.Collected > 0 && l.Answered < l.Projects {
			t.Urgent = append(t.Urgent, l)
		}
	}
	return err
}
