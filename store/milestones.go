package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// Milestone loads a milestone by its row key; KindNotFound when there is none.
func (tx *Tx) Milestone(id string) (models.Milestone, error) {
	return first[models.Milestone](tx, models.Errorf(models.KindNotFound, "no_milestone", "未找到该节点，请刷新后再试"), "id = ?", id)
}

// CompleteMilestone marks an open milestone done on a day. It is KindConflict when it is not open any more or its due
// date has moved since.
func (tx *Tx) CompleteMilestone(id string, dueVersion int, on models.Date) error {
	return tx.changeMilestone(id, dueVersion, map[string]any{"status": models.MilestoneDone, "done_on": on})
}

// DropMilestone takes an open milestone off the plan, under the same conditions.
func (tx *Tx) DropMilestone(id string, dueVersion int) error {
	return tx.changeMilestone(id, dueVersion, map[string]any{"status": models.MilestoneDropped})
}

// MoveMilestone gives an open milestone the due date of an approved change and writes the change into its history.
// The change carries the new due version, one above the one it replaces, and the instant from which its ladder is
// armed. The baseline stays. Conditions are those of CompleteMilestone.
func (tx *Tx) MoveMilestone(change models.DueChange, precision models.Precision) error {
	values := map[string]any{"due": change.Due, "due_version": change.DueVersion, "precision": precision,
		"armed_at": change.At}
	if err := tx.changeMilestone(change.MilestoneID, change.DueVersion-1, values); err != nil {
		return err
	}
	return insert(tx, []models.DueChange{change}, "due change")
}

func (tx *Tx) changeMilestone(id string, dueVersion int, values map[string]any) error {
	done := update[models.Milestone](tx, values, "id = ? AND due_version = ? AND status = ?", id, dueVersion,
		models.MilestoneOpen)
	return changedOne(done, func() error {
		m, err := tx.Milestone(id)
		switch {
		case err != nil:
			return err
		case m.Status == models.MilestoneDone:
			return models.Errorf(models.KindConflict, "milestone_done", "节点「%s」已于%s完成，不能再修改", m.Name, m.DoneOn)
		case m.Status == models.MilestoneDropped:
			return models.Errorf(models.KindConflict, "milestone_dropped", "节点「%s」已取消，不能再修改", m.Name)
		}
		return models.Errorf(models.KindConflict, "milestone_moved", "节点「%s」的时限已调整为%s，请刷新后再试", m.Name, m.Due)
	}, "change milestone", id)
}

// DueChanges loads the date history of a project's milestones, by milestone and due version.
func (tx *Tx) DueChanges(projectID string) ([]models.DueChange, error) {
	return list[models.DueChange](tx, "milestone_id, due_version",
		"milestone_id IN (SELECT id FROM milestones WHERE project_id = ?)", projectID)
}

// SetReport writes a month's report, new or not, by its row key. Facts must have been loaded in this transaction: the
// caller decides every column.
func (tx *Tx) SetReport(r models.Report) error {
	conflict := clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"estimate_fen", "reported_month_fen", "reported_ytd_fen",
			"approved_month_fen",
			"approved_ytd_fen", "to_date_fen", "physical", "problems", "next_step", "status", "submitted_at", "approved_at",
			"batch_id"}),
	}
	return failed(tx.db.Clauses(conflict).Create(&r).Error, "set report", r.ID)
}
