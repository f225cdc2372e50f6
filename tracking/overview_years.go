package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// compare draws the year's curve, with the year before beside it where there is one.
func (o *Overview) compare(tx *store.Tx, g figures.Standing) error {
	all, err := tx.Programmes()
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
			if err := o.yearBefore(tx, p, g); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Overview) yearBefore(tx *store.Tx, p models.Programme, g figures.Standing) error {
	before, err := figures.LoadAmounts(tx, p)
	if err != nil {
		return err
	}
	december := models.MonthOf(p.Year, 12)
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
	l := &LastYear{Programme: p.Name, Projects: len(before.Listed), SameMonth: month - 12}
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
