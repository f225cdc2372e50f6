package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// ScoreUnits computes the lines of a quarter's score from the figures of its closed last month and from the problems of
// its projects. before are the lines of the draft that is computed again, or of the version that is corrected: points
// by hand are taken over from them.
func ScoreUnits(s Score, f ScoreFormula, figures ProgrammeFigures, problems []Problem, before []ScoreLine) []ScoreLine {
	var out []ScoreLine
	for _, g := range figures.UnitGroups() {
		lines := slices.DeleteFunc(slices.Clone(figures.Lines), func(l ProjectFigures) bool { return l.Unit != g.Name })
		if g.Name == "" || g.Projects == 0 {
			continue
		}
		l := ScoreLine{ScoreID: s.ID, UnitID: lines[0].UnitID, Unit: g.Name, Kind: g.Kind, Projects: g.Projects,
			NotRanked: g.NotRanked.Text}
		l.ID = ScoreLineID(s.ID, l.UnitID)
		earlier := slices.IndexFunc(before, func(b ScoreLine) bool { return b.UnitID == l.UnitID })
		for _, item := range f.Items {
			p := item.of(g.Totals, lines, s.Quarter, l.UnitID, problems)
			if earlier >= 0 {
				p = before[earlier].takenOver(p)
			}
			l.Parts = append(l.Parts, p)
		}
		l.sum()
		out = append(out, l)
	}
	return RankScores(out)
}

// takenOver is a part with the points that were entered by hand or decided on an objection, within the bounds of the
// item.
func (l ScoreLine) takenOver(p ScorePart) ScorePart {
	i := l.part(p.Name)
	if i < 0 || l.Parts[i].Kind != p.Kind || p.Kind != ScoreByHand && !l.Parts[i].Upheld {
		return p
	}
	was := l.Parts[i]
	p.Points, p.Ground, p.ByName, p.Upheld = max(p.Least, min(p.Most, was.Points)), was.Ground, was.ByName, was.Upheld
	return p
}

// of computes the points of an item.
func (i ScoreItem) of(t Totals, lines []ProjectFigures, quarter Month, unitID string, problems []Problem) ScorePart {
	p := ScorePart{Name: i.Name, Kind: i.Kind, Most: i.Most, Least: i.Least}
	what := ""
	switch i.Kind {
	case ScoreByHand:
		return p
	case ScoreSchedule:
		p.Done, p.Base = int64(t.Approved), int64(t.Scheduled)
		p.Ground = "截至" + quarter.Last().Chinese() + "累计审定完成序时进度的" + Percent(t.Approved, t.Scheduled) + "%"
		what = "无序时任务"
	case ScorePlan:
		p.Done, p.Base = int64(t.Approved), int64(t.Plan)
		p.Ground = "截至" + quarter.Last().Chinese() + "累计审定完成年度计划的" + Percent(t.Approved, t.Plan) + "%"
		what = "无年度计划"
	case ScoreStarts:
		p.Done, p.Base = startsOnTime(lines, quarter)
		p.Ground = fmt.Sprintf("应开工 %d 个，按期开工 %d 个", p.Base, p.Done)
		what = "无应开工项目"
	case ScoreProblems:
		p.Done, p.Base = problemsSettled(problems, unitID, quarter)
		p.Ground = fmt.Sprintf("到期问题 %d 个，按期办结 %d 个", p.Base, p.Done)
		what = "无到期问题"
	}
	switch {
	case p.Base > 0:
		p.Points = i.Most.share(p.Done, p.Base)
	case i.NoneIsZero:
		p.Ground = what + "，按规定不得分"
	default:
		p.Points, p.Ground = i.Most, what+"，按规定得满分"
	}
	return p
}

// startsOnTime counts the new starts of the year that were to begin by the end of the quarter, and those of them that
// began in their planned month or earlier. A start without a day on record is not on time.
func startsOnTime(lines []ProjectFigures, quarter Month) (done, due int64) {
	for _, l := range lines {
		planned := l.Record.Project.PlannedStart
		if l.Dropped || l.Stage != StageNewStart || l.Category == Preparatory || planned == 0 || planned > quarter.Last() {
			continue
		}
		due++
		if day := startDay(l); day != 0 && day.Month() <= planned.Month() {
			done++
		}
	}
	return done, due
}

// startDay is the day on which a project began: as the project says, or a completed milestone 开工.
func startDay(l ProjectFigures) Date {
	day := l.Record.Project.ActualStart
	for _, m := range l.Milestones {
		if day == 0 && strings.Contains(m.Name, startWord) && m.Status == MilestoneDone {
			day = m.DoneOn
		}
	}
	return day
}

// problemsSettled counts the problems asked of a unit that fell due in the quarter, and those of them that were solved
// by their day.
func problemsSettled(problems []Problem, unitID string, quarter Month) (done, due int64) {
	first := (quarter - quarterMonths + 1).First()
	for _, p := range problems {
		if p.DepartmentID != unitID || p.Status == ProblemWithdrawn || p.Due < first || p.Due > quarter.Last() {
			continue
		}
		due++
		if p.SolvedAt != 0 && p.SolvedAt.Date() <= p.Due {
			done++
		}
	}
	return done, due
}

// RankScores puts lines in order and gives them places: by kind, the ranked ones before the others, the highest total
// first; equal totals share a place.
func RankScores(lines []ScoreLine) []ScoreLine {
	kind := func(l ScoreLine) int {
		if i := slices.Index(UnitKinds, l.Kind); i >= 0 {
			return i
		}
		return len(UnitKinds)
	}
	out := slices.Clone(lines)
	slices.SortFunc(out, func(a, b ScoreLine) int {
		return cmp.Or(cmp.Compare(kind(a), kind(b)), boolInt(a.NotRanked != "")-boolInt(b.NotRanked != ""),
			cmp.Compare(b.Total, a.Total), cmp.Compare(a.Unit, b.Unit))
	})
	place := 0
	for i := range out {
		l := &out[i]
		l.Position, l.Place = i+1, 0
		if i == 0 || out[i-1].Kind != l.Kind {
			place = 0
		}
		if l.NotRanked != "" {
			continue
		}
		place++
		if l.Place = place; place > 1 && out[i-1].Total == l.Total {
			l.Place = out[i-1].Place
		}
	}
	return out
}
