package store

import (
	"duban/models"
)

// Submission loads a submission by its row key. Errors: KindNotFound.
func (tx *Tx) Submission(id string) (models.Submission, error) {
	return first[models.Submission](tx, models.Errorf(models.KindNotFound, "no_submission", "未找到该填报，请刷新后再试"), "id = ?", id)
}

// InsertSubmission records a submission. Errors: KindConflict when the milestone or month has one in review, or when
// this one is recorded.
func (tx *Tx) InsertSubmission(s models.Submission) error {
	fresh, err := insertOnce(tx, s, "submission", s.ID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "already_waiting", "已有一份填报在审核中，请等待审定或退回后再提交")
	}
	return err
}

// InsertAttachments records the attachments of a submission. Their bytes must be in the evidence store already.
func (tx *Tx) InsertAttachments(rows ...models.Attachment) error {
	return insert(tx, rows, "attachments")
}

// AttachmentsOf loads the attachments of a project's submissions, by submission and position.
func (tx *Tx) AttachmentsOf(projectID string) ([]models.Attachment, error) {
	return list[models.Attachment](tx, "submission_id, position",
		"submission_id IN (SELECT id FROM submissions WHERE project_id = ?)", projectID)
}

// DecideSubmission accepts or returns a waiting submission. Errors: KindConflict when it is decided; the sentence
// says by whom.
func (tx *Tx) DecideSubmission(id string, to models.SubmissionStatus, at models.Instant) error {
	values := map[string]any{"status": to, "decided_at": at}
	done := update[models.Submission](tx, values, "id = ? AND status = ?", id, models.SubmissionWaiting)
	return changedOne(done, func() error { return tx.decided(id) }, "decide submission", id)
}

// PreReviewSubmission records that the responsible unit passed on a waiting submission. Errors: KindConflict when it
// is passed on or decided.
func (tx *Tx) PreReviewSubmission(s models.Submission) error {
	values := map[string]any{
		"pre_reviewed_at": s.PreReviewedAt, "pre_reviewed_by_id": s.PreReviewedByID, "pre_reviewed_by": s.PreReviewedBy,
		"pre_review_note": s.PreReviewNote,
	}
	done := update[models.Submission](tx, values, "id = ? AND status = ? AND pre_reviewed_at = 0", s.ID,
		models.SubmissionWaiting)
	if err := changedOne(done, func() error { return tx.decided(s.ID) }, "pre-review submission", s.ID); err != nil {
		return err
	}
	return tx.markRoundsOf(s.ProjectID, s.Month)
}

// InsertReview records the decision on a submission. Errors: KindConflict when there is one; the sentence says whose.
func (tx *Tx) InsertReview(r models.Review) error {
	fresh, err := insertOnce(tx, r, "review", r.SubmissionID)
	if err == nil && !fresh {
		return tx.decided(r.SubmissionID)
	}
	return err
}

// decided returns the error that says who decided a submission first.
func (tx *Tx) decided(submissionID string) error {
	if _, err := tx.Submission(submissionID); err != nil {
		return err
	}
	review, ok, err := tx.Review(submissionID)
	if err != nil {
		return err
	}
	if !ok {
		return models.Errorf(models.KindConflict, "already_decided", "该填报已审定，请刷新后查看")
	}
	word := map[models.Decision]models.Word{models.Accept: "通过", models.Return: "退回"}[review.Decision]
	return models.Errorf(models.KindConflict, "already_decided", "该填报已由 %s 于 %s %s", review.ByName, review.At.Minute(),
		word)
}

// Review loads the decision on a submission and reports whether there is one.
func (tx *Tx) Review(submissionID string) (models.Review, bool, error) {
	return find[models.Review](tx, "submission_id = ?", submissionID)
}

// ReviewsOf loads the decisions on a project's submissions, oldest first.
func (tx *Tx) ReviewsOf(projectID string) ([]models.Review, error) {
	return list[models.Review](tx, `"at", submission_id`,
		"submission_id IN (SELECT id FROM submissions WHERE project_id = ?)", projectID)
}
