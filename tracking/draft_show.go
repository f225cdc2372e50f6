package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// ShowDraft returns what was read from a draft and the state of its staged batch.
func (s *Service) ShowDraft(ctx context.Context, actor models.Actor, id string) (ImportDraft, error) {
	if err := models.CanPlan(actor); err != nil {
		return ImportDraft{}, err
	}
	row, p, err := s.draft(ctx, id)
	if err != nil {
		return ImportDraft{}, err
	}
	d := ImportDraft{
		ID: row.ID, File: row.FileName, Size: row.Size, By: row.ByName, At: row.At, Until: row.At.Add(draftsLast),
		Programme: row.Programme,
		Sheets:    []ReadSheet{},
	}
	if err := json.Unmarshal([]byte(row.Choices), &d.Choices); err != nil {
		return d, err
	}
	if row.Result == "" {
		d.Reading = s.readingOf(ctx, row.Reading)
		d.Cut = d.Reading == nil
		return d, nil
	}
	var result draftResult
	if err := json.Unmarshal([]byte(row.Result), &result); err != nil {
		return d, err
	}
	d.Problem = models.RestoreMessage(models.Message{}, result.Problem)
	d.Sheets, d.Headline = result.Sheets, result.Headline
	if len(result.Skipped) == len(d.Sheets) {
		for i := range d.Sheets {
			d.Sheets[i].Skipped = result.Skipped[i].Message
		}
	}
	d.Preview = result.Preview.preview()
	d.Preview.Status, d.Preview.Committed = p.Status, p.Committed
	return d, nil
}

// readingOf returns the progress of a reading, in this process or another; nil when none is in progress.
func (s *Service) readingOf(ctx context.Context, reading string) *contract.Progress {
	if progress, _, ok := s.readings.of(reading); ok {
		return &progress
	}
	progress, running, err := s.Process.ReadingProgress(ctx, reading)
	if err != nil || !running {
		return nil
	}
	return &progress
}

// draft loads a draft and the status of its batch.
func (s *Service) draft(ctx context.Context, id string) (d models.ImportDraft, p ImportPreview, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		if d, err = tx.Draft(id); err != nil || d.BatchID == "" {
			return err
		}
		b, err := tx.Batch(d.BatchID)
		if models.KindOf(err) == models.KindNotFound { // discarded through the API or the command line
			return nil
		}
		p.Status, p.Committed = b.Status, b.Status == models.BatchCommitted
		return err
	})
	return d, p, err
}

// Drafts lists the drafts that wait to be committed, the newest first.
func (s *Service) Drafts(ctx context.Context, actor models.Actor) ([]DraftLine, error) {
	if err := models.CanPlan(actor); err != nil {
		return nil, err
	}
	lines := []DraftLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Drafts()
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.At.Add(draftsLast) <= s.now() {
				continue
			}
			if d.BatchID != "" {
				b, err := tx.Batch(d.BatchID)
				if err != nil && models.KindOf(err) != models.KindNotFound {
					return err
				}
				if err == nil && b.Status != models.BatchStaged { // it is in the list of imports
					continue
				}
			}
			lines = append(lines, DraftLine{ID: d.ID, File: d.FileName, By: d.ByName, At: d.At, Batch: d.BatchID})
		}
		return nil
	})
	return lines, err
}
