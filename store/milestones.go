package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// Milestone loads a milestone by its row key. Errors: KindNotFound.
func (tx *Tx) Milestone(id string) (models.Milestone, error) {
	return first[models.Milestone](tx, models.Errorf(models.KindNotFound, "no_milestone", "未找到该节点，请刷新后再试"), "id = ?", id)
}

// CompleteMilestone marks an open milestone done on a day. Errors: KindConflict when it is not open or its due date
// has moved.
func (tx *Tx) CompleteMilestone(id string, dueVersion int, on models.Date) error {
	return tx.changeMilestone(id, dueVersion, map[string]any{"status": models.MilestoneDone, "done_on": on})
}

// MoveMilestone sets the due date of an open milestone and adds the change to its history. change.DueVersion is the
// new due version, change.At the moment from which the new ladder runs. The baseline stays. Errors are those of
// CompleteMilestone.
func (tx *Tx) MoveMilestone(change models.DueChange, precision models.Precision) error {
	values := map[string]any{"due": change.Due, "due_version": change.DueVersion, "precision": precision,
		"armed_at": change.At}
	if err := tx.changeMilestone(change.MilestoneID, change.DueVersion-1, values); err != nil {
		return err
	}
	return insert(tx, []models.DueChange{change}, "due change")
}

// EndMilestone drops an open milestone whose year is handed over. Errors are those of CompleteMilestone.
func (tx *Tx) EndMilestone(m models.Milestone) error {
	return tx.changeMilestone(m.ID, m.DueVersion, map[string]any{"status": models.MilestoneDropped, "ended_at": m.EndedAt,
		"ended_because": m.EndedBecause})
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
			return models.Errorf(models.KindConflict, "milestone_done", "节点“%s”已于%s完成，不能再修改", m.Name, m.DoneOn)
		case m.Status == models.MilestoneDropped:
			return models.Errorf(models.KindConflict, "milestone_dropped", "节点“%s”已取消，不能再修改", m.Name)
		}
		return models.Errorf(models.KindConflict, "milestone_moved", "节点“%s”的时限已调整为%s，请刷新后再试", m.Name, m.Due)
	}, "change milestone", id)
}

// SetReport inserts or replaces a month's report. The caller has loaded the facts in this transaction and sets every
// column.
func (tx *Tx) SetReport(r models.Report) error {
	conflict := clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{
			"estimate_fen", "reported_month_fen", "reported_ytd_fen", "approved_month_fen", "approved_ytd_fen",
			"adjustment_fen", "to_date_fen", "physical", "problems", "next_step", "status", "submitted_at", "approved_at",
			"batch_id",
		}),
	}
	if err := tx.db.Clauses(conflict).Create(&r).Error; err != nil {
		return failed(err, "set report", r.ID)
	}
	return tx.markRoundsOf(r.ProjectID, r.Month)
}
