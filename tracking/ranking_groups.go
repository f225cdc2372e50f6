package tracking

import (
	"cmp"
	"slices"

	"duban/models"
)

// groupings name the group of a project.
var groupings = map[RankingBy]func(g programmeData, f models.Facts) string{
	ByUnit: func(g programmeData, f models.Facts) string {
		return g.names.organisations[f.Project.ResponsibleUnitID]
	},
	BySector: func(g programmeData, f models.Facts) string {
		return cmp.Or(f.Project.Sector, sectionOf(f, g.programme.ID))
	},
	ByLevel: func(_ programmeData, f models.Facts) string {
		if cityMajor(f) {
			return string(models.CityProgramme)
		}
		return string(models.DistrictProgramme)
	},
	BySponsor: func(g programmeData, f models.Facts) string { return g.names.posts[f.Project.SponsorPostID] },
	ByTown: func(g programmeData, f models.Facts) string {
		return models.Town(f.Project.Place, g.names.organisations[f.Project.ResponsibleUnitID])
	},
	ByStage: func(_ programmeData, f models.Facts) string { return string(f.Project.Stage) },
}

func (g programmeData) ranking(filter RankingFilter, now models.Instant) (Ranking, error) {
	p := g.programme
	out := Ranking{
		Programme: p.Name, Year: p.Year, AsOf: now, By: filter.By, Months: g.monthsApproved(),
		Lists:  models.ListRuleSets[models.DefaultList],
		Groups: []RankedGroup{}, Red: []ListedUnit{}, Black: []ListedUnit{}, Projects: []RankedProject{},
		Doubts: []DoubtedProject{}, Dropped: len(g.dropped),
	}
	if n := len(out.Months); n > 0 {
		out.Month = out.Months[n-1]
	}
	if filter.Month != 0 {
		if filter.Month.Year() != p.Year {
			return out, models.Errorf(models.KindInvalid, "month_outside_year", "%s不在%d年，请选择该年度的月份", filter.Month, p.Year)
		}
		out.Month = filter.Month
	}
	for _, m := range out.Months {
		if m < out.Month {
			out.Before = m
		}
	}
	group := groupings[filter.By]
	out.Groups, out.Total = g.groups(group, out.Month, now.Date())
	if out.Before != 0 {
		earlier, _ := g.groups(group, out.Before, now.Date())
		for i := range out.Groups {
			for _, e := range earlier {
				if e.Name == out.Groups[i].Name {
					out.Groups[i].RankBefore = e.Rank
				}
			}
		}
	}
	g.judge(&out, now.Date())
	for _, f := range g.facts {
		name := group(g, f)
		if !filter.Grouped || filter.Group == name {
			out.Projects = append(out.Projects, RankedProject{g.lineAt(f, out.Month, now.Date()), name, f.Project.Investor})
		}
		standing := models.RulesFor(f, g.calendar).Standing(f, now.Date())
		if doubts := models.Doubts.Of(f, standing, out.Month, now.Date()); len(doubts) > 0 {
			out.Doubts = append(out.Doubts, DoubtedProject{g.lineAt(f, out.Month, now.Date()), doubts})
		}
	}
	return out, nil
}

// monthsApproved are the months of the year with approved figures, in order.
func (g programmeData) monthsApproved() []models.Month {
	months := []models.Month{}
	for m := models.MonthOf(g.programme.Year, 1); m <= models.MonthOf(g.programme.Year, 12); m++ {
		if g.approved(m) != nil {
			months = append(months, m)
		}
	}
	return months
}

// groups puts the projects together and ranks them. Projects that have left the list add their amounts until then, so
// that the total is that of the status; they are in no count.
func (g programmeData) groups(group func(programmeData, models.Facts) string, month models.Month,
	today models.Date) ([]RankedGroup, RankedGroup) {
	byName := map[string]*RankedGroup{}
	total := RankedGroup{Colours: map[models.Colour]int{}}
	of := func(f models.Facts) []*RankedGroup {
		name := group(g, f)
		if byName[name] == nil {
			byName[name] = &RankedGroup{Name: name, Colours: map[models.Colour]int{}}
		}
		return []*RankedGroup{byName[name], &total}
	}
	for _, f := range g.facts {
		rules := models.RulesFor(f, g.calendar)
		for _, to := range of(f) {
			to.count(f, rules.Standing(f, today).Colour, month, today)
			to.amounts(f, models.Scheduled(f.Project, f.MonthPlans, rules.Curve, month), month)
		}
	}
	for _, f := range g.dropped {
		for _, to := range of(f) {
			to.amounts(f, models.Scheduled(f.Project, f.MonthPlans, g.rules(f).Curve, min(month, g.until[f.Project.ID])), month)
		}
	}
	list := make([]RankedGroup, 0, len(byName))
	for _, r := range byName {
		list = append(list, *r)
	}
	rank(list)
	return list, total
}

// count adds a project that is on the list, as it stood at the end of a month; its colour is of today.
func (r *RankedGroup) count(f models.Facts, colour models.Colour, month models.Month, today models.Date) {
	day := min(month.Last(), today)
	r.Projects++
	if models.ApprovedAt(f.Reports, month) != nil {
		r.WithFigure++
	}
	r.Plan += f.Project.AnnualPlan
	r.Colours[colour]++
	r.Start.add(models.Started(f, day))
	r.Finish.add(models.Finished(f, day))
	r.Statistics.add(models.Entered(f, day))
	if models.Started(f, day).Done && f.Project.InStatistics == models.NotSaid {
		r.NotSaid++
	}
	if worst := models.WorstRung(f.Escalations); worst.Height() > r.worst.Height() {
		r.worst = worst
	}
}

func (r *RankedGroup) amounts(f models.Facts, scheduled models.Money, month models.Month) {
	r.Scheduled += scheduled
	if at := models.ApprovedAt(f.Reports, month); at != nil {
		r.Approved += *at.ApprovedYTD
		r.Capped += min(*at.ApprovedYTD, f.Project.AnnualPlan)
	}
}

// rank orders groups by completion rate and numbers them: equal rates share a rank, and the next one is counted on.
func rank(groups []RankedGroup) {
	slices.SortFunc(groups, func(a, b RankedGroup) int {
		return cmp.Or(cmp.Compare(b.rate(), a.rate()), cmp.Compare(a.Name, b.Name))
	})
	for i := range groups {
		switch r := &groups[i]; {
		case r.rate() < 0:
		case i > 0 && r.rate() == groups[i-1].rate():
			r.Rank = groups[i-1].Rank
		default:
			r.Rank = i + 1
		}
	}
}

// rate is the completion rate in billionths; -1 when there is nothing to divide.
func (r RankedGroup) rate() models.Money {
	if r.WithFigure == 0 || r.Plan == 0 {
		return -1
	}
	return r.Approved.Share(1_000_000_000, int64(r.Plan))
}

// judge puts responsible units on the red and the black list, whatever the ranking is by.
func (g programmeData) judge(out *Ranking, today models.Date) {
	units, _ := g.groups(groupings[ByUnit], out.Month, today)
	for _, u := range units {
		complete := u.Projects > 0 && u.WithFigure == u.Projects && u.Colours[models.NoData] == 0
		list := out.Lists.Judge(u.Approved, u.Scheduled, u.worst, complete)
		if u.Name == "" || list == models.OnNoList {
			continue
		}
		listed := ListedUnit{Unit: u.Name, Projects: u.Projects, Scheduled: u.Scheduled, Approved: u.Approved,
			Cards: []ProjectLine{}, Private: []string{}, Worst: u.worst}
		if list == models.OnRedList {
			out.Red = append(out.Red, listed)
			continue
		}
		listed.ByRatio = complete && u.Scheduled > 0 && u.Approved*100 < u.Scheduled*models.Money(out.Lists.BlackBelow)
		for _, f := range g.facts {
			if groupings[ByUnit](g, f) != u.Name || models.WorstRung(f.Escalations).Height() < out.Lists.BlackCard.Height() {
				continue
			}
			listed.Cards = append(listed.Cards, g.lineAt(f, out.Month, today))
			if f.Project.Investor == models.InvestorPrivate {
				listed.Private = append(listed.Private, f.Project.Code)
			}
		}
		out.Black = append(out.Black, listed)
	}
	slices.SortStableFunc(out.Black, func(a, b ListedUnit) int {
		return cmp.Or(b.Worst.Height()-a.Worst.Height(), len(b.Cards)-len(a.Cards))
	})
}

// lineAt is a project's line with the figures of a month: the last approved up to it, against the schedule to its end.
func (g programmeData) lineAt(f models.Facts, month models.Month, today models.Date) ProjectLine {
	l := g.line(f, today)
	l.Approved, l.Month, l.Behind = nil, 0, 0
	l.Scheduled = models.Scheduled(f.Project, f.MonthPlans, models.RulesFor(f, g.calendar).Curve, month)
	if at := models.ApprovedAt(f.Reports, month); at != nil {
		l.Approved, l.Month, l.Behind = at.ApprovedYTD, at.Month, max(0, l.Scheduled-*at.ApprovedYTD)
	}
	return l
}
