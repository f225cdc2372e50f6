package store

import (
	"slices"

	"duban/models"
)

// Undone says what taking an import back did.
type UndoResult struct {
	Removed  []string      // projects that were new with the import and are gone
	Restored []string      // projects that are as they were before it; their version rose by one
	Kept     []KeptProject // projects left as they are
}

// Kept is a project an import could not be taken back from, with the reason in Chinese.
type KeptProject struct {
	ProjectID string
	Reason    string
}

// Undo takes a committed import back: new projects with everything on them disappear, changed rows are as before. A
// project that people have worked on since, or about which something has been sent, is kept whole; what the house
// itself recorded keeps nothing. Organisations and posts stay, since others may have come to use them; a programme
// goes once its list is empty. Rungs of due dates that are no more are closed at the instant given.
//
// Imports are taken back newest first: while a newer one stands on one of the projects, and when nothing at all could
// be taken back, the error is KindConflict and nothing changes.
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
		return stays || r.ProjectID == "" // rows of no project are dealt with below
	})
	if err := tx.removeRecords(undone.Removed); err != nil {
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
	off, back, err := tx.adjusted(rows)
	if err != nil {
		return undone, err
	}
	if err := tx.followLists(back, off, at); err != nil { // the other way round
		return undone, err
	}
	if err := tx.markUndone(batchID, append(slices.Clone(undone.Removed), undone.Restored...)); err != nil {
		return undone, err
	}
	return undone, tx.undoProgramme(batchID)
}

// removeRecords deletes what the house itself has put on record about projects that are to disappear, and the messages
// that have not gone out. The audit keeps its lines.
func (tx *Tx) removeRecords(projects []string) error {
	for part := range slices.Chunk(projects, variables) {
		for _, row := range []any{&models.OutboxMessage{}, &models.Escalation{}} {
			if err := tx.db.Where("project_id IN ?", part).Delete(row).Error; err != nil {
				return failed(err, "remove records")
			}
		}
	}
	return nil
}

// reopenRungs takes back the closings since the import: what it settled may be late again. The look that follows closes
// what is settled all the same.
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

// closeStrayRungs closes what was recorded for milestones or due dates that came with the import.
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

// undoProgramme takes back what an import did to its programme: a new one goes with its targets when nothing is on its
// list, and a changed target is as before unless somebody has set it since.
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
		unused := "NOT EXISTS (SELECT 1 FROM memberships WHERE programme_id = ?)"
		if err := tx.db.Where("programme_id = ? AND "+unused, p.ID, p.ID).Delete(&models.Indicator{}).Error; err != nil {
			return failed(err, "undo indicators", p.ID)
		}
		if err := tx.db.Where("id = ? AND "+unused, p.ID, p.ID).Delete(&models.Programme{}).Error; err != nil {
			return failed(err, "undo programme", p.ID)
		}
	}
	return nil
}

func (tx *Tx) undoIndicator(im image) error {
	if im.row.Before == "" {
		return nil // goes with its programme, or stays with it
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
