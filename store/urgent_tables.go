package store

import (
	"encoding/json"

	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertUrgentTable adds a table. Errors: KindConflict when its number is taken.
func (tx *Tx) InsertUrgentTable(t models.UrgentTable) error {
	return insert(tx, []models.UrgentTable{t}, "urgent table")
}

// UrgentTables loads a programme's tables, the newest first.
func (tx *Tx) UrgentTables(programmeID string) ([]models.UrgentTable, error) {
	return list[models.UrgentTable](tx, `"at" DESC, id`, "programme_id = ?", programmeID)
}

// OpenUrgentTables loads the tables of every programme that are not closed, the first due first.
func (tx *Tx) OpenUrgentTables() ([]models.UrgentTable, error) {
	return list[models.UrgentTable](tx, `due, id`, "closed_at = 0")
}

// LastUrgentNumber returns the highest number of a year's tables; 0 for none.
func (tx *Tx) LastUrgentNumber(year int) (int, error) {
	last, err := list[models.UrgentTable](tx, `"number" DESC`, "year = ?", year)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return last[0].Number, nil
}

// UrgentTable loads one table. Errors: KindNotFound.
func (tx *Tx) UrgentTable(id string) (models.UrgentTable, error) {
	return first[models.UrgentTable](tx, models.UrgentTableNotFound(id), "id = ?", id)
}

// SetUrgentColumns replaces the columns a table collects.
func (tx *Tx) SetUrgentColumns(id string, columns []models.UrgentColumn) error {
	text, err := json.Marshal(columns)
	if err != nil {
		return failed(err, "set urgent columns", id)
	}
	done := update[models.UrgentTable](tx, map[string]any{"columns": string(text)}, "id = ?", id)
	return failed(done.Error, "set urgent columns", id)
}

// CloseUrgentTable closes an open table. Errors: KindConflict when it is closed.
func (tx *Tx) CloseUrgentTable(id, by string, at models.Instant) error {
	return changedOne(update[models.UrgentTable](tx, map[string]any{"closed_at": at, "closed_by": by},
		"id = ? AND closed_at = 0", id), func() error { return models.UrgentTableClosed() }, "close urgent table", id)
}

// UrgentForm loads a table's form with its content. Errors: KindNotFound.
func (tx *Tx) UrgentForm(tableID string) (models.UrgentForm, error) {
	return first[models.UrgentForm](tx, models.UrgentTableNotFound(tableID), "table_id = ?", tableID)
}

// UrgentFormHead loads a table's form without its content; an empty row when it has none.
func (tx *Tx) UrgentFormHead(tableID string) (f models.UrgentForm, err error) {
	err = tx.db.Select("table_id", "file_name", "columns").Where("table_id = ?", tableID).Limit(1).Find(&f).Error
	return f, failed(err, "urgent form", tableID)
}

// SetUrgentFormColumns replaces what a form's columns are filled with.
func (tx *Tx) SetUrgentFormColumns(tableID, columns string) error {
	done := update[models.UrgentForm](tx, map[string]any{"columns": columns}, "table_id = ?", tableID)
	return failed(done.Error, "urgent form", tableID)
}

// UrgentForms loads what the columns of every form are, the newest last; not the forms themselves.
func (tx *Tx) UrgentForms() ([]models.UrgentForm, error) {
	var rows []models.UrgentForm
	err := tx.db.Select("table_id", "columns").Order("table_id").Find(&rows).Error
	return rows, failed(err, "urgent forms")
}

// PutUrgentForm stores a table's form, in place of an earlier one.
func (tx *Tx) PutUrgentForm(f models.UrgentForm) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&f).Error, "urgent form", f.TableID)
}

// UrgentValues loads what was answered to a table, by project and column.
func (tx *Tx) UrgentValues(tableID string) ([]models.UrgentValue, error) {
	return list[models.UrgentValue](tx, `project_id, "column"`, "table_id = ?", tableID)
}

// PutUrgentValues stores answers, in place of earlier ones.
func (tx *Tx) PutUrgentValues(values []models.UrgentValue) error {
	if len(values) == 0 {
		return nil
	}
	err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(&values, tx.chunk(&values[0])).Error
	return failed(err, "urgent values", values[0].TableID)
}
