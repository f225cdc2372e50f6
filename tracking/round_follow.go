package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// BeginRounds puts on record the rounds that are to be followed from now on, of every programme. It is asked at every
// start and at intervals, and run twice it begins nothing twice.
func (s *Service) BeginRounds(ctx context.Context) (begun int, err error) {
	if s.clockState().Held {
		return 0, nil
	}
	var rounds []models.MonthRound
	now := s.now()
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		for _, p := range programmes {
			settings, err := tx.RoundSettings(p.ID)
			if err != nil {
				return err
			}
			known, err := tx.RoundsOf(p.ID)
			if err != nil {
				return err
			}
			rounds = append(rounds, models.RoundsToBegin(p, settings, known, s.Calendar(extra), now)...)
		}
		return nil
	})
	if err != nil || len(rounds) == 0 {
		return 0, err
	}
	return len(rounds), s.Store.Write(ctx, func(tx *store.Tx) error {
		for _, r := range rounds {
			fresh, err := tx.InsertRound(r)
			if err != nil {
				return err
			}
			if !fresh {
				continue
			}
			detail, err := json.Marshal(r)
			if err != nil {
				return err
			}
			if err := tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
				Action: models.ActionRoundBegun, Object: r.ID, Detail: string(detail), At: now}); err != nil {
				return err
			}
		}
		return nil
	})
}

// TellRounds tells the processes of the rounds that something changed, and starts those that do not run. It is asked
// every few seconds and after the office's own acts, so that a lost signal only delays, and many reports at one moment
// are one signal. While the machine's clock is not trusted none is told: it would do nothing. It returns how many it
// told.
func (s *Service) TellRounds(ctx context.Context) (told int, err error) {
	if s.clockState().Held {
		return 0, nil
	}
	var waiting []models.MonthRound
	if err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.UntoldRounds(tellMost)
		return err
	}); err != nil {
		return 0, err
	}
	for _, r := range waiting {
		if err := s.Process.StartOrPokeRound(ctx, contract.StartRound(r)); err != nil {
			return told, err
		}
		if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.RoundTold(r.ID, r.Marks) }); err != nil {
			return told, err
		}
		told++
	}
	return told, nil
}

// tellRounds is TellRounds after an act: the act is stored, and what cannot be told now is told later.
func (s *Service) tellRounds(ctx context.Context) {
	if _, err := s.TellRounds(ctx); err != nil {
		s.Log.Warn("tell rounds", "error", err)
	}
}
