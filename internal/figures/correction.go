package figures

import (
	"cmp"
	"slices"

	"duban/models"
	"duban/store"
)

// SentWith lists the exports and upward reports that stated what a correction of a project changes, the newest first:
// of each programme that lists, or has listed, the project.
func SentWith(tx *store.Tx, f models.Facts, c models.Correction) ([]models.SentFigures, error) {
	programmes, err := tx.ProgrammesOf([]string{f.Project.ID})
	if err != nil {
		return nil, err
	}
	var found []models.SentFigures
	for _, p := range programmes {
		rows, err := tx.SentFiguresOf(p.ID, 0)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if c.Changes(f, row) {
				found = append(found, row)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b models.SentFigures) int { return cmp.Compare(b.At, a.At) })
	return found, nil
}

// GoneOut reports whether an amount that a correction changes has gone out, among what SentWith lists.
func GoneOut(c models.Correction, sent []models.SentFigures) bool {
	return c.Kind == models.CorrectMonth && len(sent) > 0
}

// Restate writes the next version of the closings of a corrected project's months, in the caller's transaction: of each
// programme, from the first month that changed to the last that is closed, since a later month that has no figure of
// its own is carried from them and a ledger prints them all.
func Restate(tx *store.Tx, programmes []models.Programme, c models.Correction,
	calendar func(extra []models.CalendarDay) models.Calendar, reason Closing, now models.Instant) error {
	first := c.FirstMonth()
	for _, p := range programmes {
		closed, err := tx.ClosedMonths(p.ID)
		if err != nil {
			return err
		}
		closed = slices.DeleteFunc(closed, func(m models.Month) bool { return m < first })
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

// differs reports whether a project's approved amounts in the closing of a month, or what it says is done, are other
// than what is on record now.
func (p Programme) differs(tx *store.Tx, month models.Month, projectID string, now models.Instant) (bool, error) {
	was, err := p.At(tx, month, now)
	if err != nil {
		return false, err
	}
	a, listed := was.Line(projectID)
	b, known := p.Rebuild(month, now).Line(projectID)
	m, _ := p.Member(projectID)
	return listed && known && (!a.SameAmounts(b) || a.Undone(m.Milestones)), nil
}
