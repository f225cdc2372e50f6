package tracking

import (
	"context"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// startParams returns the parameters that start a project's workflow, with its search attributes. If these cannot be
// loaded now, the workflow's first transaction sets them.
func (s *Service) startParams(ctx context.Context, p models.Project) contract.ProjectParams {
	params := contract.StartProject(p)
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		facts, err := tx.Facts(p.ID)
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		units, err := tx.Organisations(p.ResponsibleUnitID)
		if err != nil {
			return err
		}
		rules := models.RulesFor(facts, s.Calendar(extra))
		params = contract.StartFollowing(facts, rules, units[p.ResponsibleUnitID].Name, s.now())
		return nil
	})
	if err != nil {
		s.Log.Warn("search attributes of a start", "project", p.Code, "error", err)
	}
	return params
}
