package tracking

import (
	"context"

	"duban/models"
)

// ChangePlan changes a project's plan: a milestone's date, a pause, the annual plan, or whether the project is
// followed.
func (s *Service) ChangePlan(ctx context.Context, actor models.Actor, key, project string, version int,
	c models.ChangePlanCommand) (Receipt, error) {
	if err := models.CanPlan(actor); err != nil {
		return Receipt{}, err
	}
	if c.Change == models.PlanHandOver { // a year is handed over with all its projects
		return Receipt{}, models.Errorf(models.KindInvalid, "bad_change", "年度结转请在年度结转页面或用 duban year-end 办理")
	}
	if c.Change == models.PlanCells { // the names in cells are looked up first, by SetCells
		return Receipt{}, models.Errorf(models.KindInvalid, "bad_change", "项目库中的修改请在项目库办理")
	}
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandChangePlan, models.LevelDecision, c)
}
