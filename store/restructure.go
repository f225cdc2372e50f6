package store

import (
	"duban/models"
)

// Restructure stores what splitting or merging makes of projects. The caller has loaded the facts of those that are
// closed in this transaction, and settles all of them afterwards. Errors: KindConflict "duplicate" for a code that is
// taken, or when a project changed.
func (tx *Tx) Restructure(r models.Restructured) error {
	for _, p := range r.Closed {
		values := map[string]any{"annual_plan_fen": p.AnnualPlan, "total_investment_fen": p.TotalInvestment,
			"status": models.ProjectClosed, "closed_at": p.ClosedAt, "next_at": 0, "next_what": "", "version": p.Version + 1}
		done := update[models.Project](tx, values, "id = ? AND version = ? AND status = ?", p.ID, p.Version,
			models.ProjectOpen)
		if err := changedOne(done, func() error { return tx.stale(p.ID) }, "close restructured", p.ID); err != nil {
			return err
		}
	}
	for _, m := range r.Ended {
		if err := tx.EndMilestone(m); err != nil {
			return err
		}
	}
	if err := insert(tx, r.Projects, "restructured projects"); err != nil {
		return err
	}
	if err := insert(tx, r.Memberships, "restructured memberships"); err != nil {
		return err
	}
	if err := insert(tx, r.Milestones, "restructured milestones"); err != nil {
		return err
	}
	if err := insert(tx, r.Links, "project links"); err != nil {
		return err
	}
	return tx.MarkAllRounds()
}

// ProjectLink is a link with the projects at both ends.
type ProjectLink struct {
	models.ProjectLink
	FromCode, FromName, ToCode, ToName string
	Year                               int
}

// ProjectLinks loads the links of a year's projects, the newest act first; of one project for its row key, of all for
// "".
func (tx *Tx) ProjectLinks(year int, project string) (rows []ProjectLink, err error) {
	err = tx.db.Raw(`SELECT l.*, f.code AS from_code, f.name AS from_name, t.code AS to_code, t.name AS to_name, f.year
		FROM project_links l JOIN projects f ON f.id = l.from_id JOIN projects t ON t.id = l.to_id
		WHERE f.year = ? AND (? = '' OR l.from_id = ? OR l.to_id = ?) ORDER BY l."at" DESC, l.act, f.code, t.code`,
		year, project, project, project).Scan(&rows).Error
	return rows, failed(err, "project links", project)
}
