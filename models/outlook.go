package models

// Outlook is what a year may come to, computed in two plain ways from the figures of one month; a range and no promise.
type Outlook struct {
	Known      bool  `json:"known"`
	Target     Money `json:"target_fen"`   // the decided one; else the sum of the plans
	OfPlans    bool  `json:"of_plans"`     // Target is the sum of the plans
	Month      Month `json:"month"`        // of the figures
	Pace       Money `json:"pace_fen"`     // approved a month, so far
	ByPace     Money `json:"by_pace_fen"`  // the months to come like those so far
	BySchedule Money `json:"by_ratio_fen"` // the projects with figures keep their ratio to the schedule
	Low        Money `json:"low_fen"`      // the smaller of the two
	High       Money `json:"high_fen"`     // the larger
	Left       Money `json:"left_fen"`     // target less approved, at least 0
	MonthsLeft int   `json:"months_left"`
	Needed     Money `json:"needed_fen"` // a month, to reach the target; 0 when no month is left
}

// OutlookMonths is how many months must be approved before a year is estimated from them.
const OutlookMonths = 3

const monthsOfYear = 12

// OutlookOf estimates the year from a month's totals. Base of the pace: the calendar months to the end of the month;
// base of the ratio: the projects with an approved figure.
func OutlookOf(month Month, t Totals, target Money) Outlook {
	o := Outlook{Target: target, Month: month}
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
	o.ByPace = t.Approved.Share(monthsOfYear, int64(n))
	o.BySchedule = t.ComparablePlan.Share(int64(t.Approved), int64(t.Comparable))
	if n < OutlookMonths || o.BySchedule == 0 {
		return o
	}
	o.Known, o.Low, o.High = true, min(o.ByPace, o.BySchedule), max(o.ByPace, o.BySchedule)
	return o
}

// Short is what the lower end lacks of the target; 0 when it reaches it.
func (o Outlook) Short() Money { return max(0, o.Target-o.Low) }
