package tracking

import (
	"cmp"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// listsOf returns the lists of a year, the district's before others.
func (s *Service) listsOf(tx *store.Tx, year int) (lists []figures.Programme, err error) {
	all, err := s.programmes(tx)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.Year != year {
			continue
		}
		g, err := s.figures(tx, p)
		if err != nil {
			return nil, err
		}
		lists = append(lists, g)
	}
	slices.SortStableFunc(lists, func(a, b figures.Programme) int {
		return cmp.Or(boolInt(b.Kind == models.DistrictProgramme)-boolInt(a.Kind == models.DistrictProgramme),
			cmp.Compare(a.ID, b.ID))
	})
	return lists, nil
}

// memberOf returns a project that is on a list of its year, with the first such list. found is false for one that is on
// none.
func (s *Service) memberOf(tx *store.Tx, p models.Project) (g figures.Programme, m figures.Member, found bool,
	err error) {
	lists, err := s.listsOf(tx, p.Year)
	if err != nil {
		return g, m, false, err
	}
	g, m, found = memberIn(lists, p.ID)
	return g, m, found, nil
}

func memberIn(lists []figures.Programme, id string) (g figures.Programme, m figures.Member, found bool) {
	for _, g := range lists {
		if m, found := g.OnList(id); found {
			return g, m, true
		}
	}
	return g, m, false
}

// factsOf returns the facts of projects, in their order.
func (s *Service) factsOf(tx *store.Tx, projects []models.Project) ([]figures.Member, error) {
	out := make([]figures.Member, len(projects))
	years := map[int][]figures.Programme{}
	for i, p := range projects {
		lists, known := years[p.Year]
		if !known {
			var err error
			if lists, err = s.listsOf(tx, p.Year); err != nil {
				return nil, err
			}
			years[p.Year] = lists
		}
		_, m, found := memberIn(lists, p.ID)
		if !found {
			var err error
			if m, err = figures.LoadMember(tx, p.ID); err != nil {
				return nil, err
			}
		}
		m.Project = p
		out[i] = m
	}
	return out, nil
}
