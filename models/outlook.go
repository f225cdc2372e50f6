package models

// Outlook is the year of a Forecast in short: the range, what it lacks of the target and the projects that close the
// gap, with the plain arithmetic of what is left.
type Outlook struct {
	Known     bool  `json:"known"`      // there is a range
	Withheld  bool  `json:"-"`          // the caller is shown no forecast
	Target    Money `json:"target_fen"` // the decided one; else the sum of the plans
	OfPlans   bool  `json:"of_plans"`   // Target is the sum of the plans
	Month     Month `json:"month"`      // of the figures
	Pace      Money `json:"pace_fen"`   // approved a month, so far
	Low       Money `json:"low_fen"`    // the year's completed investment lies between Low and High four times out of five
	Mid       Money `json:"mid_fen"`
	High      Money `json:"high_fen"`
	CappedLow Money `json:"capped_low_fen"` // the same range with no project above its annual plan (超额部分不计)
	CappedTop Money `json:"capped_high_fen"`
	Naive     Money `json:"naive_fen"` // the mean month so far, twelve times
	Left      Money `json:"left_fen"`  // target less approved, at least 0
	// the fewest projects that close the gap by reaching their annual plans, those with most first; empty without a gap
	GapProjects []GapProject `json:"gap_projects"`
	NotClosed   Money        `json:"not_closed_fen"` // part of the gap that remains when they all do
	MonthsLeft  int          `json:"months_left"`
	Needed      Money        `json:"needed_fen"` // a month, to reach the target; 0 when no month is left
}

// GapProject is a project that helps to close the gap to the target.
type GapProject struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Unit string `json:"responsible_unit"`
	Adds Money  `json:"adds_fen"` // what its annual plan has above what it comes to at the low end
}

// outlookOf computes what needs no estimate. Base of the pace: the calendar months to the end of the month.
func outlookOf(month Month, t Totals, target Money) Outlook {
	o := Outlook{Target: target, Month: month, GapProjects: []GapProject{}}
	if target == 0 {
		o.Target, o.OfPlans = t.Plan, true
	}
	o.Left = max(0, o.Target-t.Approved)
	if month == 0 || !t.Known() {
		return o
	}
	n := month.Number()
	o.MonthsLeft = monthsOfYear - n
	o.Pace = t.Approved.Share(1, int64(n))
	o.Needed = o.Left.Share(1, int64(o.MonthsLeft))
	return o
}

// Short is what the lower end lacks of the target; 0 when it reaches it.
func (o Outlook) Short() Money { return max(0, o.Target-o.Low) }

// Public is the outlook for those who see the programme and no forecast: the target and nothing that is estimated or
// needed.
func (o Outlook) Public() Outlook {
	return Outlook{Withheld: true, Target: o.Target, OfPlans: o.OfPlans, Month: o.Month, Left: o.Left,
		MonthsLeft:  o.MonthsLeft,
		GapProjects: []GapProject{}}
}
