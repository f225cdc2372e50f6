package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// previewsAtOnce is how many previews one transaction of a sweep removes: each may have thousands of rows.
const previewsAtOnce = 5

// sweepPreviews removes previews of the API and the command line that were not committed; those of drafts go with them.
func (s *Service) sweepPreviews(ctx context.Context) (removed int, err error) {
	for {
		some, err := s.dropPreviews(ctx)
		if removed += some; err != nil || some < previewsAtOnce {
			return removed, err
		}
	}
}

func (s *Service) dropPreviews(ctx context.Context) (some int, err error) {
	now := s.now()
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		old, err := tx.OldPreviews(now.Add(-models.PreviewLifetime), previewsAtOnce)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, b := range old {
			if err := tx.DiscardBatch(b.ID); err != nil {
				return err
			}
		}
		some = len(old)
		detail, err := json.Marshal(map[string]int{"previews": some})
		if err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
			Action: "import.sweep", Object: old[0].ID, Detail: string(detail), At: now})
	})
	return some, err
}

// forgetSessions deletes sessions that began before the time for which an address counts as known: all of them are
// over, and the log-ins and log-outs stay on record.
func (s *Service) forgetSessions(ctx context.Context) (forgotten int, err error) {
	before := s.now().Add(-models.AddressKnownFor)
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		forgotten, err = tx.ForgetSessions(before)
		return err
	})
	return forgotten, err
}
