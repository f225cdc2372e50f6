package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// courseOf returns how a round of a programme stands, whether or not its process runs yet.
func courseOf(tx *store.Tx, p figures.Programme, month models.Month, now models.Instant) (models.RoundCourse, error) {
	record := models.MonthRound{ID: models.MonthRoundID(p.ID, month), ProgrammeID: p.ID, Month: month}
	steps, err := tx.RoundSteps(record.ID)
	if err != nil {
		return models.RoundCourse{}, err
	}
	return models.NewRoundRules(p.Programme, p.Calendar).Course(p.Round(record, steps, now), now), nil
}
