package store

import (
	"slices"

	"duban/models"
)

// UndoResult is the result of undoing an import.
type UndoResult struct {
	Removed  []string      // projects the import had added, now deleted
	Restored []string      // projects as before the import; their version rose by one
	Kept     []KeptProject // projects left unchanged
}

// KeptProject is a project that an undo left unchanged, with the reason in Chinese.
type KeptProject struct {
	ProjectID string
	Reason    string
}

// Undo undoes a committed import: new projects are deleted with their rows, changed rows get their before-images. A
// project that people have changed since, or about which a message was sent, is kept completely; escalations recorded
// by the program do not prevent the undo. Organisations and posts stay, because others may use them; a new programme
// is deleted once its list is empty. Rungs of deleted due dates are closed at the given instant.
//
// Imports are undone newest first. Errors: KindConflict "newer_import" when a newer import changed one of the
// projects, "nothing_to_undo" when every project would be kept; nothing is changed then.
func (tx *Tx) Undo(batchID string, at models.Instant) (UndoResult, error) {
	var undone UndoResult
	if err := tx.lockImports(); err != nil {
		return undone, err
	}
	rows, err := tx.BatchRows(batchID)
	if err != nil {
		return undone, err
	}
	batch, err := tx.Batch(batchID)
	if err != nil {
		return undone, err
	}
	if err := tx.setBatch(batchID, models.BatchCommitted, map[string]any{"status": models.BatchUndone}); err != nil {
		return undone, err
	}
	if err := tx.newestFirst(batch); err != nil {
		return undone, err
	}
	seen, err := versionsSeen(rows)
	if err != nil {
		return undone, err
	}
	if err := tx.sort(&undone, batch, seen); err != nil {
		return undone, err
	}
	if len(seen) > 0 && len(undone.Kept) == len(seen) {
		return undone, tx.nothingToUndo(batch, undone.Kept)
	}
	kept := keyed(undone.Kept, func(k KeptProject) string { return k.ProjectID })
	rows = slices.DeleteFunc(rows, func(r models.ImportRow) bool {
		_, stays := kept[r.ProjectID]
		return stays || r.ProjectID == "" // rows without a project: see undoProgramme
	})
	if err := tx.removeRecords(undone.Removed, at); err != nil {
		return undone, err
	}
	for i := len(entities) - 1; i >= 0; i-- {
		added := slices.DeleteFunc(afterImages(rows, entities[i].table), func(im image) bool { return im.row.Before != "" })
		if err := entities[i].drop(tx, added); err != nil {
			return undone, err
		}
	}
	if err := tx.raise(undone.Restored, at); err != nil {
		return undone, err
	}
	for _, e := range entities {
		if err := e.put(tx, beforeImages(rows, e.table), 0); err != nil {
			return undone, err
		}
	}
	if err := tx.reopenRungs(undone.Restored, batch.CommittedAt); err != nil {
		return undone, err
	}
	if err := tx.closeStrayRungs(undone.Restored, at); err != nil {
		return undone, err
	}
	off, back, err := tx.listChanges(rows)
	if err != nil {
		return undone, err
	}
	if err := tx.followLists(back, off, at); err != nil { // the reverse of Promote
		return undone, err
	}
	if err := tx.markUndone(batchID, append(slices.Clone(undone.Removed), undone.Restored...)); err != nil {
		return undone, err
	}
	return undone, tx.undoProgramme(batchID)
}

// removeRecords deletes the escalations and unsent messages of projects that are deleted. Audit events stay.
func (tx *Tx) removeRecords(projects []string, at models.Instant) error {
	for part := range slices.Chunk(projects, variables) {
		done := update[models.InboxEntry](tx, map[string]any{"ended_at": at, "ended": "导入已撤销"},
			"project_id IN ? AND ended_at = 0", part)
		if done.Error != nil {
			return failed(done.Error, "end inbox")
		}
		for _, row := range []any{&models.OutboxMessage{}, &models.Escalation{}} {
			if err := tx.db.Where("project_id IN ?", part).Delete(row).Error; err != nil {
				return failed(err, "remove records")
			}
		}
	}
	return nil
}

// reopenRungs reopens the rungs closed since the import, because their items may be late again. The next Advance
// closes those that are not.
func (tx *Tx) reopenRungs(projects []string, since models.Instant) error {
	for part := range slices.Chunk(projects, variables) {
		err := tx.db.Model(&models.Escalation{}).Where("project_id IN ? AND closed_at >= ?", part, since).
			Updates(map[string]any{"closed_at": 0, "close_reason": ""}).Error
		if err != nil {
			return failed(err, "reopen rungs")
		}
	}
	return nil
}

// closeStrayRungs closes the rungs of milestones or due versions that the import had added.
func (tx *Tx) closeStrayRungs(projects []string, at models.Instant) error {
	for part := range slices.Chunk(projects, variables) {
		err := tx.db.Model(&models.Escalation{}).
			Where("project_id IN ? AND item = ? AND closed_at = 0", part, models.ItemMilestone).
			Where(
				"NOT EXISTS (SELECT 1 FROM milestones m WHERE m.id = escalations.subject AND m.due_version = " +
					"escalations.due_version)").
			Updates(map[string]any{"closed_at": at, "close_reason": "导入已撤销"}).Error
		if err != nil {
			return failed(err, "close stray rungs")
		}
	}
	return nil
}

// undoProgramme deletes a programme that the import added, with its indicators, if its list is empty and no person has
// decided its target since, and resets a changed indicator unless it was set since.
func (tx *Tx) undoProgramme(batchID string) error {
	rows, err := list[models.ImportRow](tx, "position",
		"batch_id = ? AND project_id = '' AND entity IN ('programmes', 'indicators')", batchID)
	if err != nil {
		return err
	}
	for _, im := range afterImages(rows, "indicators") {
		if err := tx.undoIndicator(im); err != nil {
			return err
		}
	}
	programmes, err := decode[models.Programme](tx, slices.DeleteFunc(afterImages(rows, "programmes"),
		func(im image) bool { return im.row.Before != "" }))
	if err != nil {
		return err
	}
	for _, p := range programmes {
		if closed, err := tx.HasClosings(p.ID); err != nil || closed {
			return err // its closed months are on record
		}
		unused := "NOT EXISTS (SELECT 1 FROM memberships WHERE programme_id = ?) AND " +
			"NOT EXISTS (SELECT 1 FROM target_decisions WHERE programme_id = ?)"
		if err := tx.db.Where("programme_id = ? AND "+unused, p.ID, p.ID, p.ID).Delete(&models.Indicator{}).
			Error; err != nil {
			return failed(err, "undo indicators", p.ID)
		}
		if err := tx.db.Where("id = ? AND "+unused, p.ID, p.ID, p.ID).Delete(&models.Programme{}).Error; err != nil {
			return failed(err, "undo programme", p.ID)
		}
	}
	return nil
}

// undoIndicator resets one changed target unless it was set since the import.
func (tx *Tx) undoIndicator(im image) error {
	if im.row.Before == "" {
		return nil // a new target is deleted with its programme, or stays
	}
	after, err := decode[models.Indicator](tx, []image{im})
	if err != nil {
		return err
	}
	before, err := decode[models.Indicator](tx, []image{{row: im.row, text: im.row.Before}})
	if err != nil {
		return err
	}
	now, ok, err := find[models.Indicator](tx, `programme_id = ? AND "key" = ?`, after[0].ProgrammeID, after[0].Key)
	if err != nil || !ok || now != after[0] {
		return err
	}
	return tx.SetIndicator(before[0])
}
