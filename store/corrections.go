package store

import "duban/models"

// InsertCorrection stores a correction that was asked for.
func (tx *Tx) InsertCorrection(c models.Correction) error {
	return insert(tx, []models.Correction{c}, "correction")
}

// Correction loads a correction and reports whether it exists.
func (tx *Tx) Correction(id string) (models.Correction, bool, error) {
	return find[models.Correction](tx, "id = ?", id)
}

// Corrections loads the corrections of a status (of all for ""), the newest first, at most limit.
func (tx *Tx) Corrections(status models.RequestStatus, limit int) (rows []models.Correction, err error) {
	err = tx.db.Where("? = '' OR status = ?", string(status), string(status)).Order("asked_at DESC, id").Limit(limit).
		Find(&rows).Error
	return rows, failed(err, "corrections")
}

// DecideCorrection stores the decision on a waiting correction. Errors: KindConflict "correction_decided".
func (tx *Tx) DecideCorrection(c models.Correction) error {
	done := update[models.Correction](tx, map[string]any{
		"status": c.Status, "decided_by_id": c.DecidedByID, "decided_by_name": c.DecidedByName, "decided_at": c.DecidedAt,
		"decision_reason": c.DecisionReason,
	}, "id = ? AND status = ?", c.ID, models.RequestWaiting)
	return changedOne(done, func() error {
		now, found, err := tx.Correction(c.ID)
		if err != nil || !found {
			return err
		}
		return now.MustWait()
	}, "decide correction", c.ID)
}

// ReopenMilestone makes a done milestone open under the next due version, with the entry of its date history.
func (tx *Tx) ReopenMilestone(m models.Milestone, change models.DueChange) error {
	values := map[string]any{"status": models.MilestoneOpen, "done_on": models.Date(0), "due_version": m.DueVersion,
		"armed_at": m.ArmedAt}
	if err := tx.undoMilestone(m.ID, change.DueVersion-1, values); err != nil {
		return err
	}
	return insert(tx, []models.DueChange{change}, "due change")
}

// UncompleteMilestone makes a done milestone open again, as it was.
func (tx *Tx) UncompleteMilestone(id string, dueVersion int) error {
	return tx.undoMilestone(id, dueVersion, map[string]any{"status": models.MilestoneOpen, "done_on": models.Date(0)})
}

func (tx *Tx) undoMilestone(id string, dueVersion int, values map[string]any) error {
	done := update[models.Milestone](tx, values, "id = ? AND due_version = ? AND status = ?", id, dueVersion,
		models.MilestoneDone)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "milestone_open", "该节点尚未完成，请刷新后再试")
	}, "undo milestone", id)
}

// TakeBackSubmission makes an accepted submission wait again and deletes its review. The audit record keeps both.
func (tx *Tx) TakeBackSubmission(id string) error {
	values := map[string]any{"status": models.SubmissionWaiting, "decided_at": models.Instant(0)}
	done := update[models.Submission](tx, values, "id = ? AND status = ?", id, models.SubmissionAccepted)
	if err := changedOne(done, func() error { return tx.decided(id) }, "take back submission", id); err != nil {
		return err
	}
	return failed(tx.db.Where("submission_id = ?", id).Delete(&models.Review{}).Error, "take back review", id)
}

// OpenEscalation makes a closed rung open again.
func (tx *Tx) OpenEscalation(id string) error {
	done := update[models.Escalation](tx, map[string]any{"closed_at": models.Instant(0), "close_reason": ""}, "id = ?", id)
	return failed(done.Error, "open escalation", id)
}
