package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// GoLive sets the first day on which messages are sent for a programme; 0 returns it to trial running. What was
// recorded in trial running stays unsent; with a ladder that catches up, what is still late enters once on that day,
// see GoingLive. The same key gives the same answer.
func (s *Service) GoLive(ctx context.Context, actor models.Actor, programme string, from models.Date,
	key string) (Status, error) {
	if err := models.CanPlan(actor); err != nil {
		return Status{}, err
	}
	// the answer shows the programme, so a person who may not see it may not change it either
	if err := models.CanSeeAll(actor); err != nil {
		return Status{}, err
	}
	var open []models.Project
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		head, err := headOf(actor, key, p.ID, "GoLive", from)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		if err := tx.SetLiveFrom(p.ID, from, p.Version); err != nil {
			return err
		}
		facts, err := tx.FactsOf(p.ID)
		if err != nil {
			return err
		}
		for _, f := range facts {
			if f.Project.Status == models.ProjectOpen && models.LadderOf(p.Ladder).CatchUp {
				open = append(open, f.Project)
			}
		}
		return s.remember(tx, actor, head, "programme.live", p.ID, map[string]models.Date{"from": p.LiveFrom, "to": from})
	})
	if err != nil {
		return Status{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), open, "live")
	return s.Status(ctx, actor, programme)
}
