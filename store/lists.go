package store

import (
	"slices"

	"duban/models"
)

// SetMembership writes a project's membership of a list. The caller has loaded the project's facts in this
// transaction and calls FollowLists after the last one.
func (tx *Tx) SetMembership(m models.Membership) error {
	return failed(tx.db.Clauses(tx.replacing(&m, nil)).Create(&m).Error, "set membership", m.ProgrammeID, m.ProjectID)
}

// Membership loads a project's membership of a list, dropped or not, and reports whether it exists.
func (tx *Tx) Membership(programmeID, projectID string) (models.Membership, bool, error) {
	return find[models.Membership](tx, "programme_id = ? AND project_id = ?", programmeID, projectID)
}

// FollowLists raises the version of projects whose memberships a person changed and makes them due. It closes those
// that are on no list any more, and reopens those in back that are on a list.
func (tx *Tx) FollowLists(projects, back []string, at models.Instant) error {
	if err := tx.raise(projects, at); err != nil {
		return err
	}
	return tx.followLists(projects, back, at)
}

// followLists closes the projects that are on no list any more and reopens those in back that are on one.
func (tx *Tx) followLists(projects, back []string, at models.Instant) error {
	const listed = "(SELECT 1 FROM memberships m WHERE m.project_id = projects.id AND m.dropped_on = '')"
	for part := range slices.Chunk(projects, variables) {
		err := tx.db.Model(&models.Project{}).Where("id IN ? AND status = ? AND NOT EXISTS "+listed, part,
			models.ProjectOpen).
			Updates(map[string]any{"status": models.ProjectClosed, "closed_at": at, "next_at": 0, "next_what": ""}).Error
		if err != nil {
			return failed(err, "close dropped projects")
		}
	}
	for part := range slices.Chunk(back, variables) {
		err := tx.db.Model(&models.Project{}).Where("id IN ? AND status = ? AND EXISTS "+listed, part, models.ProjectClosed).
			Updates(map[string]any{
				"status": models.ProjectOpen, "closed_at": 0, "next_at": at, "next_what": models.LookAgain,
			}).Error
		if err != nil {
			return failed(err, "open projects on a list again")
		}
	}
	return tx.MarkAllRounds()
}

// listChanges returns the projects an import drops from a list, and those it puts back.
func (tx *Tx) listChanges(rows []models.ImportRow) (off, back []string, err error) {
	for _, r := range rows {
		if r.Entity != "memberships" || r.Before == "" {
			continue
		}
		before, err := decode[models.Membership](tx, []image{{row: r, text: r.Before}})
		if err != nil {
			return nil, nil, err
		}
		after, err := decode[models.Membership](tx, []image{{row: r, text: r.After}})
		if err != nil {
			return nil, nil, err
		}
		switch was, is := before[0].Active(), after[0].Active(); {
		case was && !is:
			off = append(off, r.ProjectID)
		case !was && is:
			back = append(back, r.ProjectID)
		}
	}
	return off, back, nil
}
