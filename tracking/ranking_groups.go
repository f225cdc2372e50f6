package tracking

import (
	"cmp"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// groupNames name the group of a project.
var groupNames = map[RankingBy]func(models.ProjectFigures) string{
	ByUnit:   func(l models.ProjectFigures) string { return l.Unit },
	BySector: func(l models.ProjectFigures) string { return cmp.Or(l.Sector, l.Section) },
	ByLevel: func(l models.ProjectFigures) string {
		if l.CityMajor {
			return string(models.CityProgramme)
		}
		return string(models.DistrictProgramme)
	},
	BySponsor: func(l models.ProjectFigures) string { return l.Sponsor },
	ByTown:    func(l models.ProjectFigures) string { return l.Town },
	ByStage:   func(l models.ProjectFigures) string { return string(l.Stage) },
}

func rankingOf(tx *store.Tx, p figures.Programme, filter RankingFilter, now models.Instant) (Ranking, error) {
	out := Ranking{
		Programme: p.Name, Year: p.Year, AsOf: now, By: filter.By, Months: monthsApproved(p),
		Headline: p.Headline(now), RankChosen: p.RankRule(), Lists: models.ListRuleSets[models.DefaultList],
		Groups: []RankedGroup{}, Red: []ListedUnit{}, Black: []ListedUnit{}, Projects: []RankedProject{},
		Doubts: []DoubtedProject{}, Changed: []ChangedProject{},
	}
	if filter.Month != 0 && filter.Month.Year() != p.Year {
		return out, models.Errorf(models.KindInvalid, "month_outside_year", "%s不在%d年，请选择该年度的月份", filter.Month, p.Year)
	}
	out.Month = cmp.Or(filter.Month, out.Headline.Month)
	at, err := figuresAt(tx, p, out.Month, now)
	if err != nil {
		return out, err
	}
	out.FiguresAt, out.Closing, out.Rebuilt, out.Dropped = at.At, at.Closing, at.Rebuilt, at.Dropped
	out.Complete, out.RankRule, out.RankName = !at.Incomplete(), at.Rank, at.Rank.Chinese()
	if out.Month == out.Headline.Month {
		out.Headline.Rebuilt = at.Rebuilt
	}
	name := groupNames[filter.By]
	for _, g := range models.GroupBy(at.Lines, name, at.Rank) {
		out.Groups = append(out.Groups, RankedGroup{Group: g, Colours: g.Lights})
	}
	out.Total = RankedGroup{Group: models.Group{Totals: at.Totals}, Colours: at.Lights}
	if err := out.compareBefore(tx, p, name, now); err != nil {
		return out, err
	}
	out.judge(at)
	out.compareToday(p, at, now)
	return out, out.projects(tx, p, at, filter, name, now)
}

// figuresAt returns the figures of a month; without one those of a year in which nothing is approved yet.
func figuresAt(tx *store.Tx, p figures.Programme, month models.Month, now models.Instant) (models.ProgrammeFigures,
	error) {
	if month == 0 {
		s, err := p.Stand(tx, now)
		return s.Figures, err
	}
	return p.At(tx, month, now)
}

// monthsApproved are the months of the year with approved figures, in order.
func monthsApproved(p figures.Programme) []models.Month {
	months := []models.Month{}
	for _, m := range slices.Concat(p.Listed, p.Dropped) {
		for _, r := range m.Reports {
			if r.ApprovedYTD != nil && r.Month.Year() == p.Year && (m.Until == 0 || r.Month <= m.Until) {
				months = append(months, r.Month)
			}
		}
	}
	slices.Sort(months)
	return slices.Compact(months)
}

// compareBefore adds the ranks of the month before.
func (r *Ranking) compareBefore(tx *store.Tx, p figures.Programme, name func(models.ProjectFigures) string,
	now models.Instant) error {
	for _, m := range r.Months {
		if m < r.Month {
			r.Before = m
		}
	}
	if r.Before == 0 {
		return nil
	}
	before, err := p.At(tx, r.Before, now)
	if err != nil {
		return err
	}
	ranks := map[string]int{}
	for _, g := range models.GroupBy(before.Lines, name, r.RankRule) {
		ranks[g.Name] = g.Rank
	}
	for i := range r.Groups {
		r.Groups[i].RankBefore = ranks[r.Groups[i].Name]
	}
	return nil
}

// judge puts responsible units on the red and the black list, whatever the ranking is by. It judges the lines that are
// shown.
func (r *Ranking) judge(at models.ProgrammeFigures) {
	for _, u := range models.GroupBy(at.Lines, groupNames[ByUnit], r.RankRule) {
		list := r.Lists.Of(u.Totals)
		if u.Name == "" || list == models.OnNoList {
			continue
		}
		listed := ListedUnit{Unit: u.Name, Projects: u.Projects, Scheduled: u.Scheduled, Approved: u.Approved,
			Cards: []ProjectLine{}, Private: []string{}, Worst: u.WorstRung}
		if list == models.OnRedList {
			r.Red = append(r.Red, listed)
			continue
		}
		listed.ByRatio = r.Lists.ByRatio(u.Totals)
		for _, l := range at.Listed() {
			if l.Unit != u.Name || l.Rung.Height() < r.Lists.BlackCard.Height() {
				continue
			}
			listed.Cards = append(listed.Cards, lineOf(l))
			if l.Investor == models.InvestorPrivate {
				listed.Private = append(listed.Private, l.Code)
			}
		}
		r.Black = append(r.Black, listed)
	}
	slices.SortStableFunc(r.Black, func(a, b ListedUnit) int {
		return cmp.Or(b.Worst.Height()-a.Worst.Height(), len(b.Cards)-len(a.Cards))
	})
}

// compareToday lists the projects of a closed month that stand otherwise today.
func (r *Ranking) compareToday(p figures.Programme, at models.ProgrammeFigures, now models.Instant) {
	if at.Closing == 0 {
		return
	}
	today := p.Now(at.Month, now)
	for _, l := range at.Lines {
		is, listed := today.Line(l.ProjectID)
		if differences := l.Differences(is, listed); len(differences) > 0 {
			r.Changed = append(r.Changed, ChangedProject{lineOf(l), differences})
		}
	}
}

// projects lists the projects of the group asked for, and those whose figures look odd.
func (r *Ranking) projects(tx *store.Tx, p figures.Programme, at models.ProgrammeFigures, filter RankingFilter,
	name func(models.ProjectFigures) string, now models.Instant) error {
	for _, l := range at.Listed() {
		if group := name(l); !filter.Grouped || filter.Group == group {
			r.Projects = append(r.Projects, RankedProject{lineOf(l), group, l.Investor})
		}
		m, err := p.MemberOf(tx, l.ProjectID)
		if err != nil {
			return err
		}
		then := models.AsOf(m.Facts, r.Month, models.MonthEnd(cmp.Or(r.Month, now.Date().Month()), now), m.Moves)
		light := models.Light{Colour: l.Light, Reason: l.Reason}
		if doubts := models.Doubts.Of(then, light, r.Month, at.At.Date()); len(doubts) > 0 {
			r.Doubts = append(r.Doubts, DoubtedProject{lineOf(l), doubts})
		}
	}
	return nil
}
