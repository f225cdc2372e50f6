package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// CalendarDays loads the days an office entered, in order.
func (tx *Tx) CalendarDays() ([]models.CalendarDay, error) {
	return list[models.CalendarDay](tx, `"date"`, "1 = 1")
}

// PutCalendarDays writes days, new or not.
func (tx *Tx) PutCalendarDays(rows ...models.CalendarDay) error {
	if len(rows) == 0 {
		return nil
	}
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "date"}},
		DoUpdates: clause.AssignmentColumns([]string{"working", "name"})}
	return failed(tx.db.Clauses(conflict).CreateInBatches(&rows, tx.chunk(&rows[0])).Error, "calendar days")
}
