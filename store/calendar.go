package store

import "duban/models"

// CalendarDays loads the days the office entered, by date.
func (tx *Tx) CalendarDays() ([]models.CalendarDay, error) {
	return list[models.CalendarDay](tx, `"date"`, "1 = 1")
}
