package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// PreReview records the responsible unit's decision on a submission before the office's (初审): passed on with a note, or
// returned with a reason. The office need not wait for it.
func (s *Service) PreReview(ctx context.Context, actor models.Actor, key string, version int,
	c models.ReviewCommand) (Receipt,
	error) {
	var p models.Project
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		missing := models.Errorf(models.KindNotFound, "no_submission", "未找到该填报，请刷新后再试")
		sub, err := tx.Submission(c.Submission)
		if err != nil {
			return err
		}
		if p, err = tx.Project(sub.ProjectID); err != nil {
			return err
		}
		if err := models.CanPreReview(actor, p); models.KindOf(err) == models.KindNotFound {
			return missing
		} else if err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		return Receipt{}, err
	}
	c.Level = models.LevelPre
	return s.send(ctx, actor, key, version, p, models.CommandReview, c.Level, c)
}
