package tracking

import (
	"context"

	"duban/models"
)

// SubmitMilestone submits a milestone of a project, given by code or "<year>/<code>". Of its evidence only the SHA-256
// is used: the rest is what the server recorded when the actor uploaded it (PutEvidence).
func (s *Service) SubmitMilestone(ctx context.Context, actor models.Actor, key, project string, version int,
	c models.SubmitMilestoneCommand) (Receipt, error) {
	p, err := s.fill(ctx, actor, project, &c.OnBehalfOf)
	if err != nil {
		return Receipt{}, err
	}
	if c.Evidence, err = s.ownEvidence(ctx, actor, p.ID, c.Evidence); err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandSubmitMilestone, models.LevelDecision, c)
}
