package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Timeline is the projects of a programme that a person may see, each with its period and its milestones, without
// amounts.
type Timeline struct {
	Programme string            `json:"programme"`
	Year      int               `json:"year"`
	AsOf      models.Instant    `json:"as_of"`
	Total     int               `json:"total"` // that the person may see
	Found     int               `json:"found"` // of those, how many the filter takes
	Projects  []TimelineProject `json:"projects"`
	Units     []string          `json:"units"`
	Sectors   []string          `json:"sectors"`
	Sponsors  []string          `json:"sponsors"`
}

// TimelineProject is one project with its period and its milestones by day.
type TimelineProject struct {
	Code       string           `json:"code"`
	Year       int              `json:"year"`
	Name       string           `json:"name"`
	Unit       string           `json:"responsible_unit"`
	Sponsor    string           `json:"sponsor"`
	CityMajor  bool             `json:"city_major"`
	Light      models.Colour    `json:"light"`
	Start      models.Date      `json:"planned_start"`
	Finish     models.Date      `json:"planned_finish"`
	Began      models.Date      `json:"actual_start"`
	Ended      models.Date      `json:"actual_finish"`
	Milestones []BoardMilestone `json:"milestones"` // by day; dropped ones and those without a date are left out
	NoDate     int              `json:"milestones_without_date"`
}

// Timeline lists the projects of a programme with their periods and milestones. It is filtered, sorted and cut as the
// list of projects is.
func (s *Service) Timeline(ctx context.Context, actor models.Actor, filter ProjectFilter) (Timeline, error) {
	out := Timeline{Projects: []TimelineProject{}}
	if err := models.CanSeeProjects(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		list := listOf(g, actor, filter)
		out = Timeline{Programme: list.Programme, Year: list.Year, AsOf: list.AsOf, Total: list.Total, Found: list.Found,
			Projects: make([]TimelineProject, 0, len(list.Projects)), Units: list.Units, Sectors: list.Sectors,
			Sponsors: list.Sponsors}
		at := map[string]int{}
		for i := range g.Listed {
			at[g.Listed[i].Project.Code] = i
		}
		for _, l := range list.Projects {
			m := &g.Listed[at[l.Code]]
			p := m.Project
			b := strip(g.Programme.Programme, g.Line(p.ID), models.WithoutDate(m.Milestones))
			out.Projects = append(out.Projects, TimelineProject{Code: l.Code, Year: l.Year, Name: l.Name, Unit: l.Unit,
				Sponsor: l.Sponsor, CityMajor: l.CityMajor, Light: l.Light, Start: p.PlannedStart, Finish: p.PlannedFinish,
				Began: p.ActualStart, Ended: p.ActualFinish, Milestones: b.Milestones, NoDate: b.NoDate})
		}
		return nil
	})
	return out, err
}
