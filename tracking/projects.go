package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/internal/figures"
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
	// the month the figures speak of, and the round in progress
	Headline models.Headline `json:"headline"`
	Total    int             `json:"total"` // that the person may see, before filtering
	Projects []ListedLine    `json:"projects"`
	Units    []string        `json:"units"`
	Sectors  []string        `json:"sectors"`
	Sponsors []string        `json:"sponsors"`
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
		g, err := s.standingOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		out = listOf(g, actor, filter)
		return nil
	})
	return out, err
}

func listOf(g figures.Standing, actor models.Actor, filter ProjectFilter) ProjectList {
	out := ProjectList{Programme: g.Name, Year: g.Year, AsOf: g.Moment, Headline: g.Speaks, Projects: []ListedLine{}}
	units, sectors, sponsors := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range g.Facts() {
		if models.CanSee(actor, f.Project) != nil {
			continue
		}
		l := listedLine(g.Line(f.Project.ID), f)
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

func listedLine(l models.ProjectFigures, f models.Facts) ListedLine {
	return ListedLine{ProjectLine: lineOf(l), Owner: l.Owner, Sector: l.Sector, Stage: l.Stage, Waiting: len(f.Waiting())}
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
