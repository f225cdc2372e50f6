package tracking

import (
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// boardOfMonth is the board as it stood at the end of an earlier month of the year: its figures, milestones, lights and
// rungs, and the curve up to it. It is for looking back through the year. Errors: KindInvalid "no_such_month" outside
// of the months that have figures.
func (s *Service) boardOfMonth(tx *store.Tx, g figures.Standing, month models.Month) (Board, error) {
	last := g.Figures.Month
	if month.Year() != g.Year || month > last || !g.Figures.Known() {
		return Board{}, models.Errorf(models.KindInvalid, "no_such_month", "%s没有数据，可查看的月份为 %s 至 %s", month,
			models.MonthOf(g.Year, 1), last)
	}
	then, err := g.At(tx, month, g.Moment)
	if err != nil {
		return Board{}, err
	}
	past := g
	past.Figures = then
	past.Speaks = models.Headline{Month: month, Complete: then.Complete(), Closed: slices.Contains(g.Closed, month),
		Rebuilt: then.Rebuilt}
	o := Overview{Status: statusOf(past)}
	o.Status.withoutForecast()
	o.Status.AsOf = month.Last().At(23, 59)
	if err := s.compareYears(tx, past, &o); err != nil {
		return Board{}, err
	}
	out := Board{Status: o.Status, LastMonth: last, Curve: slices.Clone(o.Curve), Projects: []BoardProject{}}
	for i := range out.Curve {
		if out.Curve[i].Month > month {
			out.Curve[i].Approved, out.Curve[i].InMonth, out.Curve[i].Carried = nil, nil, 0
		}
	}
	for _, l := range then.Listed() {
		out.Projects = append(out.Projects, strip(g.Programme.Programme, l, 0))
	}
	return out, nil
}
