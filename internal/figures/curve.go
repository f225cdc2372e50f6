package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Curve returns the twelve months of the year as sums over the programme: of its closing where there is one. Amounts
// are drawn up to a month.
func (p Programme) Curve(tx *store.Tx, last models.Month) ([]models.CurvePoint, error) {
	points, err := p.wholeCurve(tx)
	for i := range points {
		if points[i].Month > last {
			points[i].Approved, points[i].InMonth, points[i].Carried = nil, nil, 0
		}
	}
	return points, err
}

// wholeCurve returns the twelve months in a list of their own.
func (p Programme) wholeCurve(tx *store.Tx) ([]models.CurvePoint, error) {
	if p.memo != nil {
		return p.memo.wholeCurve()
	}
	closings, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return nil, err
	}
	return p.curveOf(closings, p.sums)
}

// curveOf draws the twelve months: of its closing where there is one, else from the sums of a month.
func (p Programme) curveOf(closings []models.MonthClosing, sums func(models.Month) models.Totals) (
	[]models.CurvePoint, error) {
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
			totals = sums(m)
		}
		points = append(points, models.CurvePointOf(m, totals))
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

// wholeCurve keeps the curve. It does not depend on the day.
func (m *memo) wholeCurve() ([]models.CurvePoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.curve == nil {
		var err error
		if m.curve, err = m.programme.curveOf(m.programme.closings, m.sums); err != nil {
			return nil, err
		}
	}
	return slices.Clone(m.curve), nil
}

// sums is Programme.sums, from what is kept of each project.
func (m *memo) sums(month models.Month) (t models.Totals) {
	for of := range m.programme.members() {
		if of.Membership.AddedOn > month.Last() && of.Until == 0 {
			continue // it came onto the list later
		}
		part := m.lines.amounts(of, m.programme, month)
		t.Scheduled += part.Scheduled
		t.Approved += part.Approved
		t.InMonth += part.InMonth
		t.WithFigure += part.WithFigure
		t.Carried += part.Carried
	}
	return t
}

// keptCurve is what a project adds to the months of the year's curve, by the month's number.
type keptCurve struct {
	load   int64
	common *Common
	months [13]*monthAmounts
}

type monthAmounts struct {
	Scheduled, Approved, InMonth models.Money
	WithFigure, Carried          int
}

// amounts are those of a project to the end of a month in which it was on the list or had left it.
func (m *lineMemo) amounts(of *Member, p *Programme, month models.Month) monthAmounts {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.curve == nil {
		m.curve = map[string]*keptCurve{}
	}
	kept := m.curve[of.Project.ID]
	if kept == nil || kept.load != of.load || kept.common != p.common {
		kept = &keptCurve{load: of.load, common: p.common}
		m.curve[of.Project.ID] = kept
	}
	if kept.months[month.Number()] == nil {
		listing := of.Listing
		if month <= listing.Until {
			listing.Until = 0 // it was on the list then
		}
		line := models.RulesFor(of.Facts, p.Calendar).AmountsOf(of.Facts, listing, month)
		t := models.TotalsOf([]models.ProjectFigures{line})
		kept.months[month.Number()] = &monthAmounts{Scheduled: t.Scheduled, Approved: t.Approved, InMonth: t.InMonth,
			WithFigure: t.WithFigure, Carried: t.Carried}
	}
	return *kept.months[month.Number()]
}
