package figures

import (
	"duban/models"
	"duban/store"
)

// Sent returns the verified figures of a month as they last went up to the city, and whether any did.
func (p Programme) Sent(tx *store.Tx, month models.Month) (models.MonthClosing, models.ProgrammeFigures, bool, error) {
	all, err := p.closingsOf(tx)
	if err != nil {
		return models.MonthClosing{}, models.ProgrammeFigures{}, false, err
	}
	var newest models.MonthClosing
	for _, c := range all {
		if c.Kind == models.ClosedVerified && c.Month == month && c.Version > newest.Version {
			newest = c
		}
	}
	if newest.ID == "" {
		return newest, models.ProgrammeFigures{}, false, nil
	}
	lines, err := tx.ClosingLines(newest.ID)
	if err != nil {
		return newest, models.ProgrammeFigures{}, false, err
	}
	out, err := newest.Figures(lines)
	return newest, out, true, err
}
