package models

import "slices"

// Restate makes the figures of a month's next version from its version before and the figures by what is on record now:
// the projects, their names, plans and schedules stay those of the version before, only what was reported and approved,
// and what follows from it, is taken from now. rules gives the rules of a project; a project that now knows nothing of
// keeps its line.
func Restate(before, now ProgrammeFigures, rules func(projectID string) Rules) ProgrammeFigures {
	out := now
	out.Target, out.Closing, out.Rebuilt = before.Target, 0, false
	out.Lines = make([]ProjectFigures, 0, len(before.Lines))
	for _, was := range before.Lines {
		is, known := now.Line(was.ProjectID)
		if !known {
			out.Lines = append(out.Lines, was)
			continue
		}
		out.Lines = append(out.Lines, rules(was.ProjectID).restateLine(was, is))
	}
	out.Totals = TotalsOf(out.Lines)
	return out
}

// restateLine is a line as it was, with what is reported and approved now.
func (r Rules) restateLine(was, is ProjectFigures) ProjectFigures {
	out := was
	out.Approved, out.CarriedFrom, out.InMonth, out.ApprovedIn = is.Approved, is.CarriedFrom, is.InMonth, is.ApprovedIn
	out.Reported, out.ReportedIn, out.Round, out.LateReport = is.Reported, is.ReportedIn, is.Round, is.LateReport
	out.Estimate = is.Estimate
	out.Physical, out.Problems, out.NextStep, out.ProblemFrom = is.Physical, is.Problems, is.NextStep, is.ProblemFrom
	out.restateCourse(is)
	out.restateMilestones(is)
	out.Behind = 0
	if out.Approved != nil {
		out.Behind = max(0, out.Scheduled-*out.Approved)
	}
	switch {
	case is.Scheduled == was.Scheduled && is.Plan == was.Plan, out.Approved == nil, is.Light == NoData,
		!r.Colours.ByAmountsAlone():
		out.Light, out.Reason = is.Light, is.Reason
	case out.CarriedFrom != 0: // the schedule of the month it was carried from is not kept
	default:
		light := r.lightBy(*out.Approved, was.Scheduled, was.Plan, was.Month)
		out.Light, out.Reason = light.Colour, light.Reason
	}
	return out
}

// restateCourse gives the months of the course the approved amounts of now; the schedule stays as it was.
func (out *ProjectFigures) restateCourse(is ProjectFigures) {
	out.Course = slices.Clone(out.Course)
	for i := range out.Course {
		for _, point := range is.Course {
			if point.Month == out.Course[i].Month {
				out.Course[i].Approved, out.Course[i].InMonth = point.Approved, point.InMonth
			}
		}
	}
}

// restateMilestones opens the milestones again whose acceptance was withdrawn or corrected since.
func (out *ProjectFigures) restateMilestones(is ProjectFigures) {
	out.Milestones = slices.Clone(out.Milestones)
	changed := false
	for i, was := range out.Milestones {
		for _, m := range is.Milestones {
			if m.ID == was.ID && was.Status == MilestoneDone && m.Status == MilestoneOpen {
				m.Name, m.Due, m.FallsDue = was.Name, was.Due, was.FallsDue
				out.Milestones[i], changed = m, true
			}
		}
	}
	if changed {
		out.Started.Done, out.Finished.Done, out.Entered.Done = is.Started.Done, is.Finished.Done, is.Entered.Done
	}
}

// Undone reports whether a milestone that the line says is done is open on record.
func (out ProjectFigures) Undone(onRecord []Milestone) bool {
	for _, was := range out.Milestones {
		for _, m := range onRecord {
			if m.ID == was.ID && was.Status == MilestoneDone && m.Status == MilestoneOpen {
				return true
			}
		}
	}
	return false
}

// SameAmounts reports whether two lines of a project to the end of the same month have the same approved amounts, month
// by month.
func (out ProjectFigures) SameAmounts(other ProjectFigures) bool {
	same := func(x, y *Money) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	return same(out.Approved, other.Approved) && same(out.InMonth, other.InMonth) &&
		same(out.ApprovedIn, other.ApprovedIn) &&
		slices.EqualFunc(out.Course, other.Course, func(a, b CoursePoint) bool {
			return a.Month == b.Month && same(a.Approved, b.Approved) && same(a.InMonth, b.InMonth)
		})
}
