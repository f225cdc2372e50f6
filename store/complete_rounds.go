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

// MayHaveCompleteRound reports whether a month without a closing might be complete in a programme: every open project
// of its list that was never paused is approved; January is no round of its own. The rules decide; this asks first
// whether loading the list is worth it.
func (tx *Tx) MayHaveCompleteRound(programmeID string) (bool, error) {
	const due = `SELECT m.project_id FROM memberships m JOIN projects p ON p.id = m.project_id
		WHERE m.programme_id = ? AND m.dropped_on = '' AND m.added_on = '' AND p.status = ?
		AND NOT EXISTS (SELECT 1 FROM pauses s WHERE s.project_id = p.id)`
	var needed int64
	err := tx.db.Raw("SELECT COUNT(*) FROM ("+due+") d", programmeID, models.ProjectOpen).Scan(&needed).Error
	if err != nil {
		return false, failed(err, "due projects", programmeID)
	}
	var months []string
	err = tx.db.Raw(`SELECT r.month FROM reports r WHERE r.status = ? AND r.month NOT LIKE '%-01'
		AND r.project_id IN (SELECT project_id FROM memberships WHERE programme_id = ?)
		AND NOT EXISTS (SELECT 1 FROM closings c WHERE c.programme_id = ? AND c.kind = ? AND c.month = r.month
			AND NOT (c.reopened = ? AND (c.by_id = ? OR c.settles = ?))
			AND c.version = (SELECT MAX(n.version) FROM closings n
				WHERE n.programme_id = c.programme_id AND n.kind = c.kind AND n.month = c.month))
		GROUP BY r.month HAVING SUM(CASE WHEN r.project_id IN (`+due+`) THEN 1 ELSE 0 END) >= ?`,
		models.ReportApproved, programmeID, programmeID, models.ClosedMonth, true, models.System.ID, true, programmeID,
		models.ProjectOpen, needed).
		Scan(&months).Error
	return len(months) > 0, failed(err, "complete rounds", programmeID)
}
