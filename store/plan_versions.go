package store

import (
	"encoding/json"

	"duban/models"
)

// PlanImages loads the annual plans in fen that imports gave a project, by batch, without undone batches.
func (tx *Tx) PlanImages(projectID string) (map[string]models.Money, error) {
	rows, err := list[models.ImportRow](tx, "batch_id, position",
		"project_id = ? AND entity = 'projects' AND after <> '' AND batch_id IN (SELECT id FROM import_batches WHERE "+
			"status = ?)", projectID, models.BatchCommitted)
	if err != nil {
		return nil, err
	}
	plans := map[string]models.Money{}
	for _, r := range rows {
		var p models.Project
		if err := json.Unmarshal([]byte(r.After), &p); err != nil {
			return nil, failed(err, "plan images", projectID)
		}
		plans[r.BatchID] = p.AnnualPlan
	}
	return plans, nil
}
