package store

import "duban/models"

// SetAnnualPlan gives a project another annual plan. The caller has loaded the project in this transaction and raises
// its version with AdvanceProject.
func (tx *Tx) SetAnnualPlan(id string, plan models.Money) error {
	done := update[models.Project](tx, map[string]any{"annual_plan_fen": plan}, "id = ?", id)
	return changedOne(done, func() error { return noProject(id) }, "set annual plan", id)
}
