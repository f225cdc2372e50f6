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
