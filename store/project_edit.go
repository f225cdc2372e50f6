package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// EditProject sets the columns of a project that are edited in the list. The caller has loaded the project in this
// transaction and raises its version with AdvanceProject. Errors: KindNotFound.
func (tx *Tx) EditProject(p models.Project) error {
	done := update[models.Project](tx, map[string]any{"name": p.Name, "name_key": p.NameKey,
		"responsible_unit_id": p.ResponsibleUnitID, "sponsor_post_id": p.SponsorPostID, "scale": p.Scale,
		"contact": p.Contact, "next_step": p.NextStep, "next_step_at": p.NextStepAt, "planned_start": p.PlannedStart,
		"planned_finish": p.PlannedFinish}, "id = ?", p.ID)
	return changedOne(done, func() error { return noProject(p.ID) }, "edit project", p.ID)
}

// SetMonthPlans sets the plans of months of a project, and removes those of other months.
func (tx *Tx) SetMonthPlans(project string, plans []models.MonthPlan, without []models.Month) error {
	for _, month := range without {
		if err := tx.db.Delete(&models.MonthPlan{}, "project_id = ? AND month = ?", project, month).Error; err != nil {
			return failed(err, "remove month plan", project)
		}
	}
	if len(plans) == 0 {
		return nil
	}
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "project_id"}, {Name: "month"}},
		DoUpdates: clause.AssignmentColumns([]string{"plan_fen"})}
	return failed(tx.db.Clauses(conflict).Create(&plans).Error, "set month plans", project)
}

// EditsOf loads the audit events of an edit of cells: of the command with a key, and of those that a paste made of it.
func (tx *Tx) EditsOf(key string) ([]models.AuditEvent, error) {
	return list[models.AuditEvent](tx, "id", "(command_key = ? OR command_key >= ? AND command_key < ?) AND "+
		"action IN ('plan.cells', 'plan.amount')", key, key+"/", key+"0")
}
