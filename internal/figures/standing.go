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
	lines   map[string]*models.ProjectFigures
}

// Stand computes how a programme stands at a moment.
func (p Programme) Stand(tx *store.Tx, now models.Instant) (Standing, error) {
	if p.memo != nil {
		return p.memo.standAt(tx, p, now)
	}
	return p.stand(tx, now, standing{headline: p.Headline, now: p.Now, at: p.At})
}

// standing is by what a standing is computed.
type standing struct {
	headline func(now models.Instant) models.Headline
	now      func(month models.Month, now models.Instant) models.ProgrammeFigures
	at       func(tx *store.Tx, month models.Month, now models.Instant) (models.ProgrammeFigures, error)
}

func (p Programme) stand(tx *store.Tx, now models.Instant, by standing) (Standing, error) {
	s := Standing{Programme: p, Moment: now, Speaks: by.headline(now)}
	month := cmp.Or(s.Speaks.Month, models.LastFullMonth(p.Year, now.Date()), models.MonthOf(p.Year, 1))
	s.Today = by.now(month, now)
	s.Figures = s.Today
	if s.Speaks.Month != 0 {
		var err error
		if s.Figures, err = by.at(tx, month, now); err != nil {
			return s, err
		}
		s.Speaks.Rebuilt = s.Figures.Rebuilt
	}
	s.lines = make(map[string]*models.ProjectFigures, len(s.Today.Lines))
	for i := range s.Today.Lines {
		s.lines[s.Today.Lines[i].ProjectID] = &s.Today.Lines[i]
	}
	for _, l := range s.Figures.Lines {
		if today, known := s.lines[l.ProjectID]; known {
			s.lines[l.ProjectID] = new(today.WithAmountsOf(l))
		}
	}
	return s, nil
}

// Forecast estimates the year from the headline's figures against the target in force; it is not known before there is
// a headline.
func (s Standing) Forecast() models.Forecast {
	return Kept(s, "forecast", func() models.Forecast {
		holds := map[string][]models.Hold{}
		for _, m := range s.Listed {
			holds[m.Project.ID] = models.HoldsOf(s.Line(m.Project.ID), m.Problems)
		}
		return models.ForecastOf(s.Speaks.Month, s.Figures, s.Target, holds)
	})
}

// Outlook is the year of the forecast in short.
func (s Standing) Outlook() models.Outlook { return s.Forecast().Outlook }

// Line returns a project as it is now, with the amounts and the light of the headline's month.
func (s Standing) Line(projectID string) models.ProjectFigures {
	if l := s.lines[projectID]; l != nil {
		return *l
	}
	return models.ProjectFigures{}
}

// Lines lists the projects that are on the list now, in its order, each as Line gives it.
func (s Standing) Lines() []models.ProjectFigures {
	lines := make([]models.ProjectFigures, 0, len(s.Listed))
	for _, m := range s.Listed {
		lines = append(lines, s.Line(m.Project.ID))
	}
	return lines
}
