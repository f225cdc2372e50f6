package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// TakeBack withdraws the acceptance of a submission: by who gave it, within ten minutes, without another person.
func (s *Service) TakeBack(ctx context.Context, actor models.Actor, key, submission string) (Receipt, error) {
	if err := models.CanReview(actor); err != nil {
		return Receipt{}, err
	}
	var p models.Project
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		sub, err := tx.Submission(submission)
		if err != nil {
			return err
		}
		p, err = tx.Project(sub.ProjectID)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, 0, p, models.CommandTakeBack, models.LevelDecision,
		models.TakeBackCommand{Submission: submission})
}
