package store

import (
	"encoding/json"
	"slices"

	"duban/models"
)

func noBatch(id string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_batch", "未找到导入批次“%s”，请核对批次编号；一个月未提交的预览已清除，请重新上传", id)
}

// StageBatch stores the rows of a preview until they are committed. No other table changes. Errors: KindConflict
// "batch_exists".
func (tx *Tx) StageBatch(b models.ImportBatch, rows []models.ImportRow) error {
	fresh, err := insertOnce(tx, b, "batch", b.ID)
	if err != nil {
		return err
	}
	if !fresh {
		return models.Errorf(models.KindConflict, "batch_exists", "导入批次“%s”已存在，请重新预览", b.ID)
	}
	return insert(tx, rows, "batch rows")
}

// Batch loads an import. Errors: KindNotFound.
func (tx *Tx) Batch(id string) (models.ImportBatch, error) {
	return first[models.ImportBatch](tx, noBatch(id), "id = ?", id)
}

// BatchRows loads the staged changes of an import, in order.
func (tx *Tx) BatchRows(id string) ([]models.ImportRow, error) {
	return list[models.ImportRow](tx, "position", "batch_id = ?", id)
}

// BatchProjects returns the row keys of the projects an import changes, sorted.
func (tx *Tx) BatchProjects(batchID string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&models.ImportRow{}).Where("batch_id = ? AND project_id <> ''", batchID).
		Distinct("project_id").Order("project_id").Pluck("project_id", &ids).Error
	return ids, failed(err, "batch projects", batchID)
}

// BatchListChanges returns the row keys of the projects whose memberships an import changes, sorted.
func (tx *Tx) BatchListChanges(batchID string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&models.ImportRow{}).Where(`batch_id = ? AND entity = 'memberships' AND "before" <> ''`, batchID).
		Distinct("project_id").Order("project_id").Pluck("project_id", &ids).Error
	return ids, failed(err, "batch moves", batchID)
}

// Batches loads the imports of a programme (of all for ""), the newest first.
func (tx *Tx) Batches(programmeID string) ([]models.ImportBatch, error) {
	return list[models.ImportBatch](tx, "staged_at DESC, id", "? = '' OR programme_id = ?", programmeID, programmeID)
}

// LastBatch loads the last committed import of a kind and period that is not undone, and reports whether there is
// one.
func (tx *Tx) LastBatch(programmeID string, kind models.BatchKind, period string) (models.ImportBatch, bool, error) {
	var rows []models.ImportBatch
	err := tx.db.Where("programme_id = ? AND kind = ? AND period = ? AND status = ?", programmeID, kind, period,
		models.BatchCommitted).
		Order("committed_at DESC, id").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.ImportBatch{}, false, failed(err, "last batch", programmeID, kind, period)
	}
	return rows[0], true, nil
}

// lastImport loads the last committed import, except one, that changed a project, and reports whether there is one.
func (tx *Tx) lastImport(projectID, except string) (models.ImportBatch, bool, error) {
	var rows []models.ImportBatch
	err := tx.db.Where("sequence > 0 AND id <> ? AND id IN (SELECT batch_id FROM import_rows WHERE project_id = ?)",
		except, projectID).
		Order("sequence DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.ImportBatch{}, false, failed(err, "last import", projectID)
	}
	return rows[0], true, nil
}

// LaterPreview loads a staged import of another file for the same programme, kind and period that was previewed after
// a batch, and reports whether there is one.
func (tx *Tx) LaterPreview(b models.ImportBatch) (models.ImportBatch, bool, error) {
	return find[models.ImportBatch](tx,
		"programme_id = ? AND kind = ? AND period = ? AND status = ? AND staged_at > ? AND sha256 <> ?",
		b.ProgrammeID, b.Kind, b.Period, models.BatchStaged, b.StagedAt, b.SHA256)
}

// SetPreview stores the answer shown for a batch.
func (tx *Tx) SetPreview(p models.ImportPreview) error {
	return insert(tx, []models.ImportPreview{p}, "preview")
}

// Preview loads the answer shown for a batch; it is empty for batches staged before previews were stored.
func (tx *Tx) Preview(batchID string) (models.ImportPreview, error) {
	p, _, err := find[models.ImportPreview](tx, "batch_id = ?", batchID)
	return p, err
}

// DiscardBatch deletes a staged batch. Errors: KindConflict when it was committed.
func (tx *Tx) DiscardBatch(id string) error {
	if err := tx.setBatch(id, models.BatchStaged, map[string]any{"status": models.BatchStaged}); err != nil {
		return err
	}
	for _, row := range []any{&models.ImportPreview{}, &models.ImportRow{}} {
		if err := tx.db.Where("batch_id = ?", id).Delete(row).Error; err != nil {
			return failed(err, "discard batch", id)
		}
	}
	return failed(tx.db.Where("id = ?", id).Delete(&models.ImportBatch{}).Error, "discard batch", id)
}

// OldPreviews loads staged batches from before a moment that no draft shows and whose commit no one awaits, the oldest
// first, at most limit.
func (tx *Tx) OldPreviews(before models.Instant, limit int) (rows []models.ImportBatch, err error) {
	err = tx.db.Where("status = ? AND staged_at < ? AND (asked_at = 0 OR refused_code <> '')", models.BatchStaged, before).
		Where("id NOT IN (SELECT batch_id FROM import_drafts)").Order("staged_at, id").Limit(limit).Find(&rows).Error
	return rows, failed(err, "old previews")
}

// lockImports serialises commits and undos of imports. SQLite has one writer and needs no lock.
func (tx *Tx) lockImports() error {
	if !tx.locks {
		return nil
	}
	return failed(tx.db.Exec("LOCK TABLE import_batches IN SHARE ROW EXCLUSIVE MODE").Error, "lock imports")
}

// nextSequence returns the sequence of the next committed import, from 1.
func (tx *Tx) nextSequence() (int, error) {
	var last int
	err := tx.db.Model(&models.ImportBatch{}).Select("COALESCE(MAX(sequence), 0)").Scan(&last).Error
	return last + 1, failed(err, "next sequence")
}

// setBatch moves an import from a status to the next. Errors: KindConflict when it has another status.
func (tx *Tx) setBatch(id string, from models.BatchStatus, values map[string]any) error {
	done := update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, from)
	return changedOne(done, func() error {
		b, err := tx.Batch(id)
		if err != nil {
			return err
		}
		word := map[models.BatchStatus]models.Word{models.BatchStaged: "尚未提交", models.BatchCommitted: "已提交",
			models.BatchUndone: "已撤销"}[b.Status]
		return models.Errorf(models.KindConflict, "batch_"+string(b.Status), "导入批次“%s”%s，不能重复操作", id, word)
	}, "batch", id)
}

// ImportedMonths returns the months whose reports of a project each committed batch brought, by batch, oldest first.
func (tx *Tx) ImportedMonths(projectID string) (map[string][]models.Month, error) {
	rows, err := list[models.ImportRow](tx, "batch_id, position",
		"project_id = ? AND entity = ? AND batch_id IN (SELECT id FROM import_batches WHERE committed_at > 0)",
		projectID, "reports")
	if err != nil {
		return nil, err
	}
	months := map[string][]models.Month{}
	for _, row := range rows {
		var report models.Report
		if err := json.Unmarshal([]byte(row.After), &report); err != nil {
			return nil, failed(err, "imported report", row.BatchID, row.EntityID)
		}
		if !slices.Contains(months[row.BatchID], report.Month) {
			months[row.BatchID] = append(months[row.BatchID], report.Month)
		}
	}
	for _, of := range months {
		slices.Sort(of)
	}
	return months, nil
}

// BatchesOf loads the committed and undone imports that changed a project, oldest first.
func (tx *Tx) BatchesOf(projectID string) ([]models.ImportBatch, error) {
	return list[models.ImportBatch](tx, "committed_at, id",
		"committed_at > 0 AND id IN (SELECT batch_id FROM import_rows WHERE project_id = ?)", projectID)
}
