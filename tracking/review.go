package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Review decides on a submission (审定). Only the office may, and not on a person's own submission.
func (s *Service) Review(ctx context.Context, actor models.Actor, key string, version int,
	c models.ReviewCommand) (Receipt, error) {
	if err := models.CanReview(actor); err != nil {
		return Receipt{}, err
	}
	c.Level = models.LevelDecision
	var p models.Project
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		submission, err := tx.Submission(c.Submission)
		if err != nil {
			return err
		}
		if p, err = tx.Project(submission.ProjectID); err != nil || c.Decision != models.Accept {
			return err
		}
		return acceptWithout(tx, submission, c)
	})
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandReview, c.Level, c)
}
