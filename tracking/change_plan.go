package tracking

import (
	"context"

	"duban/models"
)

// ChangePlan changes what a project is held to: a milestone's date, a pause, the annual plan, or that it is followed.
func (s *Service) ChangePlan(ctx context.Context, actor models.Actor, key, project string, version int,
	c models.ChangePlanCommand) (Receipt, error) {
	if err := models.CanPlan(actor); err != nil {
		return Receipt{}, err
	}
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandChangePlan, models.LevelDecision, c)
}
