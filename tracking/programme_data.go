package tracking

import (
	"slices"

	"duban/models"
	"duban/store"
)

// programmeData is a programme with everything a summary needs, loaded in a few queries.
type programmeData struct {
	programme models.Programme
	target    models.Money
	facts     []models.Facts
	dropped   []models.Facts          // no longer on the list, but their months until then count
	until     map[string]models.Month // of dropped: the last month that counts, by project
	names     names
	calendar  models.Calendar
}

func (s *Service) gather(tx *store.Tx, p models.Programme) (programmeData, error) {
	g := programmeData{programme: p}
	indicators, err := tx.Indicators(p.ID)
	if err != nil {
		return g, err
	}
	for _, i := range indicators {
		if i.Key == models.IndicatorInvestment {
			g.target = models.Money(i.Target)
		}
	}
	if g.facts, err = tx.FactsOf(p.ID); err != nil {
		return g, err
	}
	if err := g.addDropped(tx); err != nil {
		return g, err
	}
	if g.names, err = namesOf(tx); err != nil {
		return g, err
	}
	extra, err := tx.CalendarDays()
	g.calendar = s.Calendar(extra)
	return g, err
}

// line sums one project up on a day.
func (g programmeData) line(f models.Facts, today models.Date) ProjectLine {
	p, rules := f.Project, models.RulesFor(f, g.calendar)
	standing := rules.Standing(f, today)
	l := ProjectLine{
		Code: p.Code, Year: p.Year, Name: p.Name, Section: sectionOf(f, g.programme.ID), CityMajor: cityMajor(f),
		Unit: g.names.organisations[p.ResponsibleUnitID], Sponsor: g.names.posts[p.SponsorPostID],
		Colour: standing.Colour, Reason: standing.Reason, Plan: p.AnnualPlan,
	}
	if latest := models.LatestApproved(f.Reports); latest != nil {
		l.Approved, l.Month = latest.ApprovedYTD, latest.Month
		l.Scheduled = models.Scheduled(p, f.MonthPlans, rules.Curve, latest.Month)
		l.Behind = max(0, l.Scheduled-*latest.ApprovedYTD)
	}
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 && (l.NextDue == 0 || m.Due < l.NextDue) {
			l.NextName, l.NextDue = m.Name, m.Due
		}
	}
	if l.NextDue != 0 {
		l.DaysLate = g.calendar.Between(l.NextDue, today)
	}
	for _, e := range f.Escalations {
		if e.Open() && e.Rung.Height() > l.Rung.Height() {
			l.Rung = e.Rung
		}
	}
	return l
}

// compare draws the year's curve, with the year before beside it where there is one.
func (g programmeData) compare(tx *store.Tx, out *Overview) error {
	all, err := tx.Programmes()
	if err != nil {
		return err
	}
	var before *programmeData
	for _, p := range all {
		if p.Kind != models.DistrictProgramme {
			continue
		}
		out.ListedYears = append(out.ListedYears, p.Year)
		if p.Kind == g.programme.Kind && p.Year == g.programme.Year-1 {
			before = &programmeData{programme: p}
			if before.facts, err = tx.FiguresOf(p.ID); err != nil {
				return err
			}
			if err := before.addDropped(tx); err != nil {
				return err
			}
		}
	}
	latest := out.Status.ApprovedMonth
	for m := models.MonthOf(g.programme.Year, 1); m <= models.MonthOf(g.programme.Year, 12); m++ {
		point := CurvePoint{Month: m, Scheduled: g.scheduled(m)}
		if m <= latest {
			point.Approved = g.approved(m)
		}
		if before != nil {
			point.LastYear = before.approved(m - 12)
		}
		out.Curve = append(out.Curve, point)
	}
	if before != nil && latest != 0 {
		out.LastYear = before.lastYear(g, latest-12)
	}
	return nil
}

func (g programmeData) scheduled(m models.Month) (sum models.Money) {
	for _, f := range g.facts {
		sum += models.Scheduled(f.Project, f.MonthPlans, models.RulesFor(f, g.calendar).Curve, m)
	}
	for _, f := range g.dropped {
		sum += models.Scheduled(f.Project, f.MonthPlans, g.rules(f).Curve, min(m, g.until[f.Project.ID]))
	}
	return sum
}

// approved sums up what was approved to the end of a month: of each project its last figure up to then. It is nil when
// no project has a figure for the month itself, so that a gap in the data is not drawn as a standstill.
func (g programmeData) approved(m models.Month) *models.Money {
	var sum models.Money
	known := false
	for _, f := range slices.Concat(g.facts, g.dropped) {
		var last *models.Report
		for i := range f.Reports {
			if r := &f.Reports[i]; r.ApprovedYTD != nil && r.Month <= m && (last == nil || r.Month > last.Month) {
				last = r
			}
		}
		if last != nil {
			sum += *last.ApprovedYTD
			known = known || last.Month == m
		}
	}
	if !known {
		return nil
	}
	return &sum
}

func (g programmeData) lastYear(now programmeData, month models.Month) *LastYear {
	l := &LastYear{Programme: g.programme.Name, Projects: len(g.facts), SameMonth: month}
	if sum := g.approved(month); sum != nil {
		l.Approved = *sum
	}
	if sum := g.approved(models.MonthOf(g.programme.Year, 12)); sum != nil {
		l.WholeYear = *sum
	}
	listed := map[string]bool{}
	for _, f := range g.facts {
		listed[f.Project.NameKey] = true
	}
	for _, f := range now.facts {
		if listed[f.Project.NameKey] {
			l.Carried++
		}
	}
	return l
}
