package models

import "strings"

// Accepted reports whether a milestone is done because a submission of it was accepted: a reviewed fact.
func (f Facts) Accepted(m Milestone) bool {
	for _, s := range f.Submissions {
		if s.MilestoneID == m.ID && s.Status == SubmissionAccepted && m.Status == MilestoneDone {
			return true
		}
	}
	return false
}

// ReopenedOn returns when an open milestone was opened again by a correction; 0: it was not.
func (f Facts) ReopenedOn(m Milestone) (at Instant) {
	for _, c := range f.Corrections {
		if c.Kind == ReopenMilestone && c.Status == RequestConfirmed && c.MilestoneID == m.ID && m.Status == MilestoneOpen {
			at = max(at, c.DecidedAt)
		}
	}
	return at
}

// MonthCorrected reports whether an approved month has the figures of a confirmed correction.
func (f Facts) MonthCorrected(month Month) bool {
	for _, c := range f.Corrections {
		if c.Kind == CorrectMonth && c.Status == RequestConfirmed && c.hasMonth(month) {
			return true
		}
	}
	return false
}

// ReviewedStart returns the accepted milestone that gives a project's actual start (实际开工).
func (f Facts) ReviewedStart() (Milestone, bool) { return f.acceptedStep(startWord) }

// ReviewedFinish returns the accepted milestone that gives a project's actual finish (实际竣工).
func (f Facts) ReviewedFinish() (Milestone, bool) { return f.acceptedStep(finishWord) }

func (f Facts) acceptedStep(word string) (Milestone, bool) {
	for _, m := range f.Milestones {
		if strings.Contains(m.Name, word) && f.Accepted(m) {
			return m, true
		}
	}
	return Milestone{}, false
}
