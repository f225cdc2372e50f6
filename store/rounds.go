package store

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/models"
)

// RoundsOf loads the rounds of a programme, by month.
func (tx *Tx) RoundsOf(programmeID string) ([]models.MonthRound, error) {
	return list[models.MonthRound](tx, "month", "programme_id = ?", programmeID)
}

// OpenRounds loads the rounds of every programme that are not over, by programme and month.
func (tx *Tx) OpenRounds() ([]models.MonthRound, error) {
	return list[models.MonthRound](tx, "programme_id, month", "stage <> ?", models.RoundClosed)
}

// MonthRound loads the round of a month of a programme, and reports whether it is followed.
func (tx *Tx) MonthRound(programmeID string, month models.Month) (models.MonthRound, bool, error) {
	return find[models.MonthRound](tx, "programme_id = ? AND month = ?", programmeID, month)
}

// InsertRound adds a round; one that is followed already stays as it is.
func (tx *Tx) InsertRound(r models.MonthRound) (fresh bool, err error) {
	return insertOnce(tx, r, "insert round", r.ID)
}

// SetRoundNext stores how far a round has come and what its process waits for. The process knows it: it asked. A round
// that changed meanwhile is told again.
func (tx *Tx) SetRoundNext(r models.MonthRound) error {
	done := update[models.MonthRound](tx, map[string]any{"stage": r.Stage}, "id = ? AND stage <> ?", r.ID, r.Stage)
	if done.Error != nil {
		return failed(done.Error, "round stage", r.ID)
	}
	done = update[models.MonthRound](tx, map[string]any{"next_at": r.NextAt, "next_what": r.NextWhat}, "id = ?", r.ID)
	if done.Error != nil {
		return failed(done.Error, "round next", r.ID)
	}
	return tx.RoundTold(r.ID, r.Marks)
}

// RoundSteps loads the steps of a round in the order in which they were reached.
func (tx *Tx) RoundSteps(roundID string) ([]models.RoundStep, error) {
	return list[models.RoundStep](tx, `"at", id`, "round_id = ?", roundID)
}

// InsertRoundSteps adds steps and returns those that were not on record.
func (tx *Tx) InsertRoundSteps(steps ...models.RoundStep) ([]models.RoundStep, error) {
	var fresh []models.RoundStep
	for _, s := range steps {
		added, err := insertOnce(tx, s, "insert round step", s.ID)
		if err != nil {
			return nil, err
		}
		if added {
			fresh = append(fresh, s)
		}
	}
	return fresh, nil
}

// UntoldRounds loads the rounds whose process does not know that something changed, at most limit.
func (tx *Tx) UntoldRounds(limit int) ([]models.MonthRound, error) {
	var rows []models.MonthRound
	err := tx.db.Where("told = ?", false).Order("id").Limit(limit).Find(&rows).Error
	return rows, failed(err, "untold rounds")
}

// RoundTold stores that a round's process knows what changed, unless something changed since.
func (tx *Tx) RoundTold(id string, marks int) error {
	done := update[models.MonthRound](tx, map[string]any{"told": true}, "id = ? AND marks = ?", id, marks)
	return failed(done.Error, "round told", id)
}

// markRounds notes that something changed that rounds rest on.
func (tx *Tx) markRounds(condition string, args ...any) error {
	done := update[models.MonthRound](tx, map[string]any{"told": false, "marks": gorm.Expr("marks + 1")}, condition,
		args...)
	return failed(done.Error, "mark rounds", args...)
}

// markRoundsOf notes that a project's report of a month changed, in the rounds that are not over.
func (tx *Tx) markRoundsOf(projectID string, month models.Month) error {
	return tx.markRounds("month = ? AND stage <> ? AND programme_id IN (SELECT programme_id FROM memberships WHERE "+
		"project_id = ?)", month, models.RoundClosed, projectID)
}

// MarkRounds notes that the days of a programme's rounds changed, or its list.
func (tx *Tx) MarkRounds(programmeID string) error {
	return tx.markRounds("programme_id = ? AND stage <> ?", programmeID, models.RoundClosed)
}

// MarkAllRounds notes that the office's calendar changed.
func (tx *Tx) MarkAllRounds() error { return tx.markRounds("stage <> ?", models.RoundClosed) }

// RoundSettings loads a programme's days of a round: what its office entered, or the default.
func (tx *Tx) RoundSettings(programmeID string) (models.RoundSettings, error) {
	s, found, err := find[models.RoundSettings](tx, "programme_id = ?", programmeID)
	if err != nil || found {
		return s, err
	}
	return models.DefaultRoundSettings(programmeID), nil
}

// PutRoundSettings stores a programme's days of a round, and has its rounds look at them.
func (tx *Tx) PutRoundSettings(s models.RoundSettings) error {
	if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&s).Error; err != nil {
		return failed(err, "round settings", s.ProgrammeID)
	}
	return tx.MarkRounds(s.ProgrammeID)
}

// ResumeSettings loads whether a programme asks who is back at work; it does not until the office says so.
func (tx *Tx) ResumeSettings(programmeID string) (models.ResumeSettings, error) {
	s, found, err := find[models.ResumeSettings](tx, "programme_id = ?", programmeID)
	if err != nil || found {
		return s, err
	}
	return models.ResumeSettings{ProgrammeID: programmeID}, nil
}

// PutResumeSettings stores whether a programme asks who is back at work.
func (tx *Tx) PutResumeSettings(s models.ResumeSettings) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&s).Error, "resume settings", s.ProgrammeID)
}

// OwnerOwesUrgent reports whether an owner has an open project of an open urgent table without all of the
// answers that it needs.
func (tx *Tx) OwnerOwesUrgent(tableID, ownerID string) (bool, error) {
	t, found, err := find[models.UrgentTable](tx, "id = ? AND closed_at = 0", tableID)
	if err != nil || !found {
		return false, err
	}
	var n int64
	err = tx.db.Raw(`SELECT COUNT(*) FROM memberships m JOIN projects p ON p.id = m.project_id
		WHERE m.programme_id = ? AND m.dropped_on = '' AND p.owner_id = ? AND p.status = ? AND
		(SELECT COUNT(*) FROM urgent_values v WHERE v.table_id = ? AND v.project_id = p.id AND v.text <> '' AND
		v."column" IN ?) < ?`, t.ProgrammeID, ownerID, models.ProjectOpen, tableID, t.Required(),
		len(t.Required())).Scan(&n).Error
	return n > 0, failed(err, "owner owes urgent", ownerID)
}

// OwnerLacksEstimate reports whether an owner has an open project on a programme's list without an estimate
// or an amount of a month.
func (tx *Tx) OwnerLacksEstimate(programmeID, ownerID string, month models.Month) (bool, error) {
	var n int64
	err := tx.db.Raw(`SELECT COUNT(*) FROM memberships m JOIN projects p ON p.id = m.project_id
		WHERE m.programme_id = ? AND m.dropped_on = '' AND p.owner_id = ? AND p.status = ? AND NOT EXISTS
		(SELECT 1 FROM reports r WHERE r.project_id = p.id AND r.month = ? AND
		(r.estimate_fen IS NOT NULL OR r.reported_month_fen IS NOT NULL))`, programmeID,
		ownerID, models.ProjectOpen, month).Scan(&n).Error
	return n > 0, failed(err, "owner lacks estimate", ownerID)
}

// UnitOwesPreReview reports whether a report of a month waits for a responsible unit's opinion.
func (tx *Tx) UnitOwesPreReview(unitID string, month models.Month) (bool, error) {
	var n int64
	err := tx.db.Raw(`SELECT COUNT(*) FROM submissions s JOIN projects p ON p.id = s.project_id
		WHERE p.responsible_unit_id = ? AND s.kind = ? AND s.month = ? AND s.status = ? AND s.pre_reviewed_at = 0`, unitID,
		models.SubmitReport, month, models.SubmissionWaiting).Scan(&n).Error
	return n > 0, failed(err, "unit owes pre-review", unitID)
}

// RoundByID loads a round by its row key, and reports whether it is on record.
func (tx *Tx) RoundByID(id string) (models.MonthRound, bool, error) {
	return find[models.MonthRound](tx, "id = ?", id)
}
