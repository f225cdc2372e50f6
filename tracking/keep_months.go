package tracking

import (
	"context"
	"slices"
	"time"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// KeptMonths is what KeepMonths did.
type KeptMonths struct {
	Closed        int // rounds that had become complete
	Reconstructed int // months that were over before closings were kept
	Asked         int // messages to the office
}

// KeepMonths looks at every programme: it closes rounds that are complete, which usually happens with the last
// approval, and asks the office to close those that have been overdue for models.CloseAfter working days, once a day.
// The first time in a database it makes the closings of the months that are over from what is on record, marked as
// reconstructed.
func (s *Service) KeepMonths(ctx context.Context) (KeptMonths, error) {
	var out KeptMonths
	if s.clockState().Held {
		return out, nil
	}
	var programmes []models.Programme
	var reconstructed bool
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if programmes, err = tx.Programmes(); err != nil {
			return err
		}
		reconstructed, err = tx.HasEvent(models.ActionMonthsReconstructed)
		return err
	})
	if err != nil {
		return out, err
	}
	slices.Reverse(programmes) // the oldest year first
	if !reconstructed {
		if err := s.reconstruct(ctx, programmes, &out); err != nil {
			return out, err
		}
	}
	for _, p := range programmes {
		if err := s.settle(ctx, p, &out); err != nil {
			return out, err
		}
		if err := s.askToClose(ctx, p, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// reconstruct closes the months that were over before closings were kept, one transaction a month, and puts on record
// that this is done. It can be stopped at any moment: the next start goes on with the first month that is missing.
func (s *Service) reconstruct(ctx context.Context, programmes []models.Programme, out *KeptMonths) error {
	for _, p := range programmes {
		for month := models.Month(1); month != 0; {
			begun := time.Now()
			err := s.Store.Write(ctx, func(tx *store.Tx) error {
				all, err := figures.Load(tx, p, s.Calendar)
				if err != nil {
					return err
				}
				month, err = all.Reconstruct(tx, s.now())
				return err
			})
			if err != nil {
				return err
			}
			if month != 0 {
				out.Reconstructed++
				s.rest(ctx, time.Since(begun))
			}
		}
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.InsertEventOnce(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
			Action: models.ActionMonthsReconstructed, Object: "closings", Detail: "{}", At: s.now()})
	})
}

// settle closes the rounds of a programme that are complete.
func (s *Service) settle(ctx context.Context, p models.Programme, out *KeptMonths) error {
	var may bool
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		may, err = tx.MayHaveCompleteRound(p)
		return err
	})
	if err != nil || !may {
		return err
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		closed, err := figures.SettleProgramme(tx, p, s.Calendar, s.now())
		out.Closed += len(closed)
		return err
	})
}

// askToClose puts a message to the office for each round of a programme that is to be closed, on working days from the
// ladder's hour on. In trial running nothing is sent.
func (s *Service) askToClose(ctx context.Context, p models.Programme, out *KeptMonths) error {
	now := s.now()
	if p.Trial(now.Date()) || now < now.Date().At(p.Book().Ladder.Hour, 0) {
		return nil
	}
	var messages []models.OutboxMessage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := s.figures(tx, p)
		if err != nil || !all.Calendar.Workday(now.Date()) {
			return err
		}
		for _, open := range roundsToClose(all, now) {
			if open.Asked {
				missing := all.Rebuild(open.Month, now).MissingIn(models.ClosedMonth)
				messages = append(messages, models.CloseMessage(p, models.Round{Month: open.Month, Due: open.Due}, missing,
					all.Calendar, now))
			}
		}
		return nil
	})
	if err != nil || len(messages) == 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		fresh, err := tx.InsertOutbox(messages...)
		out.Asked += len(fresh)
		return err
	})
}
