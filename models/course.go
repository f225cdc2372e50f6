package models

// CoursePoint is one month of a year as it is known at the moment the figures stand at. Amounts are in the smallest
// count of the indicator's unit.
type CoursePoint struct {
	Month     Month  `json:"month"`
	Scheduled Money  `json:"scheduled_fen"` // to the end of the month
	Approved  *Money `json:"approved_fen"`  // to the end of the month, carried where it has none; nil: none, or to come
	InMonth   *Money `json:"in_month_fen"`  // Approved less that of the month before
}

// PlanRecord is what a plan says of a project. It is part of a closing, so that a month's ledger can be printed as it
// was after the plan has changed.
type PlanRecord struct {
	Project    Project     `json:"project"`
	MonthPlans []MonthPlan `json:"month_plans"`
}

// recordOf keeps what a plan says, and nothing of how the project is followed.
func recordOf(f Facts) PlanRecord {
	p := f.Project
	p.Version, p.NextAt, p.NextWhat = 0, 0, ""
	return PlanRecord{Project: p, MonthPlans: f.MonthPlans}
}

// courseOf computes the year of a project up to the month its figures are of. Base: what is approved; until is the last
// month that counts of a project that left the list, else none.
func (r Rules) courseOf(f Facts, s Series, month, until Month) []CoursePoint {
	out := make([]CoursePoint, 0, monthsOfYear)
	before := Money(0)
	for m := MonthOf(f.Project.Year, 1); m <= MonthOf(f.Project.Year, monthsOfYear); m++ {
		last := m
		if until != 0 {
			last = min(m, until)
		}
		point := CoursePoint{Month: m, Scheduled: Scheduled(f.Project, f.MonthPlans, r.Curve, last)}
		if amount, _ := s.ApprovedTo(last); amount != nil && m <= month {
			point.Approved, point.InMonth = amount, new(*amount-before)
			before = *amount
		}
		out = append(out, point)
	}
	return out
}

// Course sums up the year month by month: of each month the sum over the projects, so that a month's Approved is that
// of the month before and InMonth together.
func (p ProgrammeFigures) Course() (out []CoursePoint) {
	for _, l := range p.Lines {
		for i, point := range l.Course {
			if i == len(out) {
				out = append(out, CoursePoint{Month: point.Month})
			}
			out[i].Scheduled += point.Scheduled
			out[i].Approved, out[i].InMonth = plus(out[i].Approved, point.Approved), plus(out[i].InMonth, point.InMonth)
		}
	}
	return out
}

// plus adds what is known.
func plus(sum, amount *Money) *Money {
	if amount == nil {
		return sum
	}
	if sum == nil {
		sum = new(Money)
	}
	return new(*sum + *amount)
}
