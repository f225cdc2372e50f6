package store

import "duban/models"

// InterimRounds loads a programme's ten-day and weekly rounds in the order in which they were entered.
func (tx *Tx) InterimRounds(programmeID string) ([]models.InterimRound, error) {
	return list[models.InterimRound](tx, `"number"`, "programme_id = ?", programmeID)
}

// InterimRound loads one round. Errors: KindNotFound.
func (tx *Tx) InterimRound(id string) (models.InterimRound, error) {
	return first[models.InterimRound](tx, models.InterimNotFound(id), "id = ?", id)
}

// InsertInterimRound adds a round. Errors: KindConflict when its number is taken.
func (tx *Tx) InsertInterimRound(r models.InterimRound) error {
	return insert(tx, []models.InterimRound{r}, "interim round")
}

// EndInterimRound stores that a round was ended before its last day.
func (tx *Tx) EndInterimRound(r models.InterimRound) error {
	done := update[models.InterimRound](tx, map[string]any{"ended_at": r.EndedAt, "ended_by": r.EndedBy,
		"end_reason": r.EndReason}, "id = ? AND ended_at = 0", r.ID)
	return failed(done.Error, "end interim round", r.ID)
}

// InterimPeriods loads the periods of a programme that were opened or missed, by the day on which they were due.
func (tx *Tx) InterimPeriods(programmeID string) ([]models.InterimPeriod, error) {
	return list[models.InterimPeriod](tx, "due, id", "programme_id = ?", programmeID)
}

// InsertInterimPeriod adds a period; one that is on record stays as it is.
func (tx *Tx) InsertInterimPeriod(p models.InterimPeriod) (fresh bool, err error) {
	return insertOnce(tx, p, "insert interim period", p.ID)
}
