package models

// CurvePoint is one month of the year's curve, as sums over the programme. Amounts run from January to the end of the
// month.
type CurvePoint struct {
	Month     Month  `json:"month"`
	Scheduled Money  `json:"scheduled_fen"`
	Approved  *Money `json:"approved_fen"`  // nil where no project has an approved figure of the very month
	InMonth   *Money `json:"in_month_fen"`  // Approved less that of the month before
	LastYear  *Money `json:"last_year_fen"` // the year before, same month; nil when unknown
	Carried   int    `json:"carried"`       // projects in Approved with a figure of an earlier month
}

// CurvePointOf makes a point of a month's totals. Amounts are left out where nothing was approved of the month itself,
// so that a gap is not drawn as a standstill.
func CurvePointOf(month Month, t Totals) CurvePoint {
	p := CurvePoint{Month: month, Scheduled: t.Scheduled}
	if t.WithFigure > t.Carried {
		p.Approved, p.InMonth, p.Carried = &t.Approved, &t.InMonth, t.Carried
	}
	return p
}
