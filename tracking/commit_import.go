package tracking

import (
	"context"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// CommitImport makes a staged batch true and waits until its projects are started or poked. Asked again it waits for the
// same import. A preview that is out of date, another file previewed for the same in between, and a batch that was undone
// are KindConflict and change nothing.
func (s *Service) CommitImport(ctx context.Context, actor models.Actor, batch string) (ImportPreview, error) {
	if err := models.CanPlan(actor); err != nil {
		return ImportPreview{}, err
	}
	b, _, err := s.batch(ctx, batch)
	if err != nil {
		return ImportPreview{}, err
	}
	if b.Status == models.BatchUndone {
		return ImportPreview{}, models.Errorf(models.KindConflict, "batch_undone", "导入批次「%s」已撤销，请重新预览后再提交", batch)
	}
	by := contract.Person{ID: actor.ID, Name: actor.Name, Operator: actor.Operator}
	if err := s.Process.StartImport(ctx, contract.Import{Batch: batch, By: by}); err != nil {
		return ImportPreview{}, err
	}
	if _, err := s.Process.ImportResult(ctx, batch); err != nil {
		return ImportPreview{}, err
	}
	s.awaitVisible(ctx, b.ProgrammeID)
	_, p, err := s.batch(ctx, batch)
	return p, err
}

// batch loads an import and what was shown of it.
func (s *Service) batch(ctx context.Context, id string) (b models.ImportBatch, p ImportPreview, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		if b, err = tx.Batch(id); err != nil {
			return err
		}
		p, err = shown(tx, b)
		return err
	})
	return b, p, err
}

// visibleWithin bounds the wait for Temporal's list of running workflows, which follows the starts a moment later.
const visibleWithin = 10 * time.Second

// awaitVisible waits until the count of running workflows is what it must be, so that whoever asks right after an import
// sees it whole. It is a courtesy: after the bound the import is done all the same.
func (s *Service) awaitVisible(ctx context.Context, programmeID string) {
	var open int
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.FactsOf(programmeID)
		for _, f := range all {
			if f.Project.Status == models.ProjectOpen {
				open++
			}
		}
		return err
	})
	ctx, cancel := context.WithTimeout(ctx, visibleWithin)
	defer cancel()
	for err == nil {
		var n int
		if n, err = s.Process.CountProjects(ctx, programmeID); n >= open {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}
