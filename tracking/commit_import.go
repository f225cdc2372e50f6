package tracking

import (
	"context"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// CommitImport makes a staged batch true and waits until its projects are started or poked. Asked again it waits for the
// same import. A preview that is out of date and a batch that was undone are KindConflict and change nothing.
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
	if b.Status == models.BatchUndone {
		return ImportPreview{}, models.Errorf(models.KindConflict, "batch_undone", "导入批次「%s」已撤销，请重新预览", batch)
	}
	by := contract.Person{ID: actor.ID, Name: actor.Name, Operator: actor.Operator}
	if err := s.Process.StartImport(ctx, contract.Import{Batch: batch, By: by}); err != nil {
		return ImportPreview{}, err
	}
	if _, err := s.Process.ImportResult(ctx, batch); err != nil {
		return ImportPreview{}, err
	}
	s.awaitVisible(ctx, b.ProgrammeID)
	b, programme, err := s.batch(ctx, batch)
	return answerOf(ImportPreview{Programme: programme, Kind: b.Kind, Period: b.Period}, b), err
}

// ImportProgress says how far an import is.
func (s *Service) ImportProgress(ctx context.Context, actor models.Actor, batch string) (contract.Progress, error) {
	if err := models.CanPlan(actor); err != nil {
		return contract.Progress{}, err
	}
	return s.Process.ImportProgress(ctx, batch)
}

func (s *Service) batch(ctx context.Context, id string) (b models.ImportBatch, programme string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		if b, err = tx.Batch(id); err != nil {
			return err
		}
		p, err := tx.ProgrammeByID(b.ProgrammeID)
		if err == nil {
			programme = p.Name
		} else if models.KindOf(err) == models.KindNotFound { // a plan that is still to create it
			err = nil
		}
		return err
	})
	return b, programme, err
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
