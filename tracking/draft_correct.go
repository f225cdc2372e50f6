package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// CorrectDraft reads a draft again with a person's new answers. Earlier answers that they leave out no longer apply.
// What was staged is replaced. A committed draft is KindConflict.
func (s *Service) CorrectDraft(ctx context.Context, actor models.Actor, key, id, programme string,
	c ImportChoices) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if _, err := c.columnAnswers(); err != nil {
		return err
	}
	choices, err := json.Marshal(c)
	if err != nil {
		return err
	}
	var d models.ImportDraft
	unread := "" // the reading in progress
	reading, fresh := readingID(actor, key), false
	request := map[string]string{"programme": programme, "choices": string(choices), "draft": id}
	err = s.once(ctx, actor, key, "CorrectDraft", request, "import.correct", id, func(tx *store.Tx) error {
		fresh = true
		before, err := s.openDraft(tx, id)
		if err != nil {
			return err
		}
		if before.Result == "" {
			unread = before.Reading
		}
		if err := unstage(tx, before.BatchID); err != nil {
			return err
		}
		if err := tx.BeginReading(id, programme, string(choices), reading); err != nil {
			return err
		}
		d, err = tx.Draft(id)
		return err
	})
	if err != nil || !fresh {
		return err
	}
	s.stopReading(ctx, unread)
	s.readDraft(ctx, actor, key, d)
	return nil
}

// openDraft loads a draft that can still be corrected or discarded, and stops a reading in progress.
func (s *Service) openDraft(tx *store.Tx, id string) (models.ImportDraft, error) {
	d, err := tx.Draft(id)
	if err != nil {
		return d, err
	}
	if _, cancel, ok := s.readings.of(d.Reading); ok {
		cancel()
	}
	if d.BatchID == "" {
		return d, nil
	}
	b, err := tx.Batch(d.BatchID)
	switch {
	case models.KindOf(err) == models.KindNotFound:
		return d, nil
	case err == nil && b.Status == models.BatchCommitted:
		return d, models.Errorf(models.KindConflict, "batch_committed", "“%s”已导入，不能再改；需要撤回请撤销该批次", d.FileName)
	}
	return d, err
}
