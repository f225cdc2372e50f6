package models

import "slices"

// Series is what a project is judged by under one indicator: the year's plan and the amounts to the end of each month.
// Amounts are integers in the smallest count of the indicator's unit: fen for investment.
type Series struct {
	Indicator string
	Plan      Money       // of the year
	Plans     []MonthPlan // of single months, if the project has its own
	Values    []MonthValue
}

// MonthValue is what is on record of one month. Amounts run from January to the end of the month; nil is not known.
type MonthValue struct {
	Month     Month
	Approved  *Money
	Own       *Money // approved of the month alone
	Carried   Money  // of the correction of an earlier month (当月冲减); part of Approved, not of Own
	Reported  *Money // as the owner handed it in, approved or not
	Status    ReportStatus
	HandedIn  Instant // first submission
	DecidedOn Date
}

// SeriesOf returns a project's series under an indicator, by month. Investment is the only indicator with values so
// far; any other gives an empty series.
func SeriesOf(f Facts, indicator string) Series {
	s := Series{Indicator: indicator}
	if indicator != IndicatorInvestment {
		return s
	}
	s.Plan, s.Plans = f.Project.AnnualPlan, f.MonthPlans
	for _, r := range f.Reports {
		s.Values = append(s.Values, MonthValue{Month: r.Month, Approved: r.ApprovedYTD, Own: r.ApprovedMonth,
			Carried: r.Carried(), Reported: r.ReportedYTD, Status: r.Status, HandedIn: r.SubmittedAt,
			DecidedOn: r.ApprovedAt.Date()})
	}
	slices.SortStableFunc(s.Values, func(a, b MonthValue) int { return int(a.Month - b.Month) })
	return s
}

// ApprovedTo returns the approved amount to the end of a month, and the month it is of: an earlier one where the month
// has none itself, so that a project that skips a month is carried with what it had. It is nil when there is none.
func (s Series) ApprovedTo(month Month) (amount *Money, of Month) {
	for _, v := range s.Values {
		if v.Approved != nil && v.Month <= month {
			amount, of = v.Approved, v.Month
		}
	}
	return amount, of
}

// Of returns what is on record of a month.
func (s Series) Of(month Month) (MonthValue, bool) {
	i := slices.IndexFunc(s.Values, func(v MonthValue) bool { return v.Month == month })
	if i < 0 {
		return MonthValue{Month: month, Status: ReportOpen}, false
	}
	return s.Values[i], true
}

// Unconnected lists the months that do not follow from the month before: its approved amount, the month's own and what
// it carries are not the month's approved amount. A month after one without a value is not compared.
func (s Series) Unconnected() (found []MonthValue) {
	for i := 1; i < len(s.Values); i++ {
		before, now := s.Values[i-1], s.Values[i]
		if now.Month == before.Month+1 && before.Approved != nil && now.Approved != nil && now.Own != nil &&
			*before.Approved+*now.Own+now.Carried != *now.Approved {
			found = append(found, now)
		}
	}
	return found
}
