package models

import "slices"

// past is the recorded history of a project, from which it is known as it was at any moment.
type past struct {
	f       Facts
	moves   []DueChange
	moments []Instant // at which something was done, in order
}

// pastOf takes a project with its whole record; moves is the date history of its milestones.
func pastOf(f Facts, moves []DueChange) past {
	p := past{f: f, moves: moves}
	p.moments = append(p.moments, f.Project.FollowedSince, f.Project.ClosedAt, f.Project.HandedAt)
	for _, s := range f.Submissions {
		p.moments = append(p.moments, s.SubmittedAt, s.DecidedAt)
	}
	for _, r := range f.Reports {
		p.moments = append(p.moments, r.ApprovedAt)
	}
	for _, m := range f.Milestones {
		p.moments = append(p.moments, m.ArmedAt, m.EndedAt)
	}
	for _, c := range moves {
		p.moments = append(p.moments, c.At)
	}
	for _, pause := range f.Pauses {
		p.moments = append(p.moments, pause.From.At(0, 0))
		if pause.To != 0 {
			p.moments = append(p.moments, (pause.To+1).At(0, 0))
		}
	}
	for _, e := range f.Escalations {
		if kept(e) {
			p.moments = append(p.moments, keptFrom(e))
		}
	}
	slices.Sort(p.moments)
	p.moments = slices.Compact(p.moments)
	return p
}

// kept reports whether a record stands whatever the rules are: what a person entered or settled by hand.
func kept(e Escalation) bool { return e.Cause == CauseHand || e.Settled() }

// keptFrom is the moment from which such a record stands: when it was entered, or when the item was settled.
func keptFrom(e Escalation) Instant {
	if e.Settled() {
		return e.ClosedAt
	}
	return e.RecordedAt
}

// at returns the project as it was at a moment, without the records that rules made.
func (p past) at(now Instant) Facts {
	then := p.f
	project := &then.Project
	if project.ClosedAt > now {
		project.Status, project.ClosedAt = ProjectOpen, 0
	}
	if project.HandedAt > now {
		project.HandedAt, project.HandedInto = 0, ""
	}
	then.Submissions, then.Reports, then.Milestones, then.Escalations = nil, nil, nil, nil
	for _, s := range p.f.Submissions {
		if s.SubmittedAt > now {
			continue
		}
		if s.DecidedAt > now {
			s.Status, s.DecidedAt = SubmissionWaiting, 0
		}
		then.Submissions = append(then.Submissions, s)
	}
	for _, r := range p.f.Reports {
		if r.ApprovedAt > now {
			r.Status, r.ApprovedAt, r.ApprovedMonth, r.ApprovedYTD = ReportOpen, 0, nil, nil
		}
		then.Reports = append(then.Reports, r)
	}
	for _, m := range p.f.Milestones {
		if m, known := p.milestone(m, now); known {
			then.Milestones = append(then.Milestones, m)
		}
	}
	for _, e := range p.f.Escalations {
		if kept(e) && keptFrom(e) <= now {
			then.Escalations = append(then.Escalations, e)
		}
	}
	return then
}

// milestone returns a milestone as it was at a moment, and whether it was known.
func (p past) milestone(m Milestone, now Instant) (Milestone, bool) {
	if m.Status == MilestoneDone && acceptedAt(p.f, m) > now {
		m.Status, m.DoneOn = MilestoneOpen, 0
	}
	if m.EndedAt > now {
		m.Status, m.EndedAt, m.EndedBecause = MilestoneOpen, 0, ""
	}
	if m.DueVersion == 1 {
		return m, m.ArmedAt <= now
	}
	first := p.f.Project.FollowedSince
	due, version, armed := m.Baseline, 1, first
	for _, c := range p.moves {
		if c.MilestoneID == m.ID && c.At <= now && c.DueVersion > version {
			due, version, armed = c.Due, c.DueVersion, c.At
		}
	}
	m.Due, m.DueVersion, m.ArmedAt = due, version, armed
	return m, true
}
