package models

// Facts is everything the rules need to know about one project, loaded in one transaction. The rules are pure
// functions of Facts, a Calendar and the current moment.
type Facts struct {
	Project     Project
	Memberships []Membership // active ones only
	Programmes  []Programme  // of those memberships, in the same order
	MonthPlans  []MonthPlan  // by month
	Milestones  []Milestone  // by position
	Reports     []Report     // by month
	Submissions []Submission // by time, oldest first
	Pauses      []Pause      // by first day
	Escalations []Escalation // by time, oldest first
	Corrections []Correction // by time of asking, oldest first
	Requests    []Request    // by time of asking, oldest first
	Problems    []Problem    // by time of raising, oldest first
}

// Waiting returns the submissions in review. A closed project has none: its submissions are no longer decided.
func (f Facts) Waiting() []Submission {
	if f.Project.Status == ProjectClosed {
		return nil
	}
	var waiting []Submission
	for _, s := range f.Submissions {
		if s.Status == SubmissionWaiting {
			waiting = append(waiting, s)
		}
	}
	return waiting
}
