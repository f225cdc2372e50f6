package tracking

import (
	"context"

	"duban/models"
)

// ReportMonth submits a month's report or estimate for a project.
func (s *Service) ReportMonth(ctx context.Context, actor models.Actor, key, project string, version int,
	c models.ReportMonthCommand) (Receipt, error) {
	p, err := s.fill(ctx, actor, project, &c.OnBehalfOf)
	if err != nil {
		return Receipt{}, err
	}
	if c.Evidence, err = s.ownEvidence(ctx, actor, p.ID, c.Evidence); err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandReportMonth, models.LevelDecision, c)
}
