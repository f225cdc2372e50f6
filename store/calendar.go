package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// CalendarDays loads the days the office entered, by date.
func (tx *Tx) CalendarDays() ([]models.CalendarDay, error) {
	return list[models.CalendarDay](tx, `"date"`, "1 = 1")
}

// CalendarYears loads the notices the office entered, by year.
func (tx *Tx) CalendarYears() ([]models.CalendarYear, error) {
	return list[models.CalendarYear](tx, `"year"`, "1 = 1")
}

// ReplaceCalendar puts the days of a year's notice in the place of what was entered from one day to another, both
// included.
func (tx *Tx) ReplaceCalendar(year models.CalendarYear, from, to models.Date, days []models.CalendarDay) error {
	old := tx.db.Where(`"date" >= ? AND "date" <= ?`, from, to).Delete(&models.CalendarDay{})
	if old.Error != nil {
		return failed(old.Error, "replace calendar", year.Year)
	}
	if err := insert(tx, days, "calendar days"); err != nil {
		return err
	}
	if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&year).Error; err != nil {
		return failed(err, "calendar year", year.Year)
	}
	return tx.MarkAllRounds()
}

// PutCalendarDays enters single days; what was entered for the same day is replaced.
func (tx *Tx) PutCalendarDays(days []models.CalendarDay) error {
	if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&days).Error; err != nil {
		return failed(err, "calendar days")
	}
	return tx.MarkAllRounds()
}
