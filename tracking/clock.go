package tracking

import (
	"cmp"
	"context"

	"duban/models"
	"duban/store"
)

// Clock watches the machine's clock.
type Clock interface {
	State() models.ClockState
	Trust()
}

// ClockState returns whether the machine's clock is trusted.
func (s *Service) ClockState(_ context.Context, actor models.Actor) (models.ClockState, error) {
	if err := models.CanConfirmClock(actor); err != nil {
		return models.ClockState{}, err
	}
	return s.clockState(), nil
}

func (s *Service) clockState() models.ClockState {
	if s.Clock == nil {
		return models.ClockState{Last: s.now(), Now: s.now()}
	}
	return s.Clock.State()
}

// ConfirmClock accepts the present clock as right: after a long stop, or when the last record was made with a wrong
// clock. The clock's watcher then makes every project check what fell due (LookAgain). While the clock is trusted the
// call only adds an audit row.
func (s *Service) ConfirmClock(ctx context.Context, actor models.Actor, key string) (models.ClockState, error) {
	if err := models.CanConfirmClock(actor); err != nil {
		return models.ClockState{}, err
	}
	before := s.clockState()
	err := s.once(ctx, actor, key, "ConfirmClock", nil, "clock.confirm", before.Last.String()+" → "+before.Now.String(),
		func(tx *store.Tx) error {
			return tx.TrustClock(s.now())
		})
	if err == nil && s.Clock != nil {
		s.Clock.Trust()
	}
	return s.clockState(), err
}

// LookAgain makes every project check what is due, several at a time with pauses: after a time in which nothing was
// recorded. It returns the first error after trying all.
func (s *Service) LookAgain(ctx context.Context) error {
	s.reconciling.one.Lock()
	defer s.reconciling.one.Unlock()
	var open []models.Project
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		open, err = tx.AllOpenProjects()
		return err
	})
	if err != nil {
		return err
	}
	first := cmp.Or(s.Process.EnsureOutbox(ctx), s.Process.EnsureChannels(ctx))
	s.reconciling.begin(len(open))
	defer s.reconciling.end()
	return cmp.Or(first, s.repair(ctx, lookAgain(open)))
}

// checkClock reports a clock that is not trusted.
func (s *Service) checkClock() []string {
	if text := s.clockState().Sentence(); text != "" {
		return []string{text}
	}
	return nil
}
