package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// PlanMilestone stores a milestone as a schedule sets it: a new one, or one that is open or done, with its days and
// what it follows, and the day of one that had none. Errors: KindConflict when its due date has moved since.
func (tx *Tx) PlanMilestone(p models.PlannedMilestone) error {
	m := p.Milestone
	if p.New {
		return insert(tx, []models.Milestone{m}, "plan milestone")
	}
	values := map[string]any{"days": m.Days, "after": m.After}
	version := m.DueVersion
	if p.Change != nil {
		values["baseline"], values["due"], values["due_version"] = m.Baseline, m.Due, m.DueVersion
		values["precision"], values["armed_at"] = m.Precision, m.ArmedAt
		version--
	}
	done := update[models.Milestone](tx, values, "id = ? AND due_version = ? AND status = ?", m.ID, version, m.Status)
	if err := changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "milestone_moved", "节点“%s”已被更改，请刷新后再试", m.Name)
	}, "plan milestone", m.ID); err != nil || p.Change == nil {
		return err
	}
	return insert(tx, []models.DueChange{*p.Change}, "due change")
}

// MilestoneTemplates loads the templates that the office set.
func (tx *Tx) MilestoneTemplates() ([]models.MilestoneTemplate, error) {
	return list[models.MilestoneTemplate](tx, "name", "1 = 1")
}

// SetMilestoneTemplate sets a template.
func (tx *Tx) SetMilestoneTemplate(t models.MilestoneTemplate) error {
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "name"}},
		DoUpdates: clause.AssignmentColumns([]string{"steps"})}
	return failed(tx.db.Clauses(conflict).Create(&t).Error, "set milestone template", t.Name)
}

// RemoveMilestoneTemplate removes what the office set of a template: one that is delivered holds again as it was.
func (tx *Tx) RemoveMilestoneTemplate(name string) error {
	return failed(tx.db.Delete(&models.MilestoneTemplate{}, "name = ?", name).Error, "remove milestone template", name)
}
