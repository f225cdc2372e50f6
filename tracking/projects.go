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
	Programme string          `json:"programme,omitempty"` // name, ID or year; "": the latest district list
	Search    string          `json:"search,omitempty"`    // part of the code, the name or the owner
	Unit      string          `json:"unit,omitempty"`      // responsible unit, as it is written
	Sector    string          `json:"sector,omitempty"`
	Sponsor   string          `json:"sponsor,omitempty"`
	Level     string          `json:"level,omitempty"`   // "city": 市重大 only; "district": the others
	Town      string          `json:"town,omitempty"`    // 镇办 in which it lies, as models.Town tells it
	Starred   bool            `json:"starred,omitempty"` // only those that the person marked
	Stage     models.Stage    `json:"stage,omitempty"`
	Colour    models.Colour   `json:"colour,omitempty"`
	Sort      ProjectSort     `json:"-"`
	From      int             `json:"-"` // how many of the filtered ones are passed over
	Count     int             `json:"-"` // how many are listed at most; 0: all
	stars     map[string]bool // row keys of the projects that the person marked
}

// ProjectSort is the order of a list of projects.
type ProjectSort string

// The orders. A "-" before one turns it round.
const (
	SortList    ProjectSort = ""      // as on the programme's list
	SortWorst   ProjectSort = "worst" // colour, then the gap in money
	SortGap     ProjectSort = "gap"   // furthest behind in money first
	SortRate    ProjectSort = "rate"  // lowest completion rate first; nothing approved before all
	SortDue     ProjectSort = "due"   // next due date first; none last
	SortName    ProjectSort = "name"
	SortCode    ProjectSort = "code"
	SortUnit    ProjectSort = "unit"
	SortSponsor ProjectSort = "sponsor"
	SortOwner   ProjectSort = "owner"
	SortSector  ProjectSort = "sector"
	SortStage   ProjectSort = "stage"
	SortPlan    ProjectSort = "plan"
	SortTotal   ProjectSort = "total"    // total investment
	SortDone    ProjectSort = "approved" // nothing approved before all
	SortStart   ProjectSort = "start"    // planned start; none last
	SortFinish  ProjectSort = "finish"   // planned finish; none last
)

// projectSorts are the orders that a list is kept in.
var projectSorts = []ProjectSort{SortList, SortWorst, SortGap, SortRate, SortDue, SortName, SortCode, SortUnit,
	SortSponsor, SortOwner, SortSector, SortStage, SortPlan, SortTotal, SortDone, SortStart, SortFinish}

// Turned returns the order without its "-", and whether it had one.
func (order ProjectSort) Turned() (ProjectSort, bool) {
	bare, turned := strings.CutPrefix(string(order), "-")
	return ProjectSort(bare), turned
}

// known returns the order, or that of the list if there is no such order.
func (order ProjectSort) known() ProjectSort {
	if bare, _ := order.Turned(); slices.Contains(projectSorts, bare) {
		return order
	}
	return SortList
}

// ProjectList is the projects a person may see, filtered and sorted, with the values to filter by.
type ProjectList struct {
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	// the month the figures speak of, and the round in progress
	Headline models.Headline `json:"headline"`
	Total    int             `json:"total"` // that the person may see, before filtering
	Found    int             `json:"-"`     // of those, how many the filter takes
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
		if filter.Starred {
			if filter.stars, err = starsOf(tx, actor); err != nil {
				return err
			}
		}
		out = listOf(g, actor, filter)
		return nil
	})
	return out, err
}

// listed is a programme's list as it is filtered and sorted. It is kept and shared between requests.
type listed struct {
	lines                    []searchedLine
	units, sectors, sponsors []string
}

// searchedLine is a project of the list with what a search looks at, in lower case.
type searchedLine struct {
	ListedLine
	project *models.Project
	town    string
	text    string
}

func listOf(g figures.Standing, actor models.Actor, filter ProjectFilter) ProjectList {
	out := ProjectList{Programme: g.Name, Year: g.Year, AsOf: g.Moment, Headline: g.Speaks, Projects: []ListedLine{}}
	list := figures.Kept(g, "list", func() listed { return allListed(g) })
	sort := filter.Sort.known()
	order := figures.Kept(g, "list by "+string(sort), func() []int { return sort.order(list.lines) })
	all := models.CanSeeAll(actor) == nil
	units, sectors, sponsors := map[string]bool{}, map[string]bool{}, map[string]bool{}
	words := strings.Fields(strings.ToLower(filter.Search))
	for _, at := range order {
		l := &list.lines[at]
		if !all {
			if models.CanSee(actor, *l.project) != nil {
				continue
			}
			units[l.Unit], sectors[l.Sector], sponsors[l.Sponsor] = true, true, true
		}
		out.Total++
		if !filter.takes(l, words) {
			continue
		}
		if out.Found++; out.Found > filter.From && (filter.Count == 0 || out.Found <= filter.From+filter.Count) {
			out.Projects = append(out.Projects, l.ListedLine)
		}
	}
	if all {
		out.Units, out.Sectors, out.Sponsors = list.units, list.sectors, list.sponsors
	} else {
		out.Units, out.Sectors, out.Sponsors = sorted(units), sorted(sectors), sorted(sponsors)
	}
	return out
}

func allListed(g figures.Standing) (list listed) {
	units, sectors, sponsors := map[string]bool{}, map[string]bool{}, map[string]bool{}
	facts := g.Facts()
	list.lines = make([]searchedLine, 0, len(facts))
	for i := range facts {
		f := &facts[i]
		line := g.Line(f.Project.ID)
		l := listedLine(line, *f)
		units[l.Unit], sectors[l.Sector], sponsors[l.Sponsor] = true, true, true
		list.lines = append(list.lines, searchedLine{l, &f.Project, line.Town,
			strings.ToLower(l.Code + " " + l.Name + " " + l.Owner)})
	}
	list.units, list.sectors, list.sponsors = sorted(units), sorted(sectors), sorted(sponsors)
	return list
}

func listedLine(l models.ProjectFigures, f models.Facts) ListedLine {
	return ListedLine{ProjectLine: lineOf(l), Owner: l.Owner, Sector: l.Sector, Stage: l.Stage, Waiting: len(f.Waiting())}
}

// takes reports whether a project is in a filtered list; words are those of the search, in lower case.
func (f ProjectFilter) takes(l *searchedLine, words []string) bool {
	for _, word := range words {
		if !strings.Contains(l.text, word) {
			return false
		}
	}
	is := func(wanted, there string) bool { return wanted == "" || wanted == there }
	level := "district"
	if l.CityMajor {
		level = "city"
	}
	return is(f.Unit, l.Unit) && is(f.Sector, l.Sector) && is(f.Sponsor, l.Sponsor) && is(f.Level, level) &&
		is(f.Town, l.town) && (!f.Starred || f.stars[l.project.ID]) &&
		is(string(f.Stage), string(l.Stage)) && is(string(f.Colour), string(l.Colour))
}

// order returns the places of the lines in an order; lines that are equal in it stay as on the list.
func (order ProjectSort) order(lines []searchedLine) []int {
	places := make([]int, len(lines))
	for i := range places {
		places[i] = i
	}
	bare, turned := order.Turned()
	slices.SortStableFunc(places, func(a, b int) int {
		if turned {
			a, b = b, a
		}
		return bare.compare(&lines[a], &lines[b])
	})
	return places
}

func (order ProjectSort) compare(a, b *searchedLine) int {
	switch order {
	case SortWorst:
		return cmp.Or(b.Colour.Severity()-a.Colour.Severity(), cmp.Compare(b.Behind, a.Behind))
	case SortGap:
		return cmp.Compare(b.Behind, a.Behind)
	case SortRate:
		return cmp.Compare(a.rate(), b.rate())
	case SortDue:
		return compareDays(a.NextDue, b.NextDue)
	case SortStart:
		return compareDays(a.project.PlannedStart, b.project.PlannedStart)
	case SortFinish:
		return compareDays(a.project.PlannedFinish, b.project.PlannedFinish)
	case SortPlan:
		return cmp.Compare(a.Plan, b.Plan)
	case SortTotal:
		return cmp.Compare(a.project.TotalInvestment, b.project.TotalInvestment)
	case SortDone:
		return cmp.Compare(a.approved(), b.approved())
	case SortList:
		return 0
	}
	x, y := order.textOf(a), order.textOf(b)
	return cmp.Or(boolInt(x == "")-boolInt(y == ""), strings.Compare(x, y))
}

// textOf returns the text that an order goes by.
func (order ProjectSort) textOf(l *searchedLine) string {
	switch order {
	case SortName:
		return l.Name
	case SortCode:
		return l.Code
	case SortUnit:
		return l.Unit
	case SortSponsor:
		return l.Sponsor
	case SortOwner:
		return l.Owner
	case SortSector:
		return l.Sector
	case SortStage:
		return string(l.Stage)
	}
	return ""
}

// compareDays compares two days; none comes last.
func compareDays(a, b models.Date) int {
	return cmp.Or(boolInt(a == 0)-boolInt(b == 0), cmp.Compare(a, b))
}

// approved returns what is approved; -1 for nothing.
func (l *searchedLine) approved() models.Money {
	if l.Approved == nil {
		return -1
	}
	return *l.Approved
}

// rate returns year-to-date ÷ annual plan in millionths; -1 without a plan or figure.
func (l *searchedLine) rate() models.Money {
	if l.Approved == nil || l.Plan == 0 {
		return -1
	}
	return l.Approved.Share(1_000_000, int64(l.Plan))
}

// sorted returns the non-empty words of a set, sorted.
func sorted(set map[string]bool) []string {
	list := []string{}
	for w := range set {
		if w != "" {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}
