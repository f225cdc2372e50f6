package tracking

import (
	"cmp"
	"fmt"
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

func rankingOf(tx *store.Tx, s figures.Standing, filter RankingFilter) (Ranking, error) {
	p, now := s.Programme, s.Moment
	out := Ranking{
		Programme: p.Name, Year: p.Year, AsOf: now, By: filter.By,
		Months:   figures.Kept(s, "months approved", func() []models.Month { return monthsApproved(p) }),
		Headline: p.Headline(now), RankChosen: p.RankRule(), Lists: models.ListRuleSets[models.DefaultList],
		BlackDocument: p.BlackDocument,
		Projects:      []RankedProject{}, Doubts: []DoubtedProject{}, Changed: []ChangedProject{},
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
	out.RankGroups = at.Ranks
	if out.Month == out.Headline.Month {
		out.Headline.Rebuilt = at.Rebuilt
	}
	out.Total = RankedGroup{Group: models.Group{Totals: at.Totals}, Colours: at.Lights}
	before, err := out.monthBefore(tx, p, now)
	if err != nil {
		return out, err
	}
	name := groupNames[filter.By]
	lists := figures.Kept(s, fmt.Sprintf("ranking %s %s %d %d", filter.By, out.Month, at.Closing, before.Closing),
		func() rankingLists { return out.listsOf(at, before, name) })
	out.Groups, out.Red, out.Black = lists.groups, lists.red, lists.black
	out.Projects = lists.projects
	if filter.Grouped {
		out.Projects = []RankedProject{}
		for _, l := range lists.projects {
			if l.Group == filter.Group {
				out.Projects = append(out.Projects, l)
			}
		}
	}
	return out, out.odd(tx, s, at)
}

// rankingLists are what a ranking makes of the projects of a month. They are shared between requests.
type rankingLists struct {
	groups     []RankedGroup
	red, black []ListedUnit
	projects   []RankedProject // of all groups
}

// listsOf ranks the groups of a month, also against the month before, and judges its units.
func (r Ranking) listsOf(at, before models.ProgrammeFigures, name func(models.ProjectFigures) string) rankingLists {
	r.Groups, r.Red, r.Black, r.Projects = []RankedGroup{}, []ListedUnit{}, []ListedUnit{}, []RankedProject{}
	ranks := map[string]int{}
	before.Rank, before.Ranks, before.Kinds = at.Rank, at.Ranks, at.Kinds
	groups := func(p models.ProgrammeFigures) []models.Group {
		if r.By == ByUnit {
			return p.UnitGroups()
		}
		return models.GroupBy(p.Lines, name, r.RankRule)
	}
	for _, g := range groups(before) {
		ranks[g.Name] = g.Rank
	}
	for _, g := range groups(at) {
		r.Groups = append(r.Groups, RankedGroup{Group: g, Colours: g.Lights, RankBefore: ranks[g.Name]})
	}
	r.judge(at)
	r.projects(at, name)
	return rankingLists{r.Groups, r.Red, r.Black, r.Projects}
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

// monthBefore names the approved month before and returns its figures; without one they are empty.
func (r *Ranking) monthBefore(tx *store.Tx, p figures.Programme, now models.Instant) (models.ProgrammeFigures, error) {
	for _, m := range r.Months {
		if m < r.Month {
			r.Before = m
		}
	}
	if r.Before == 0 {
		return models.ProgrammeFigures{}, nil
	}
	return p.At(tx, r.Before, now)
}

// judge puts responsible units on the red and the black list, whatever the ranking is by. It judges the lines that are
// shown. Without a document there is no black list.
func (r *Ranking) judge(at models.ProgrammeFigures) {
	for _, u := range at.UnitGroups() {
		list := r.Lists.Of(u)
		if u.Name == "" || list == models.OnNoList {
			continue
		}
		listed := ListedUnit{Unit: u.Name, Projects: u.Projects, Scheduled: u.Scheduled, Approved: u.Approved,
			Cards: []ProjectLine{}, Private: []string{}, Worst: u.WorstRung}
		if list == models.OnRedList {
			r.Red = append(r.Red, listed)
			continue
		}
		if r.BlackDocument == "" {
			continue
		}
		listed.ByRatio = r.Lists.ByRatio(u)
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
func compareToday(p figures.Programme, at models.ProgrammeFigures, now models.Instant) []ChangedProject {
	changed := []ChangedProject{}
	if at.Closing == 0 {
		return changed
	}
	today := p.Now(at.Month, now)
	place := make(map[string]int, len(today.Lines))
	for i, l := range today.Lines {
		place[l.ProjectID] = i
	}
	for _, l := range at.Lines {
		var is models.ProjectFigures
		i, listed := place[l.ProjectID]
		if listed {
			is = today.Lines[i]
		}
		if differences := l.Differences(is, listed); len(differences) > 0 {
			changed = append(changed, ChangedProject{lineOf(l), differences})
		}
	}
	return changed
}

// projects lists the projects with their groups.
func (r *Ranking) projects(at models.ProgrammeFigures, name func(models.ProjectFigures) string) {
	for i := range at.Lines {
		l := &at.Lines[i]
		if l.Dropped {
			continue
		}
		r.Projects = append(r.Projects, RankedProject{lineOf(*l), name(*l), l.Investor})
	}
}

// doubted lists the projects whose figures look odd. known is how a project is known.
func doubted(at models.ProgrammeFigures, month models.Month, now models.Instant,
	known func(projectID string) (figures.Member, error)) ([]DoubtedProject, error) {
	doubtful := []DoubtedProject{}
	for _, l := range at.Listed() {
		m, err := known(l.ProjectID)
		if err != nil {
			return nil, err
		}
		then := models.AsOf(m.Facts, month, models.MonthEnd(cmp.Or(month, now.Date().Month()), now), m.Moves)
		light := models.Light{Colour: l.Light, Reason: l.Reason}
		if doubts := models.Doubts.Of(then, light, month, at.At.Date()); len(doubts) > 0 {
			doubtful = append(doubtful, DoubtedProject{lineOf(l), doubts})
		}
	}
	return doubtful, nil
}

// odd lists the projects that stand otherwise today, and those whose figures look odd. Both are kept with the standing,
// unless a project of the month is not kept: it left the list with its months.
func (r *Ranking) odd(tx *store.Tx, g figures.Standing, at models.ProgrammeFigures) (err error) {
	all := !slices.ContainsFunc(at.Lines, func(l models.ProjectFigures) bool {
		_, kept := g.Member(l.ProjectID)
		return !kept
	})
	if !all {
		r.Changed = compareToday(g.Programme, at, g.Moment)
		r.Doubts, err = doubted(at, r.Month, g.Moment, func(id string) (figures.Member, error) { return g.MemberOf(tx, id) })
		return err
	}
	of := fmt.Sprintf(" %s %d", r.Month, at.Closing)
	r.Changed = slices.Clone(figures.Kept(g, "changed"+of, func() []ChangedProject {
		return compareToday(g.Programme, at, g.Moment)
	}))
	r.Doubts = slices.Clone(figures.Kept(g, "doubts"+of, func() []DoubtedProject {
		doubtful, _ := doubted(at, r.Month, g.Moment, func(id string) (figures.Member, error) {
			m, _ := g.Member(id)
			return m, nil
		})
		return doubtful
	}))
	return nil
}
