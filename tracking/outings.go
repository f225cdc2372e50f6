package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// OutingHead is a batch or a route in a list.
type OutingHead struct {
	ID       string            `json:"id"`
	Kind     models.OutingKind `json:"kind"`
	Word     string            `json:"kind_name"`
	Title    string            `json:"title"`
	On       models.Date       `json:"on"`
	Begins   string            `json:"begins"` // 09:00
	Place    string            `json:"place,omitempty"`
	Projects int               `json:"projects"`
}

// OutingList are the batches of projects that begin together (集中开工) and the routes of visits (观摩) of a programme.
type OutingList struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	Outings   []OutingHead   `json:"outings"` // the newest day first
	MayManage bool           `json:"may_manage"`
}

// OutingPage is a batch or a route with its projects.
type OutingPage struct {
	OutingHead
	AsOf      models.Instant  `json:"as_of"`
	Programme string          `json:"programme"`
	Ends      string          `json:"ends"`
	By        string          `json:"by"`
	At        models.Instant  `json:"at"`
	Version   int             `json:"version"` // to be sent with a change
	Lines     string          `json:"lines"`   // as an entry has them
	Projects  []OutingProject `json:"projects"`
	MayManage bool            `json:"may_manage"`
	sheet     models.OutingSheet
	ids       []string // of the projects
}

// OutingProject is a project of a batch or a route.
type OutingProject struct {
	Code     string       `json:"code"`
	Year     int          `json:"year"`
	Name     string       `json:"name"`
	Unit     string       `json:"responsible_unit"`
	Owner    string       `json:"owner"`
	Place    string       `json:"place"`
	Content  string       `json:"content"`
	Total    models.Money `json:"total_investment_fen"`
	Plan     models.Money `json:"annual_plan_fen"`
	Shown    bool         `json:"amounts_go_out"`  // the printed list names the amounts
	Permits  string       `json:"start_condition"` // 四证
	Explains string       `json:"explains,omitempty"`
	Arrives  string       `json:"arrives,omitempty"`
	Minutes  int          `json:"minutes,omitempty"`
	Line     string       `json:"line"`
	Gone     bool         `json:"gone"` // no longer on the list
}

// canManageOutings returns nil when the actor may enter batches and routes.
func canManageOutings(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

// Outings lists the batches and routes of a programme.
func (s *Service) Outings(ctx context.Context, actor models.Actor, programme string) (OutingList, error) {
	out := OutingList{AsOf: s.now(), Outings: []OutingHead{}, MayManage: canManageOutings(actor) == nil}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = p.Name, p.Year
		rows, err := tx.Outings(p.ID)
		for _, o := range rows {
			out.Outings = append(out.Outings, outingHead(o))
		}
		return err
	})
	return out, err
}

func outingHead(o models.Outing) OutingHead {
	return OutingHead{ID: o.ID, Kind: o.Kind, Word: o.Kind.Chinese(), Title: o.Title, On: o.On,
		Begins: models.Clock(o.Begins), Place: o.Place, Projects: len(o.Stops)}
}

// Outing shows a batch or a route, with its projects as they are today.
func (s *Service) Outing(ctx context.Context, actor models.Actor, id string) (OutingPage, error) {
	var out OutingPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		o, err := tx.Outing(id)
		if err != nil {
			return err
		}
		out, err = s.outingPage(tx, actor, o)
		return err
	})
	return out, err
}

func (s *Service) outingPage(tx *store.Tx, actor models.Actor, o models.Outing) (OutingPage, error) {
	out := OutingPage{OutingHead: outingHead(o), AsOf: s.now(), By: o.ByName, At: o.At, Version: o.Version,
		Projects: []OutingProject{}, MayManage: canManageOutings(actor) == nil}
	g, err := s.standingOf(tx, o.ProgrammeID)
	if err != nil {
		return out, err
	}
	for _, stop := range o.Stops {
		out.ids = append(out.ids, stop.ProjectID)
	}
	permits, err := tx.PermitsOf(out.ids...)
	if err != nil {
		return out, err
	}
	arrivals, ends := o.Arrivals()
	out.Programme, out.Ends = g.Name, models.Clock(ends)
	out.sheet = models.OutingSheet{Programme: g.Name, Outing: o, Ends: ends}
	codes := map[string]string{}
	for i, stop := range o.Stops {
		m, err := g.MemberOf(tx, stop.ProjectID)
		if err != nil {
			return out, err
		}
		codes[stop.ProjectID] = m.Project.Code
		line := outingProject(g, m, stop, permits, o.Kind == models.OutingRoute)
		if o.Kind == models.OutingRoute {
			line.Arrives, line.Minutes = models.Clock(arrivals[i]), stop.Minutes
		}
		out.Projects = append(out.Projects, line)
		out.sheet.Rows = append(out.sheet.Rows, line.row())
		out.sheet.Hidden = out.sheet.Hidden || !line.Shown
	}
	out.Lines = o.LinesOfOuting(func(id string) string { return codes[id] })
	return out, nil
}

// outingProject is a project as it is today. Of a route without a line of progress of its own the newest approved one
// is taken.
func outingProject(g figures.Standing, m figures.Member, stop models.OutingStop, permits []models.Permit,
	route bool) OutingProject {
	p := m.Project
	of := slices.DeleteFunc(slices.Clone(permits), func(one models.Permit) bool { return one.ProjectID != p.ID })
	_, listed := g.OnList(p.ID)
	line := OutingProject{Code: p.Code, Year: p.Year, Name: p.Name, Unit: g.Names.Organisations[p.ResponsibleUnitID],
		Owner: g.Names.Organisations[p.OwnerID], Place: p.Place, Content: p.Scale, Total: p.TotalInvestment,
		Plan: p.AnnualPlan, Shown: g.ShowsAmounts(p.Investor), Permits: models.StartCondition(of),
		Explains: stop.Explains, Line: stop.Line, Gone: !listed}
	if last := models.LatestApproved(m.Reports); line.Line == "" && last != nil && route {
		line.Line = last.Physical
	}
	return line
}

// row is the project as it is printed.
func (p OutingProject) row() models.OutingRow {
	r := models.OutingRow{Code: p.Code, Name: p.Name, Unit: p.Unit, Owner: p.Owner, Place: p.Place, Content: p.Content,
		Permits: p.Permits, Explains: p.Explains, Arrives: p.Arrives, Minutes: p.Minutes, Line: p.Line, Gone: p.Gone}
	if p.Shown {
		r.Total, r.Plan = new(p.Total), new(p.Plan)
	}
	return r
}

// OutingForm is what a new batch or route is filled in with: the projects that a filter chooses.
type OutingForm struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	Units     []string       `json:"units"`
	Lines     string         `json:"lines"`
	Chosen    int            `json:"chosen"`
}

// OutingForm proposes the projects of a new batch or route.
func (s *Service) OutingForm(ctx context.Context, actor models.Actor, programme string, f models.OutingFilter) (
	OutingForm, error) {
	out := OutingForm{AsOf: s.now()}
	if err := canManageOutings(actor); err != nil {
		return out, err
	}
	f.Kind = cmp.Or(f.Kind, models.OutingStart)
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = g.Name, g.Year
		units, o := map[string]bool{}, models.Outing{Kind: f.Kind}
		codes := map[string]string{}
		for _, l := range g.Lines() {
			if l.Unit != "" {
				units[l.Unit] = true
			}
			if f.Chooses(l) {
				codes[l.ProjectID] = l.Code
				o.Stops = append(o.Stops, models.UsualStop(l.ProjectID))
			}
		}
		out.Units, out.Chosen = sorted(units), len(o.Stops)
		out.Lines = o.LinesOfOuting(func(id string) string { return codes[id] })
		return nil
	})
	return out, err
}
