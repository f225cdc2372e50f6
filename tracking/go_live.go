package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// GoLive sets the first day on which messages are sent for a programme; 0 returns it to trial running. What was
// recorded in trial running stays unsent. The same key gives the same answer.
func (s *Service) GoLive(ctx context.Context, actor models.Actor, programme string, from models.Date,
	key string) (Status, error) {
	if err := models.CanPlan(actor); err != nil {
		return Status{}, err
	}
	// the answer shows the programme, so a person who may not see it may not change it either
	if err := models.CanSeeAll(actor); err != nil {
		return Status{}, err
	}
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, programme)
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
		return s.remember(tx, actor, head, "programme.live", p.ID, map[string]models.Date{"from": p.LiveFrom, "to": from})
	})
	if err != nil {
		return Status{}, err
	}
	return s.Status(ctx, actor, programme)
}
