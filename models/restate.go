package models

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
	out.Behind = 0
	if out.Approved != nil {
		out.Behind = max(0, out.Scheduled-*out.Approved)
	}
	switch {
	case is.Scheduled == was.Scheduled && is.Plan == was.Plan, out.Approved == nil, is.Light == NoData:
		out.Light, out.Reason = is.Light, is.Reason
	case out.CarriedFrom != 0: // the schedule of the month it was carried from is not kept
	default:
		light := r.lightOf(*out.Approved, was.Scheduled, was.Plan, was.Month)
		out.Light, out.Reason = light.Colour, light.Reason
	}
	return out
}
