package store

import "duban/models"

// InsertPeopleImport stores a workbook of people that was previewed.
func (tx *Tx) InsertPeopleImport(p models.PeopleImport) error {
	return insert(tx, []models.PeopleImport{p}, "people import")
}

// PeopleImport loads a workbook of people and reports whether it exists.
func (tx *Tx) PeopleImport(id string) (models.PeopleImport, bool, error) {
	return find[models.PeopleImport](tx, "id = ?", id)
}

// PeopleImports loads the newest workbooks of people, at most limit, without their content.
func (tx *Tx) PeopleImports(limit int) (rows []models.PeopleImport, err error) {
	err = tx.db.Omit("content", "before").Order("at DESC, id").Limit(limit).Find(&rows).Error
	return rows, failed(err, "people imports")
}

// SettlePeopleImport moves a workbook of people from one state to another. Errors: KindConflict "import_settled" when
// it is not in the first.
func (tx *Tx) SettlePeopleImport(p models.PeopleImport, from models.PeopleImportStatus) error {
	done := update[models.PeopleImport](tx, map[string]any{"status": p.Status, "before": p.Before,
		"request_id": p.RequestID}, "id = ? AND status = ?", p.ID, from)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "import_settled", "该人员表已办理，请刷新后核对")
	}, "settle people import", p.ID)
}
