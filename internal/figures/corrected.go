package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Corrected tells of each time that figures of a month went out whether what they said has been corrected since (已更正):
// by a correction that was confirmed later, or because the month's closing has a newer version with other approved
// amounts. Verified figures are compared with the month's closing, too.
func (p Programme) Corrected(tx *store.Tx, rows []models.SentFigures) ([]bool, error) {
	out := make([]bool, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	all, err := p.closingsOf(tx)
	if err != nil {
		return nil, err
	}
	read := map[string]models.ProgrammeFigures{}
	for i, row := range rows {
		if out[i] = p.correctedByPersons(row); out[i] || !row.Amounts() {
			continue
		}
		sent, newest := closingsOfSent(all, row)
		if sent.ID == "" || newest.ID == "" || sent.ID == newest.ID {
			continue
		}
		if out[i], err = otherAmounts(tx, read, sent, newest); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p Programme) correctedByPersons(row models.SentFigures) bool {
	return slices.ContainsFunc(slices.Concat(p.Listed, p.Dropped), func(m Member) bool {
		return slices.ContainsFunc(m.Corrections, func(c models.Correction) bool {
			return c.Status == models.RequestConfirmed && c.Changes(m.Facts, row)
		})
	})
}

// closingsOfSent finds the version whose figures went out, and the newest one of the month. Figures of a month that was
// not closed then are not corrected by its first closing; those read from the record while it was closed are compared
// as those of the version of then. An estimate is not what a month's closing says.
func closingsOfSent(all []models.MonthClosing, row models.SentFigures) (sent, newest models.MonthClosing) {
	if row.Kind == models.ClosedEstimate {
		return sent, newest
	}
	for _, c := range all { // by kind, month and version
		if c.Month != row.Month {
			continue
		}
		if c.Kind == models.ClosedMonth {
			newest = c
		}
		if c.Kind == row.Kind && (c.Version == row.Version || row.Version == 0 && c.At <= row.At) {
			sent = c
		}
	}
	return sent, newest
}

// otherAmounts reports whether a project has other approved amounts in two closings of a month. read keeps what was
// read.
func otherAmounts(tx *store.Tx, read map[string]models.ProgrammeFigures, a, b models.MonthClosing) (bool, error) {
	for _, c := range []models.MonthClosing{a, b} {
		if _, known := read[c.ID]; known {
			continue
		}
		lines, err := tx.ClosingLines(c.ID)
		if err != nil {
			return false, err
		}
		if read[c.ID], err = c.Figures(lines); err != nil {
			return false, err
		}
	}
	return slices.ContainsFunc(read[a.ID].Lines, func(l models.ProjectFigures) bool {
		other, found := read[b.ID].Line(l.ProjectID)
		return found && !l.SameAmounts(other)
	}), nil
}
