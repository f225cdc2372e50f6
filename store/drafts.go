package store

import (
	"duban/models"
)

// InsertDraft stores a draft of an import. Errors: KindConflict when its ID exists.
func (tx *Tx) InsertDraft(d models.ImportDraft) error {
	return insert(tx, []models.ImportDraft{d}, "draft")
}

// Draft loads a draft. Errors: KindNotFound.
func (tx *Tx) Draft(id string) (models.ImportDraft, error) {
	return first[models.ImportDraft](tx, models.Errorf(models.KindNotFound, "no_draft",
		"没有这份待导入的文件：可能已导入、已取消，或上传后超过一天。请重新上传"), "id = ?", id)
}

// Drafts loads the drafts, the newest first.
func (tx *Tx) Drafts() ([]models.ImportDraft, error) {
	return list[models.ImportDraft](tx, `"at" DESC, id`, "1 = 1")
}

// BeginReading stores a person's answers for a draft and clears the result of the last reading.
func (tx *Tx) BeginReading(id, programme, choices, reading string) error {
	return tx.setDraft(id, map[string]any{"programme": programme, "choices": choices, "reading": reading, "result": "",
		"batch_id": ""})
}

// EndReading stores the result of a reading. If another reading has begun meanwhile, nothing is stored and the result
// is false.
func (tx *Tx) EndReading(id, reading, result, batch string) (bool, error) {
	done := update[models.ImportDraft](tx, map[string]any{"result": result, "batch_id": batch}, "id = ? AND reading = ?",
		id, reading)
	return done.RowsAffected == 1, failed(done.Error, "end reading", id)
}

// DeleteDraft deletes a draft.
func (tx *Tx) DeleteDraft(id string) error {
	return failed(tx.db.Where("id = ?", id).Delete(&models.ImportDraft{}).Error, "delete draft", id)
}

func (tx *Tx) setDraft(id string, values map[string]any) error {
	return changedOne(update[models.ImportDraft](tx, values, "id = ?", id), func() error {
		_, err := tx.Draft(id)
		return err
	}, "set draft", id)
}
