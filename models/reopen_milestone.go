package models

// reopening fills in what a correction says about the accepted milestone that it opens again.
func (c *Correction) reopening(f Facts, asked CorrectionCommand) error {
	m, err := findMilestone(f.Milestones, asked.Milestone)
	switch {
	case err != nil:
		return err
	case m.Status != MilestoneDone:
		return Errorf(KindConflict, "milestone_open", "节点“%s”尚未完成，不需要撤销", m.Name)
	}
	c.MilestoneID, c.MilestoneName, c.DoneOn, c.DueVersion = m.ID, m.Name, m.DoneOn, m.DueVersion
	c.AcceptedAt = acceptedAt(f, *m)
	return nil
}

// acceptedAt is when a done milestone was accepted; one that an import brought as done, on the day it was done.
func acceptedAt(f Facts, m Milestone) (at Instant) {
	for _, s := range f.Submissions {
		if s.MilestoneID == m.ID && s.Status == SubmissionAccepted {
			at = max(at, s.DecidedAt)
		}
	}
	if at == 0 {
		at = m.DoneOn.At(0, 0)
	}
	return at
}

// reopen opens an accepted milestone again under the next due version with the same date. What it earned stays on
// record; the days since it was accepted do not count, so that the new ladder begins at the rung that was earned.
func reopen(f *Facts, c Correction, out *Changes, now Instant) error {
	for i := range f.Milestones {
		m := &f.Milestones[i]
		if m.ID != c.MilestoneID {
			continue
		}
		if m.Status != MilestoneDone || m.DueVersion != c.DueVersion || m.DoneOn != c.DoneOn {
			return correctionOutdated()
		}
		m.Status, m.DoneOn, m.ArmedAt = MilestoneOpen, 0, now
		m.DueVersion++
		reopened := *m
		out.Reopened = &reopened
		out.DueChange = &DueChange{MilestoneID: m.ID, DueVersion: m.DueVersion, Due: m.Due, Reason: c.Reason,
			Approver: c.DecidedByName, At: now}
		out.Message = Messagef("节点“%s”已撤销完成，自即日起继续计时", m.Name)
		return nil
	}
	return correctionOutdated()
}

// reopenedSpans lists the times between the acceptances of a milestone and its reopenings: no day in them counts.
func reopenedSpans(f Facts, milestoneID string) (spans []span) {
	for _, c := range f.Corrections {
		if c.Kind == ReopenMilestone && c.Status == RequestConfirmed && c.MilestoneID == milestoneID {
			spans = append(spans, span{c.AcceptedAt, c.DecidedAt})
		}
	}
	return spans
}
