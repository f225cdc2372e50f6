package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// programmeData is the data of a programme for the exported workbooks.
type programmeData struct {
	programme models.Programme
	target    models.Money
	facts     []models.Facts
	dropped   []models.Facts          // no longer on the list, but their months until then count
	until     map[string]models.Month // of dropped: the last month that counts, by project
	names     models.Names
	calendar  models.Calendar
}

func (s *Service) gather(tx *store.Tx, p models.Programme) (programmeData, error) {
	loaded, err := figures.Load(tx, p, s.Calendar)
	g := programmeData{programme: p, target: loaded.Target, facts: loaded.Facts(), names: loaded.Names,
		calendar: loaded.Calendar, until: map[string]models.Month{}}
	for _, m := range loaded.Dropped {
		f := m.Facts
		f.Programmes, f.Reports = nil, reportsUntil(f.Reports, m.Until)
		g.dropped = append(g.dropped, f)
		g.until[f.Project.ID] = m.Until
	}
	return g, err
}

func reportsUntil(reports []models.Report, last models.Month) (kept []models.Report) {
	for _, r := range reports {
		if r.Month <= last {
			kept = append(kept, r)
		}
	}
	return kept
}

func (g programmeData) scheduled(m models.Month) (sum models.Money) {
	for _, f := range g.facts {
		sum += models.Scheduled(f.Project, f.MonthPlans, models.RulesFor(f, g.calendar).Curve, m)
	}
	for _, f := range g.dropped {
		sum += models.Scheduled(f.Project, f.MonthPlans, g.rules(f).Curve, min(m, g.until[f.Project.ID]))
	}
	return sum
}

// rules returns the list's own rules for a project that is no longer on it.
func (g programmeData) rules(f models.Facts) models.Rules {
	f.Programmes = []models.Programme{g.programme}
	return models.RulesFor(f, g.calendar)
}

func cityMajor(f models.Facts) bool { return f.CityMajor() }
