package store

import "duban/models"

// InsertRequest stores a request that was asked.
func (tx *Tx) InsertRequest(q models.Request) error {
	return insert(tx, []models.Request{q}, "request")
}

// Request loads a request and reports whether it exists.
func (tx *Tx) Request(id string) (models.Request, bool, error) {
	return find[models.Request](tx, "id = ?", id)
}

// Requests loads the requests of a status (of all for ""), the newest first, at most limit.
func (tx *Tx) Requests(status models.RequestStatus, limit int) (rows []models.Request, err error) {
	err = tx.db.Where("? = '' OR status = ?", string(status), string(status)).Order("asked_at DESC, id").Limit(limit).
		Find(&rows).Error
	return rows, failed(err, "requests")
}

// DecideRequest stores the decision on a waiting request. Errors: KindConflict "request_decided".
func (tx *Tx) DecideRequest(q models.Request) error {
	return tx.changeRequest(q, map[string]any{
		"status": q.Status, "decided_by_id": q.DecidedByID, "decided_by_name": q.DecidedByName, "decided_at": q.DecidedAt,
		"decided_for": q.DecidedFor, "decision_reason": q.DecisionReason, "decision_paper": q.DecisionPaper,
		"decision_paper_on": q.DecisionPaperOn,
	})
}

// PreReviewRequest stores the responsible unit's opinion on a waiting request. Errors: KindConflict "request_decided".
func (tx *Tx) PreReviewRequest(q models.Request) error {
	return tx.changeRequest(q, map[string]any{
		"pre_reviewed_by_id": q.PreReviewedByID, "pre_reviewed_by": q.PreReviewedBy, "pre_reviewed_at": q.PreReviewedAt,
		"pre_review_note": q.PreReviewNote,
	})
}

func (tx *Tx) changeRequest(q models.Request, values map[string]any) error {
	done := update[models.Request](tx, values, "id = ? AND status = ?", q.ID, models.RequestWaiting)
	return changedOne(done, func() error {
		now, found, err := tx.Request(q.ID)
		if err != nil || !found {
			return err
		}
		return now.MustWait()
	}, "decide request", q.ID)
}

// LeaderPosts loads the posts of the leaders who may decide on a project's requests, with their titles, by row key.
func (tx *Tx) LeaderPosts(p models.Project) (map[string]string, error) {
	posts, err := tx.AllPosts()
	if err != nil {
		return nil, err
	}
	entered, err := tx.AudiencePosts()
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	for _, id := range models.LeaderPosts(p, posts, entered) {
		for _, post := range posts {
			if post.ID == id {
				titles[id] = post.Title
			}
		}
	}
	return titles, nil
}

// ProjectsWaiting loads the projects with a submission, a request or a correction that waits for a decision, by year
// and code.
func (tx *Tx) ProjectsWaiting() ([]models.Project, error) {
	const waiting = "SELECT project_id FROM submissions WHERE status = ? UNION SELECT project_id FROM requests WHERE " +
		"status = ? UNION SELECT project_id FROM corrections WHERE status = ?"
	return list[models.Project](tx, "year, code", "id IN ("+waiting+")", models.SubmissionWaiting, models.RequestWaiting,
		models.RequestWaiting)
}
