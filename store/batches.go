package store

import (
	"duban/models"
)

func noBatch(id string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_batch", "未找到导入批次「%s」，请核对批次编号", id)
}

// StageBatch keeps what a preview understood until it is committed. It changes nothing else. Staging a batch again is
// KindConflict.
func (tx *Tx) StageBatch(b models.ImportBatch, rows []models.ImportRow) error {
	fresh, err := insertOnce(tx, b, "batch", b.ID)
	if err != nil {
		return err
	}
	if !fresh {
		return models.Errorf(models.KindConflict, "batch_exists", "导入批次「%s」已存在，请重新预览", b.ID)
	}
	return insert(tx, rows, "batch rows")
}

// Batch loads an import; KindNotFound when there is none.
func (tx *Tx) Batch(id string) (models.ImportBatch, error) {
	return first[models.ImportBatch](tx, noBatch(id), "id = ?", id)
}

// BatchRows loads the staged changes of an import, in order.
func (tx *Tx) BatchRows(id string) ([]models.ImportRow, error) {
	return list[models.ImportRow](tx, "position", "batch_id = ?", id)
}

// BatchProjects lists the projects an import touches, by ID.
func (tx *Tx) BatchProjects(batchID string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&models.ImportRow{}).Where("batch_id = ? AND project_id <> ''", batchID).
		Distinct("project_id").Order("project_id").Pluck("project_id", &ids).Error
	return ids, failed(err, "batch projects", batchID)
}

// Batches loads the imports of a programme, the newest first; "" is every programme.
func (tx *Tx) Batches(programmeID string) ([]models.ImportBatch, error) {
	return list[models.ImportBatch](tx, "staged_at DESC, id", "? = '' OR programme_id = ?", programmeID, programmeID)
}

// LastBatch loads the import of that kind and period committed last and not undone, and reports whether there is one.
func (tx *Tx) LastBatch(programmeID string, kind models.BatchKind, period string) (models.ImportBatch, bool, error) {
	var rows []models.ImportBatch
	err := tx.db.Where("programme_id = ? AND kind = ? AND period = ? AND status = ?", programmeID, kind, period, models.BatchCommitted).
		Order("committed_at DESC, id").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.ImportBatch{}, false, failed(err, "last batch", programmeID, kind, period)
	}
	return rows[0], true, nil
}

// setBatch moves an import from one status to the next; KindConflict when it is not where it should be.
func (tx *Tx) setBatch(id string, from models.BatchStatus, values map[string]any) error {
	done := update[models.ImportBatch](tx, values, "id = ? AND status = ?", id, from)
	return changedOne(done, func() error {
		b, err := tx.Batch(id)
		if err != nil {
			return err
		}
		word := map[models.BatchStatus]string{models.BatchStaged: "尚未提交", models.BatchCommitted: "已提交", models.BatchUndone: "已撤销"}[b.Status]
		return models.Errorf(models.KindConflict, "batch_"+string(b.Status), "导入批次「%s」%s，不能重复操作", id, word)
	}, "batch", id)
}
