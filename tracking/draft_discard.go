package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// DiscardDraft discards a draft: its reading stops, and the file and what was staged are deleted. A committed draft is
// KindConflict: it must be undone instead.
func (s *Service) DiscardDraft(ctx context.Context, actor models.Actor, key, id string) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	unread := ""
	err := s.once(ctx, actor, key, "DiscardDraft", id, "import.cancel", id, func(tx *store.Tx) error {
		d, err := s.openDraft(tx, id)
		if err != nil {
			return err
		}
		if d.Result == "" {
			unread = d.Reading
		}
		return s.drop(tx, d)
	})
	if err == nil {
		s.stopReading(ctx, unread)
	}
	return err
}
