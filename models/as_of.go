package models

// AsOf returns what was known of a project at a moment: later reports, rungs and moved dates are taken away, what was
// done or closed later is open again. moves is the date history of its milestones. What the record keeps no history of
// (the plan, the unit, the name) stays as it is now; a month's closing holds those as they were.
func AsOf(f Facts, month Month, at Instant, moves []DueChange) Facts {
	then := f
	if f.Project.HandedAt > at {
		then.Project.HandedAt, then.Project.HandedInto = 0, ""
	}
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
		if m.Status == MilestoneDone && m.DoneOn > at.Date() {
			m.Status, m.DoneOn = MilestoneOpen, 0
		}
		if m.EndedAt > at { // it ended with the year, later
			m.Status, m.EndedAt, m.EndedBecause = MilestoneOpen, 0, ""
		}
		then.Milestones = append(then.Milestones, dueAt(m, at, moves))
	}
	return then
}

// MonthEnd is the moment a month's figures stand at: its end, or now while it lasts.
func MonthEnd(month Month, now Instant) Instant { return min(now, month.Last().At(23, 59)) }

// dueAt gives a milestone the due date it had at a moment.
func dueAt(m Milestone, at Instant, moves []DueChange) Milestone {
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
