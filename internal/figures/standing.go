package figures

import (
	"cmp"

	"duban/models"
	"duban/store"
)

// Standing is a programme with the figures it speaks of, and its projects as they are at a moment.
type Standing struct {
	Programme
	Moment  models.Instant
	Speaks  models.Headline
	Figures models.ProgrammeFigures // of the headline's month; before there is one, of the last month that has ended
	Today   models.ProgrammeFigures // to the same month, with the plans, milestones and rungs of now
	lines   map[string]models.ProjectFigures
}

// Stand computes how a programme stands at a moment.
func (p Programme) Stand(tx *store.Tx, now models.Instant) (Standing, error) {
	s := Standing{Programme: p, Moment: now, Speaks: p.Headline(now), lines: map[string]models.ProjectFigures{}}
	month := cmp.Or(s.Speaks.Month, models.LastFullMonth(p.Year, now.Date()), models.MonthOf(p.Year, 1))
	s.Today = p.Now(month, now)
	s.Figures = s.Today
	if s.Speaks.Month != 0 {
		var err error
		if s.Figures, err = p.At(tx, month, now); err != nil {
			return s, err
		}
		s.Speaks.Rebuilt = s.Figures.Rebuilt
	}
	for _, l := range s.Today.Lines {
		s.lines[l.ProjectID] = l
	}
	for _, l := range s.Figures.Lines {
		if today, known := s.lines[l.ProjectID]; known {
			s.lines[l.ProjectID] = today.WithAmountsOf(l)
		}
	}
	return s, nil
}

// Outlook estimates the year from the headline's figures against the target in force; it is not known before there is
// a headline.
func (s Standing) Outlook() models.Outlook {
	return models.OutlookOf(s.Speaks.Month, s.Figures.Totals, s.Target)
}

// Line returns a project as it is now, with the amounts and the light of the headline's month.
func (s Standing) Line(projectID string) models.ProjectFigures { return s.lines[projectID] }

// Lines lists the projects that are on the list now, in its order, each as Line gives it.
func (s Standing) Lines() []models.ProjectFigures {
	lines := make([]models.ProjectFigures, 0, len(s.Listed))
	for _, m := range s.Listed {
		lines = append(lines, s.lines[m.Project.ID])
	}
	return lines
}
