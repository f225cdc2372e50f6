package store

import "duban/models"

// ProjectsInReview loads the open projects that have a submission in review, by year and code.
func (tx *Tx) ProjectsInReview() ([]models.Project, error) {
	return list[models.Project](tx, "year, code",
		"status = ? AND id IN (SELECT project_id FROM submissions WHERE status = ?)", models.ProjectOpen,
		models.SubmissionWaiting)
}

// ProjectsFor loads the open projects with one of the owners or responsible units, by year, the latest first, and code.
// An empty ID matches nothing.
func (tx *Tx) ProjectsFor(owners, units []string) ([]models.Project, error) {
	return list[models.Project](tx, "year DESC, code", "status = ? AND (owner_id IN ? OR responsible_unit_id IN ?)",
		models.ProjectOpen, without(owners, ""), without(units, ""))
}

// ReviewsOfSubmissions loads the decisions on submissions, by the submission.
func (tx *Tx) ReviewsOfSubmissions(ids []string) (map[string]models.Review, error) {
	out := map[string]models.Review{}
	for _, part := range parts(ids) {
		rows, err := list[models.Review](tx, "submission_id", "submission_id IN ?", part)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.SubmissionID] = r
		}
	}
	return out, nil
}

// ProjectsByID loads projects by row key; unknown keys are left out.
func (tx *Tx) ProjectsByID(ids []string) (all []models.Project, err error) {
	for _, part := range parts(ids) {
		rows, err := hotProjects.list(tx, "id", "id IN ("+marks(len(part))+")", anys(part)...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// ProjectOfSubmission loads the project of a submission, and reports whether there is one.
func (tx *Tx) ProjectOfSubmission(id string) (models.Project, bool, error) {
	rows, err := hotProjects.list(tx, "id", "id IN (SELECT project_id FROM submissions WHERE id = ?)", id)
	if err != nil || len(rows) == 0 {
		return models.Project{}, false, err
	}
	return rows[0], true, nil
}
