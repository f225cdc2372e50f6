package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// DueFilter narrows what falls due. Empty fields narrow nothing.
type DueFilter struct {
	Programme string       // name, ID or year; "": the latest district list
	Month     models.Month // 0: this month
	Unit      string       // responsible unit, as it is written
	Sponsor   string
	Kind      models.DueKind
}

// DueMonth is what is open and falls due in a month, by day, in the projects that the person may see.
type DueMonth struct {
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	Month     models.Month   `json:"month"`
	Days      []DueDay       `json:"days"`  // those on which something falls due
	Total     int            `json:"total"` // that fall due in the month
	Late      int            `json:"late"`  // of those
	Units     []string       `json:"units"`
	Sponsors  []string       `json:"sponsors"`

	calendar models.Calendar
}

// DueDay is a day with what falls due on it.
type DueDay struct {
	Day   models.Date `json:"day"`
	Lines []DueLine   `json:"lines"`
}

// DueLine is one thing that falls due, with its project.
type DueLine struct {
	models.DueEntry
	Code    string `json:"project"`
	Year    int    `json:"year"`
	Project string `json:"project_name"`
	Unit    string `json:"responsible_unit"`
	Sponsor string `json:"sponsor"`
	Path    string `json:"path"` // page on which it is dealt with
}

// Workday reports whether a day is a working day.
func (d DueMonth) Workday(day models.Date) bool { return d.calendar.Workday(day) }

// DueMonth lists what falls due in a month, by the days of the ladder.
func (s *Service) DueMonth(ctx context.Context, actor models.Actor, filter DueFilter) (DueMonth, error) {
	out := DueMonth{Days: []DueDay{}, Units: []string{}, Sponsors: []string{}}
	if err := models.CanSeeProjects(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.AsOf, out.calendar = g.Name, g.Year, g.Moment, g.Calendar
		out.Month = cmp.Or(filter.Month, g.Moment.Date().Month())
		out.fill(g, actor, filter)
		return nil
	})
	return out, err
}

func (d *DueMonth) fill(g figures.Standing, actor models.Actor, filter DueFilter) {
	byDay := map[models.Date][]DueLine{}
	units, sponsors := map[string]bool{}, map[string]bool{}
	for i := range g.Listed {
		f := &g.Listed[i].Facts
		if models.CanSee(actor, f.Project) != nil {
			continue
		}
		l := g.Line(f.Project.ID)
		units[l.Unit], sponsors[l.Sponsor] = true, true
		if filter.Unit != "" && filter.Unit != l.Unit || filter.Sponsor != "" && filter.Sponsor != l.Sponsor {
			continue
		}
		rules := models.RulesFor(*f, g.Calendar)
		for _, e := range rules.FallingDue(*f, d.Month.First(), (d.Month+1).First()-1, g.Moment) {
			if filter.Kind != "" && filter.Kind != e.Kind {
				continue
			}
			d.Total++
			d.Late += boolInt(e.Late > 0)
			line := DueLine{DueEntry: e, Code: l.Code, Year: l.Year, Project: l.Name, Unit: l.Unit, Sponsor: l.Sponsor,
				Path: models.ProjectPath(f.Project)}
			if e.Kind == models.DueProblem {
				line.Path = "/problems/" + e.Subject
			}
			byDay[e.Day] = append(byDay[e.Day], line)
		}
	}
	for day, lines := range byDay {
		slices.SortStableFunc(lines, func(a, b DueLine) int {
			return cmp.Compare(slices.Index(models.DueKinds, a.Kind), slices.Index(models.DueKinds, b.Kind))
		})
		d.Days = append(d.Days, DueDay{day, lines})
	}
	slices.SortFunc(d.Days, func(a, b DueDay) int { return cmp.Compare(a.Day, b.Day) })
	d.Units, d.Sponsors = sorted(units), sorted(sponsors)
}
