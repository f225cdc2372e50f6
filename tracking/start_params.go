package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// startsOf returns the parameters that start projects' workflows with their search attributes, or tell them what they
// wait for; a workflow looks for itself if its project is to be looked at again (models.LookAgain), or if the
// parameters cannot be loaded.
func (s *Service) startsOf(ctx context.Context, projects []models.Project) []contract.ProjectParams {
	starts := make([]contract.ProjectParams, len(projects))
	place := make(map[string]int, len(projects))
	ids := make([]string, len(projects))
	for i, p := range projects {
		starts[i] = contract.StartProject(p)
		ids[i], place[p.ID] = p.ID, i
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.FactsAmong(ids)
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		var of []string
		for _, f := range all {
			of = append(of, f.Project.ResponsibleUnitID)
		}
		slices.Sort(of)
		units, err := tx.Organisations(slices.Compact(of)...)
		if err != nil {
			return err
		}
		days := s.Calendar(extra)
		for _, f := range all {
			params := contract.StartSettled
			if projects[place[f.Project.ID]].NextWhat == models.LookAgain {
				params = contract.StartFollowing
			}
			starts[place[f.Project.ID]] = params(f, models.RulesFor(f, days), units[f.Project.ResponsibleUnitID].Name,
				s.now())
		}
		return nil
	})
	if err != nil {
		s.Log.Warn("parameters of starts", "projects", len(projects), "error", err)
	}
	return starts
}
