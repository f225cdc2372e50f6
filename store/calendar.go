package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// CalendarDays loads the days the office entered, by date.
func (tx *Tx) CalendarDays() ([]models.CalendarDay, error) {
	return list[models.CalendarDay](tx, `"date"`, "1 = 1")
}

// PutCalendarDays inserts or replaces days.
func (tx *Tx) PutCalendarDays(rows ...models.CalendarDay) error {
	if len(rows) == 0 {
		return nil
	}
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "date"}},
		DoUpdates: clause.AssignmentColumns([]string{"working", "name"})}
	return failed(tx.db.Clauses(conflict).CreateInBatches(&rows, tx.chunk(&rows[0])).Error, "calendar days")
}
