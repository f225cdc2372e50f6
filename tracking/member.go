package tracking

import (
	"cmp"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// lists are the lists of a year, the district's before others. Each is loaded when it is asked.
type lists struct {
	s      *Service
	tx     *store.Tx
	all    []models.Programme
	loaded []figures.Programme
}

func (s *Service) listsOf(tx *store.Tx, year int) (lists, error) {
	l := lists{s: s, tx: tx}
	all, err := s.programmes(tx)
	for _, p := range all {
		if p.Year == year {
			l.all = append(l.all, p)
		}
	}
	slices.SortStableFunc(l.all, func(a, b models.Programme) int {
		return cmp.Or(boolInt(b.Kind == models.DistrictProgramme)-boolInt(a.Kind == models.DistrictProgramme),
			cmp.Compare(a.ID, b.ID))
	})
	return l, err
}

// find returns a project that is on one of the lists, with the first such list. found is false for one that is on none.
func (l *lists) find(id string) (g figures.Programme, m figures.Member, found bool, err error) {
	for i, p := range l.all {
		if i == len(l.loaded) {
			g, err := l.s.figures(l.tx, p)
			if err != nil {
				return g, m, false, err
			}
			l.loaded = append(l.loaded, g)
		}
		if m, found := l.loaded[i].OnList(id); found {
			return l.loaded[i], m, true, nil
		}
	}
	return g, m, false, nil
}

// factsOf returns the facts of projects, in their order.
func (s *Service) factsOf(tx *store.Tx, projects []models.Project) ([]figures.Member, error) {
	out := make([]figures.Member, len(projects))
	years := map[int]*lists{}
	for i, p := range projects {
		if years[p.Year] == nil {
			of, err := s.listsOf(tx, p.Year)
			if err != nil {
				return nil, err
			}
			years[p.Year] = &of
		}
		_, m, found, err := years[p.Year].find(p.ID)
		if err == nil && !found {
			m, err = figures.LoadMember(tx, p.ID)
		}
		if err != nil {
			return nil, err
		}
		m.Project = p
		out[i] = m
	}
	return out, nil
}
