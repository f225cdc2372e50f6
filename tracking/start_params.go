package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// startParams returns the parameters that start a project's workflow, or signal it to look what is due, with its search
// attributes. If these cannot be loaded now, the workflow's first transaction sets them.
func (s *Service) startParams(ctx context.Context, p models.Project) contract.ProjectParams {
	p.NextWhat = models.LookAgain
	return s.startsOf(ctx, []models.Project{p})[0]
}

// startsOf returns the parameters that start projects' workflows, or tell them what they wait for. Those of a project
// that is to be looked at again are those of startParams. If they cannot be loaded, each looks for itself.
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
