package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// ProjectFilter narrows a list of projects. Empty fields narrow nothing.
type ProjectFilter struct {
	Programme string // name, ID or year; "": the latest district list
	Search    string // part of the code, the name or the owner
	Unit      string // responsible unit, as it is written
	Sector    string
	Sponsor   string
	Level     string // "city": 市重大 only; "district": the others
	Stage     models.Stage
	Colour    models.Colour
	Sort      ProjectSort
}

// ProjectSort is the order of a list of projects.
type ProjectSort string

// The orders.
const (
	SortList  ProjectSort = ""      // as on the programme's list
	SortWorst ProjectSort = "worst" // colour, then the gap in money
	SortGap   ProjectSort = "gap"   // furthest behind in money first
	SortRate  ProjectSort = "rate"  // lowest completion rate first; nothing approved before all
	SortDue   ProjectSort = "due"   // next due date first; none last
)

// ProjectList is the projects a person may see, filtered and sorted, with the values to filter by.
type ProjectList struct {
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	Total     int            `json:"total"` // that the person may see, before narrowing
	Projects  []ListedLine   `json:"projects"`
	Units     []string       `json:"units"`
	Sectors   []string       `json:"sectors"`
	Sponsors  []string       `json:"sponsors"`
}

// ListedLine is one project in a list, with its values for filtering.
type ListedLine struct {
	ProjectLine
	Owner   string       `json:"owner"`
	Sector  string       `json:"sector"`
	Stage   models.Stage `json:"stage"`
	Waiting int          `json:"waiting"` // submissions that wait for review
}

// Projects lists the projects of a programme that the person may see.
func (s *Service) Projects(ctx context.Context, actor models.Actor, filter ProjectFilter) (ProjectList, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return ProjectList{}, err
	}
	var out ProjectList
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		g, err := s.gather(tx, p)
		if err != nil {
			return err
		}
		out = g.list(actor, filter, s.now())
		return nil
	})
	return out, err
}

func (g programmeData) list(actor models.Actor, filter ProjectFilter, now models.Instant) ProjectList {
	out := ProjectList{Programme: g.programme.Name, Year: g.programme.Year, AsOf: now, Projects: []ListedLine{}}
	units, sectors, sponsors := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range g.facts {
		if models.CanSee(actor, f.Project) != nil {
			continue
		}
		l := g.listed(f, now.Date())
		out.Total++
		units[l.Unit], sectors[l.Sector], sponsors[l.Sponsor] = true, true, true
		if filter.takes(l) {
			out.Projects = append(out.Projects, l)
		}
	}
	out.Units, out.Sectors, out.Sponsors = words(units), words(sectors), words(sponsors)
	slices.SortStableFunc(out.Projects, filter.Sort.compare)
	return out
}

func (g programmeData) listed(f models.Facts, today models.Date) ListedLine {
	l := ListedLine{
		ProjectLine: g.line(f, today), Owner: g.names.organisations[f.Project.OwnerID], Sector: f.Project.Sector,
		Stage: f.Project.Stage,
	}
	l.Waiting = len(f.Waiting())
	return l
}

func (f ProjectFilter) takes(l ListedLine) bool {
	for _, part := range strings.Fields(f.Search) {
		if part = strings.ToLower(part); !strings.Contains(strings.ToLower(l.Code+" "+l.Name+" "+l.Owner), part) {
			return false
		}
	}
	is := func(wanted, there string) bool { return wanted == "" || wanted == there }
	level := "district"
	if l.CityMajor {
		level = "city"
	}
	return is(f.Unit, l.Unit) && is(f.Sector, l.Sector) && is(f.Sponsor, l.Sponsor) && is(f.Level, level) &&
		is(string(f.Stage), string(l.Stage)) && is(string(f.Colour), string(l.Colour))
}

func (order ProjectSort) compare(a, b ListedLine) int {
	switch order {
	case SortWorst:
		return cmp.Or(b.Colour.Severity()-a.Colour.Severity(), cmp.Compare(b.Behind, a.Behind))
	case SortGap:
		return cmp.Compare(b.Behind, a.Behind)
	case SortRate:
		return cmp.Compare(a.rate(), b.rate())
	case SortDue:
		return cmp.Or(boolInt(a.NextDue == 0)-boolInt(b.NextDue == 0), cmp.Compare(a.NextDue, b.NextDue))
	}
	return 0
}

// rate returns year-to-date ÷ annual plan in millionths; -1 without a plan or figure.
func (l ListedLine) rate() models.Money {
	if l.Approved == nil || l.Plan == 0 {
		return -1
	}
	return l.Approved.Share(1_000_000, int64(l.Plan))
}

// words returns the non-empty words of a set, sorted.
func words(set map[string]bool) []string {
	list := []string{}
	for w := range set {
		if w != "" {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}
