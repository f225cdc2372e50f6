package models

// MonthEstimate is what a project's month is expected to come to (预计数), beside what it is compared with. Amounts are
// in fen; nil is unknown, which is not zero.
type MonthEstimate struct {
	Estimate *Money `json:"estimate_fen"`
	Last     *Money `json:"last_month_fen"` // of the month before: approved, else as it was handed in
	Plan     Money  `json:"month_plan_fen"` // the month's part of the plan; January and February are one round
	Before   *Money `json:"before_fen"`     // of the year to the month before: approved, else as it was handed in
	// of the year with the estimate; without one with what the month is reported at
	Expected *Money `json:"expected_fen"`
	Actual   *Money `json:"actual_fen"` // of the month itself, once it is handed in or approved
	// the project is asked for the month and has given neither its estimate nor its report
	Missing bool `json:"missing"`
	// the question that the estimate raises against last month and plan; the zero Message: none
	Asked Message `json:"asked,omitzero"`
}

// MonthEstimate puts a project's estimate of a month beside last month, the month's plan and the year so far. state is
// where the project stands in the month's round.
func (r Rules) MonthEstimate(f Facts, month Month, state RoundState) (e MonthEstimate) {
	var to Month
	for _, report := range f.Reports {
		switch {
		case report.Month == month:
			e.Estimate, e.Actual = report.Estimate, firstOf(report.ApprovedMonth, report.ReportedMonth)
		case report.Month < month && report.Month >= to && report.KnownYTD() != nil:
			e.Before, to = report.KnownYTD(), report.Month
		}
		if report.Month == month-1 {
			e.Last = firstOf(report.ApprovedMonth, report.ReportedMonth)
		}
	}
	e.Plan, e.Expected = r.RoundPlan(f, month), plus(e.Before, firstOf(e.Estimate, e.Actual))
	if e.Estimate == nil {
		e.Missing = e.Actual == nil && state != RoundPaused && state != RoundNotDue
		return e
	}
	e.Asked = Amounts.OfEstimate(r, f, month, *e.Estimate)
	return e
}

// RoundPlan is the part of the plan, in fen, that is reported with a month: that of January with February's.
func (r Rules) RoundPlan(f Facts, month Month) Money {
	due := Scheduled(f.Project, f.MonthPlans, r.Curve, month)
	if month.Number() > 2 {
		due -= Scheduled(f.Project, f.MonthPlans, r.Curve, month-1)
	}
	return due
}

// EstimateTotals are sums over the projects of a list.
type EstimateTotals struct {
	EstimateSums
	// of the projects with an estimate alone: what their estimates can be compared with
	Given     EstimateSums `json:"given"`
	Estimated int          `json:"estimated"` // projects with an estimate
	Missing   int          `json:"missing"`   // projects that have not given it
	Doubted   int          `json:"asked"`     // estimates that raise a question
	// the question that the sum of the estimates raises against last month's of the same projects
	Asked Message `json:"question,omitzero"`
}

// EstimateSums are sums in fen.
type EstimateSums struct {
	Estimate Money `json:"estimate_fen"`
	Last     Money `json:"last_month_fen"`
	Plan     Money `json:"month_plan_fen"`
	Before   Money `json:"before_fen"`
	Expected Money `json:"expected_fen"`
	Actual   Money `json:"actual_fen"`
}

func (s *EstimateSums) add(e MonthEstimate) {
	for _, one := range []struct {
		to     *Money
		amount *Money
	}{{&s.Estimate, e.Estimate}, {&s.Last, e.Last}, {&s.Plan, &e.Plan}, {&s.Before, e.Before},
		{&s.Expected, e.Expected}, {&s.Actual, e.Actual}} {
		if one.amount != nil {
			*one.to += *one.amount
		}
	}
}

// TotalEstimates sums up estimates.
func TotalEstimates(all []MonthEstimate) (t EstimateTotals) {
	for _, e := range all {
		t.add(e)
		if e.Missing {
			t.Missing++
		}
		if e.Estimate == nil {
			continue
		}
		t.Estimated++
		t.Given.add(e)
		if !e.Asked.IsZero() {
			t.Doubted++
		}
	}
	t.Asked = Amounts.OfEstimates(t.Given)
	return t
}

// OfEstimates questions the sum of the estimates of a month against last month and plan of the same projects.
func (a AmountRules) OfEstimates(s EstimateSums) Message {
	var what []Message
	explained := s.Estimate > s.Last && s.Estimate <= s.Plan || s.Estimate < s.Last && s.Estimate >= s.Plan
	if far(s.Estimate, s.Last, a.Times) || far(s.Estimate, s.Last, a.OfMonths) && !explained {
		what = append(what, share("上月", s.Estimate, s.Last))
	}
	if len(what) == 0 && far(s.Estimate, s.Plan, a.Times) {
		what = append(what, share("当月计划", s.Estimate, s.Plan))
	}
	return unitDoubted("本月预计数合计", what)
}
