package store

import (
	"encoding/json"

	"duban/models"
)

// PlanChanges loads, by project, the annual plans of a programme's projects that a person changed and no import has
// changed since, each with the plan of the last import before.
func (tx *Tx) PlanChanges(programmeID string) (map[string]models.AmountChange, error) {
	const of = "project_id IN (SELECT project_id FROM memberships WHERE programme_id = ?)"
	events, err := list[models.AuditEvent](tx, "id", "action = 'plan.amount' AND "+of, programmeID)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	changes := map[string]models.AmountChange{}
	for _, e := range events { // the last one stays
		changes[e.ProjectID] = models.AmountChange{By: e.ByName, At: e.At}
	}
	var images []struct {
		ProjectID, Before, After string
		CommittedAt              models.Instant
	}
	err = tx.db.Table("import_rows r").Joins("JOIN import_batches b ON b.id = r.batch_id").
		Select("r.project_id, r.before, r.after, b.committed_at").
		Where("b.status = ? AND r.entity = 'projects' AND r.project_id IN ?", models.BatchCommitted, sortedKeys(changes)).
		Order("b.committed_at, b.id, r.position").Find(&images).Error
	if err != nil {
		return nil, failed(err, "plan changes", programmeID)
	}
	for _, image := range images {
		change, ok := changes[image.ProjectID]
		if !ok {
			continue
		}
		before, after, err := plansOf(image.Before, image.After)
		switch {
		case err != nil:
			return nil, failed(err, "plan changes", programmeID)
		case image.CommittedAt < change.At:
			change.From = after
			changes[image.ProjectID] = change
		case before != nil && after != nil && *before != *after:
			delete(changes, image.ProjectID)
		}
	}
	return changes, nil
}

// plansOf reads the annual plans (in fen) from a project's images; nil where there is no image.
func plansOf(before, after string) (*models.Money, *models.Money, error) {
	var plans [2]*models.Money
	for i, text := range []string{before, after} {
		if text == "" {
			continue
		}
		var p models.Project
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			return nil, nil, err
		}
		plans[i] = &p.AnnualPlan
	}
	return plans[0], plans[1], nil
}
