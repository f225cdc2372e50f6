package store

import "duban/models"

// InsertClosing adds a version of a month's closing with its lines; KindConflict when that version exists already.
func (tx *Tx) InsertClosing(c models.MonthClosing, lines []models.MonthClosingLine) error {
	added, err := insertOnce(tx, c, "insert closing", c.ID)
	if err != nil {
		return err
	}
	if !added {
		return models.Errorf(models.KindConflict, "closing_exists", "%d月已由他人月结，请刷新后查看", models.MonthNumber(c.Month.Number()))
	}
	if err := insert(tx, lines, "insert closing lines"); err != nil {
		return err
	}
	return tx.markRounds("programme_id = ? AND month = ?", c.ProgrammeID, c.Month)
}

// Closing loads the newest version of a month's closing, and reports whether there is one. One that says the month was
// reopened counts as none.
func (tx *Tx) Closing(programmeID string, kind models.ClosingKind, month models.Month) (models.MonthClosing, bool,
	error) {
	rows, err := list[models.MonthClosing](tx, "version DESC", "programme_id = ? AND kind = ? AND month = ?", programmeID,
		kind, month)
	if err != nil || len(rows) == 0 {
		return models.MonthClosing{}, false, err
	}
	return rows[0], !rows[0].Reopened, nil
}

// ClosingsOf loads every version of every closing of a programme, by month and version.
func (tx *Tx) ClosingsOf(programmeID string) ([]models.MonthClosing, error) {
	return list[models.MonthClosing](tx, "kind, month, version", "programme_id = ?", programmeID)
}

// ClosedMonths lists the months of a programme that are closed, in order.
func (tx *Tx) ClosedMonths(programmeID string) ([]models.Month, error) {
	rows, err := list[models.MonthClosing](tx, "month, version", "programme_id = ? AND kind = ?", programmeID,
		models.ClosedMonth)
	if err != nil {
		return nil, err
	}
	return models.MonthsClosed(rows), nil
}

// ClosingLines loads the lines of a closing, in order.
func (tx *Tx) ClosingLines(closingID string) ([]models.MonthClosingLine, error) {
	return list[models.MonthClosingLine](tx, "position", "closing_id = ?", closingID)
}

// ClosingLinesOf loads a project's lines of several closings.
func (tx *Tx) ClosingLinesOf(projectID string, closingIDs []string) ([]models.MonthClosingLine, error) {
	if len(closingIDs) == 0 {
		return nil, nil
	}
	return list[models.MonthClosingLine](tx, "closing_id", "project_id = ? AND closing_id IN ?", projectID, closingIDs)
}

// HasClosings reports whether a programme has a closing of any kind, so that it is kept when its import is undone.
func (tx *Tx) HasClosings(programmeID string) (bool, error) {
	_, found, err := find[models.MonthClosing](tx, "programme_id = ?", programmeID)
	return found, err
}

// AllClosings loads every version of every closing, by programme, kind, month and version.
func (tx *Tx) AllClosings() ([]models.MonthClosing, error) {
	return list[models.MonthClosing](tx, "programme_id, kind, month, version", "1 = 1")
}

// InsertSentFigures puts on record that figures went out.
func (tx *Tx) InsertSentFigures(s models.SentFigures) error {
	_, err := insertOnce(tx, s, "insert sent figures", s.ID)
	return err
}

// SentFiguresOf loads what went out of a programme, the newest first. month 0 is every month.
func (tx *Tx) SentFiguresOf(programmeID string, month models.Month) ([]models.SentFigures, error) {
	if month == 0 {
		return list[models.SentFigures](tx, `"at" DESC, id`, "programme_id = ?", programmeID)
	}
	return list[models.SentFigures](tx, `"at" DESC, id`, "programme_id = ? AND month = ?", programmeID, month)
}
