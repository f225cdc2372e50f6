package store

import (
	"slices"

	"duban/models"
)

// ProgrammesOf loads the programmes that list, or have listed, any of the projects.
func (tx *Tx) ProgrammesOf(projects []string) ([]models.Programme, error) {
	found := map[string]models.Programme{}
	for part := range slices.Chunk(projects, variables) {
		rows, err := list[models.Programme](tx, "id",
			"id IN (SELECT programme_id FROM memberships WHERE project_id IN ?)", part)
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			found[p.ID] = p
		}
	}
	var out []models.Programme
	for _, id := range sortedKeys(found) {
		out = append(out, found[id])
	}
	return out, nil
}

// MayHaveCompleteRound reports whether a month of a programme's year without a closing might be complete: every open
// project of its list that was never paused is approved; January is no round of its own. The rules decide; this asks
// first whether loading the list is worth it. For a month that is not complete it looks only as far as the first
// project that is not approved.
func (tx *Tx) MayHaveCompleteRound(p models.Programme) (bool, error) {
	args := []any{p.ID, models.ClosedMonth, true, models.System.ID, true, p.ID, models.ProjectOpen, models.ReportApproved,
		p.ID, models.ReportApproved}
	months := "SELECT '" + (models.MonthOf(p.Year, 1) + 1).String() + "' AS month"
	for m := models.MonthOf(p.Year, 1) + 2; m.Year() == p.Year; m++ {
		months += " UNION ALL SELECT '" + m.String() + "'"
	}
	var found []string
	err := tx.db.Raw(`SELECT o.month FROM (`+months+`) o
		WHERE NOT EXISTS (SELECT 1 FROM closings c WHERE c.programme_id = ? AND c.kind = ? AND c.month = o.month
			AND NOT (c.reopened = ? AND (c.by_id = ? OR c.settles = ?))
			AND c.version = (SELECT MAX(n.version) FROM closings n
				WHERE n.programme_id = c.programme_id AND n.kind = c.kind AND n.month = c.month))
		AND CASE WHEN EXISTS (SELECT 1 FROM memberships m JOIN projects p ON p.id = m.project_id
			WHERE m.programme_id = ? AND m.dropped_on = '' AND m.added_on = '' AND p.status = ?
			AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.project_id = m.project_id AND r.month = o.month
				AND r.status = ?)
			AND NOT EXISTS (SELECT 1 FROM pauses s WHERE s.project_id = m.project_id)) THEN false
		ELSE EXISTS (SELECT 1 FROM memberships m JOIN reports r ON r.project_id = m.project_id
			WHERE m.programme_id = ? AND r.month = o.month AND r.status = ?) END
		LIMIT 1`, args...).Scan(&found).Error
	return len(found) > 0, failed(err, "complete rounds", p.ID)
}
