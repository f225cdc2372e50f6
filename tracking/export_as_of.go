package tracking

import (
	"fmt"
	"strings"

	"duban/models"
	"duban/store"
)

// momentOf returns the moment of a month's report: the end of the month, or now while the month lasts.
func momentOf(month models.Month, now models.Instant) models.Instant {
	return min(now, month.Last().At(23, 59))
}

// asOf returns a project's facts at a moment of a month: later reports, rungs and moved dates are removed, and what was
// done or closed later is open again. The month's own figures are the present ones: they are approved after its end.
// Data without a recorded history (the plan, the unit) is the present one.
func asOf(f models.Facts, month models.Month, at models.Instant, moves []models.DueChange) models.Facts {
	then := f
	then.Reports, then.Escalations, then.Milestones = nil, nil, nil
	for _, r := range f.Reports {
		if r.Month <= month {
			then.Reports = append(then.Reports, r)
		}
	}
	for _, e := range f.Escalations {
		if e.At > at {
			continue
		}
		if e.ClosedAt > at {
			e.ClosedAt, e.CloseReason = 0, ""
		}
		then.Escalations = append(then.Escalations, e)
	}
	for _, m := range f.Milestones {
		// A rung that was open then shows that the day accepted later was not known yet.
		if m.Status == models.MilestoneDone && (m.DoneOn > at.Date() || highestRung(then, m.ID) != models.NoRung) {
			m.Status, m.DoneOn = models.MilestoneOpen, 0
		}
		then.Milestones = append(then.Milestones, dueAt(m, at, moves))
	}
	return then
}

// gatherAt loads a programme as it was at the end of a month, and returns that moment; month 0 is now.
func (s *Service) gatherAt(tx *store.Tx, p models.Programme, month models.Month) (programmeData, models.Instant,
	error) {
	now := s.now()
	if month == 0 {
		g, err := s.gather(tx, p)
		return g, now, err
	}
	if err := ofYear(p, month); err != nil {
		return programmeData{}, 0, err
	}
	at := momentOf(month, now)
	g, err := s.gatherMonth(tx, p, month)
	if err != nil {
		return g, at, err
	}
	for i, f := range g.facts {
		moves, err := movesOf(tx, f)
		if err != nil {
			return g, at, err
		}
		g.facts[i] = asOf(f, month, at, moves)
	}
	return g, at, nil
}

// upTo returns the end of the file name of an export of a past month.
func upTo(month models.Month) string {
	if month == 0 {
		return ""
	}
	return fmt.Sprintf("（至%d月）", month.Number())
}

// dueAt sets a milestone's due date to the one it had at a moment.
func dueAt(m models.Milestone, at models.Instant, moves []models.DueChange) models.Milestone {
	if m.DueVersion <= 1 {
		return m
	}
	due, version := m.Baseline, 1
	for _, c := range moves {
		if c.MilestoneID == m.ID && c.At <= at && c.DueVersion > version {
			due, version = c.Due, c.DueVersion
		}
	}
	m.Due, m.DueVersion = due, version
	return m
}

// judgedOn returns the day on which a month's figures are judged: the day after they were due, or today if that is
// later.
func judgedOn(rules models.Rules, month models.Month, today models.Date) models.Date {
	return min(today, (month+1).Day(rules.Ladder.ReportDay)+1)
}

// nextOf returns the milestone to look at next: the one whose rung gave the project its colour, or else the open one
// due first.
func nextOf(f models.Facts, reason models.Message) (next models.Milestone) {
	for _, m := range f.Milestones {
		if m.Status != models.MilestoneOpen || m.Due == 0 {
			continue
		}
		if coloured(f, m, reason) {
			return m
		}
		if next.Due == 0 || m.Due < next.Due {
			next = m
		}
	}
	return next
}

func coloured(f models.Facts, m models.Milestone, reason models.Message) bool {
	for _, e := range f.Escalations {
		if e.Item == models.ItemMilestone && e.Subject == m.ID && e.Open() && e.Sentence() == reason.Text {
			return true
		}
	}
	return false
}

// highestRung returns the highest open rung of a milestone, or of the project for "".
func highestRung(f models.Facts, subject string) (rung models.Rung) {
	for _, e := range f.Escalations {
		if e.Open() && (subject == "" || e.Subject == subject) && e.Rung.Height() > rung.Height() {
			rung = e.Rung
		}
	}
	return rung
}

// begun reports whether a project has begun: by the recorded day, or else by its milestones. A carried-over project
// began in an earlier year.
func begun(f models.Facts, day models.Date) bool {
	p := f.Project
	return p.ActualStart != 0 && p.ActualStart <= day || p.Stage == models.StageCarried ||
		p.Stage == models.StageCompleting || reached(f, "开工", "进场")
}

func finished(f models.Facts, day models.Date) bool {
	p := f.Project
	return p.ActualFinish != 0 && p.ActualFinish <= day || reached(f, "竣工", "投产", "投用", "投入使用")
}

func reached(f models.Facts, words ...string) bool {
	for _, m := range f.Milestones {
		for _, w := range words {
			if m.Status == models.MilestoneDone && strings.Contains(m.Name, w) {
				return true
			}
		}
	}
	return false
}

// problemSince returns the earliest month since which a problem has been reported in the same words without a break.
func problemSince(reports []models.Report, last models.Report) models.Month {
	problems := map[models.Month]string{}
	for _, r := range reports {
		problems[r.Month] = models.NameKey(r.Problems)
	}
	since, key := last.Month, models.NameKey(last.Problems)
	for key != "" && problems[since-1] == key {
		since--
	}
	return since
}
