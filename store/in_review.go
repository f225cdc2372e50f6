package store

import "duban/models"

// inReview selects the open projects that have something in review.
const inReview = "SELECT p.id FROM projects p JOIN submissions s ON s.project_id = p.id WHERE p.status = ? AND " +
	"s.status = ?"

// FactsInReview loads the facts of the open projects that have a submission in review, by year and code.
func (tx *Tx) FactsInReview() ([]models.Facts, error) {
	args := []any{models.ProjectOpen, models.SubmissionWaiting}
	var projects []models.Project
	if err := tx.db.Where("id IN ("+inReview+")", args...).Order("year, code").Find(&projects).Error; err != nil {
		return nil, failed(err, "projects in review")
	}
	return tx.gather(projects, "project_id IN ("+inReview+")", args...)
}

// EvidenceInReview returns the number of attachments of each submission in review; submissions without attachments
// are left out.
func (tx *Tx) EvidenceInReview() (map[string]int, error) {
	rows, err := list[models.Attachment](tx, "submission_id",
		"submission_id IN (SELECT id FROM submissions WHERE status = ?)", models.SubmissionWaiting)
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.SubmissionID]++
	}
	return counts, err
}
