package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// GoneOut reports whether a figure that a correction changes has been given out or has gone up. A correction that the
// current month carries (当月冲减) changes no figure that was given out.
func GoneOut(tx *store.Tx, programmes []models.Programme, c models.Correction) (bool, error) {
	if c.Kind != models.CorrectMonth {
		return false, nil
	}
	for _, p := range programmes {
		all, err := tx.ClosingsOf(p.ID)
		if err != nil {
			return false, err
		}
		for _, closing := range all {
			if closing.Kind != models.ClosedMonth && slices.Contains(c.Affected(), closing.Month) {
				return true, nil
			}
		}
	}
	return false, nil
}

// Restate writes the next version of the closings of a corrected project's months, in the caller's transaction: of each
// programme the project is on, from the first month that changed to the last that is closed, since a later month that
// has no figure of its own is carried from them.
func Restate(tx *store.Tx, programmes []models.Programme, c models.Correction,
	calendar func(extra []models.CalendarDay) models.Calendar, reason Closing, now models.Instant) error {
	months := c.Affected()
	for _, p := range programmes {
		closed, err := tx.ClosedMonths(p.ID)
		if err != nil {
			return err
		}
		closed = slices.DeleteFunc(closed, func(m models.Month) bool { return m < months[0] })
		if len(closed) == 0 {
			continue
		}
		loaded, err := Load(tx, p, calendar)
		if err != nil {
			return err
		}
		for _, month := range closed {
			changed, err := loaded.differs(tx, month, c.ProjectID, now)
			if err != nil {
				return err
			}
			if !changed {
				continue
			}
			if _, err := loaded.Close(tx, month, reason, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// differs reports whether a project's amounts in the closing of a month are other than what is on record now.
func (p Programme) differs(tx *store.Tx, month models.Month, projectID string, now models.Instant) (bool, error) {
	was, err := p.At(tx, month, now)
	if err != nil {
		return false, err
	}
	is := p.Rebuild(month, now)
	line := func(f models.ProgrammeFigures) models.ProjectFigures {
		i := slices.IndexFunc(f.Lines, func(l models.ProjectFigures) bool { return l.ProjectID == projectID })
		if i < 0 {
			return models.ProjectFigures{}
		}
		return f.Lines[i]
	}
	a, b := line(was), line(is)
	same := func(x, y *models.Money) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	return !same(a.Approved, b.Approved) || !same(a.InMonth, b.InMonth) || !same(a.ApprovedIn, b.ApprovedIn), nil
}
