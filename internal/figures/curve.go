package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Curve returns the twelve months of the year as sums over the programme: of its closing where there is one. Amounts
// are drawn up to a month.
func (p Programme) Curve(tx *store.Tx, last models.Month) ([]models.CurvePoint, error) {
	var closings []models.MonthClosing
	if len(p.Closed) > 0 {
		var err error
		if closings, err = tx.ClosingsOf(p.ID); err != nil {
			return nil, err
		}
	}
	closed := map[models.Month]models.Totals{}
	for _, c := range closings { // the newest version comes last
		if c.Kind != models.ClosedMonth {
			continue
		}
		totals, err := c.Sums()
		if err != nil {
			return nil, err
		}
		closed[c.Month] = totals
		if c.Reopened {
			delete(closed, c.Month)
		}
	}
	points := make([]models.CurvePoint, 0, 12)
	for m := models.MonthOf(p.Year, 1); m <= models.MonthOf(p.Year, 12); m++ {
		totals, known := closed[m]
		if !known {
			totals = p.sums(m)
		}
		point := models.CurvePointOf(m, totals)
		if m > last {
			point.Approved, point.InMonth, point.Carried = nil, nil, 0
		}
		points = append(points, point)
	}
	return points, nil
}

// sums are the amounts of a month that is not closed, over the projects that were on the list then.
func (p Programme) sums(month models.Month) models.Totals {
	listed, gone := p.membersIn(month)
	lines := make([]models.ProjectFigures, 0, len(listed)+len(gone))
	for _, m := range slices.Concat(listed, gone) {
		lines = append(lines, models.RulesFor(m.Facts, p.Calendar).AmountsOf(m.Facts, m.Listing, month))
	}
	return models.TotalsOf(lines)
}

// LoadAmounts loads what a programme's sums of money are computed from, and nothing else.
func LoadAmounts(tx *store.Tx, p models.Programme) (Programme, error) {
	out := Programme{Programme: p}
	listed, err := tx.FiguresOf(p.ID)
	if err != nil {
		return out, err
	}
	if out.Closed, err = tx.ClosedMonths(p.ID); err != nil {
		return out, err
	}
	return out, out.members(tx, listed)
}
