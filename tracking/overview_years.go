package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// compareYears draws the year's curve, with the year before beside it where there is one.
func (s *Service) compareYears(tx *store.Tx, g figures.Standing, o *Overview) error {
	all, err := s.programmes(tx)
	if err != nil {
		return err
	}
	if o.Curve, err = g.Curve(tx, o.Status.ApprovedMonth); err != nil {
		return err
	}
	for _, p := range all {
		if p.Kind != models.DistrictProgramme {
			continue
		}
		o.ListedYears = append(o.ListedYears, p.Year)
		if p.Kind == g.Kind && p.Year == g.Year-1 {
			before, err := s.figures(tx, p)
			if err != nil {
				return err
			}
			if err := o.yearBefore(tx, before, g); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Overview) yearBefore(tx *store.Tx, before figures.Programme, g figures.Standing) error {
	december := models.MonthOf(before.Year, 12)
	curve, err := before.Curve(tx, december)
	if err != nil {
		return err
	}
	for i := range o.Curve {
		o.Curve[i].LastYear = curve[i].Approved
	}
	month := o.Status.ApprovedMonth
	if month == 0 {
		return nil
	}
	l := &LastYear{Programme: before.Name, Projects: len(before.Listed), SameMonth: month - 12}
	if sum := curve[month.Number()-1].Approved; sum != nil {
		l.Approved = *sum
	}
	if sum := curve[december.Number()-1].Approved; sum != nil {
		l.WholeYear = *sum
	}
	listed := map[string]bool{}
	for _, m := range before.Listed {
		listed[m.Project.NameKey] = true
	}
	for _, m := range g.Listed {
		if listed[m.Project.NameKey] {
			l.Carried++
		}
	}
	o.LastYear = l
	return nil
}
