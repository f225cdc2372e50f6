package models

// RoundSettings are a programme's days of a round. A day is one of the month that the round is about, or of the next
// one (the city's day for verified figures). A day off moves what goes up to the working day before.
type RoundSettings struct {
	ProgrammeID   string  `gorm:"primaryKey" json:"programme"`
	OpensDay      int     `json:"opens_day"`       // of the month: estimates are asked for
	EstimateDay   int     `json:"estimate_day"`    // of the month: the city wants the estimate
	CityDay       int     `json:"city_day"`        // of the next month: the city wants the verified figures
	CityLead      int     `json:"city_lead"`       // working days before that by which the office confirms them
	PreReviewDays int     `json:"pre_review_days"` // working days that a unit or town has for its opinion (初审)
	ByID          string  `json:"-"`
	ByName        string  `json:"by,omitempty"`
	At            Instant `json:"at,omitzero"`
}

// DefaultRoundSettings are those of a programme whose office entered none.
func DefaultRoundSettings(programmeID string) RoundSettings {
	return RoundSettings{ProgrammeID: programmeID, OpensDay: 25, EstimateDay: 25, CityDay: 5, PreReviewDays: 2}
}

// The bounds of days: every month has them.
const (
	lastSettingDay = 28
	maxLead        = 10
)

// Check returns the KindInvalid error for settings that cannot be.
func (s RoundSettings) Check() error {
	for _, d := range []int{s.OpensDay, s.EstimateDay, s.CityDay} {
		if d < 1 || d > lastSettingDay {
			return Errorf(KindInvalid, "bad_day", "日期应为 1–%d 日，请更正", lastSettingDay)
		}
	}
	if s.EstimateDay < s.OpensDay {
		return Errorf(KindInvalid, "bad_day", "预计数报市时限（%d日）不得早于开始填报的日期（%d日），请更正", s.EstimateDay, s.OpensDay)
	}
	if s.CityLead < 0 || s.CityLead > maxLead {
		return Errorf(KindInvalid, "bad_days", "提前确认的天数应为 0–%d 个工作日，请更正", maxLead)
	}
	if n := s.PreReviewDays; n < 1 || n > maxLead {
		return Errorf(KindInvalid, "bad_days", "初审时限应为 1–%d 个工作日，请更正", maxLead)
	}
	return nil
}

// CanSetRounds returns nil when the actor may set a programme's days of a round.
func CanSetRounds(a Actor) error { return CanPlan(a) }

// ConfirmedBy returns the day by which an upward report of a month is to be confirmed. The estimate: the day on which
// the city wants it. The verified figures: counted back from the city's day in the next month.
func (s RoundSettings) ConfirmedBy(kind ClosingKind, month Month, calendar Calendar) Date {
	if kind == ClosedEstimate {
		return UpwardDue(calendar, month.Day(s.EstimateDay))
	}
	return calendar.Add(UpwardDue(calendar, (month+1).Day(s.CityDay)), -s.CityLead)
}

// RoundDays are the days of one round.
type RoundDays struct {
	Opens    Date `json:"opens"`       // estimates are asked for
	Estimate Date `json:"estimate"`    // the estimate goes up to the city
	Due      Date `json:"reports_due"` // the owners' reports, by the ladder
	Verified Date `json:"verified"`    // the verified figures go up to the city
	AskClose Date `json:"ask_close"`   // from when on the office is asked to close the month
}

// Days returns the days of a month's round. An estimate that a day off moves before the 25th is asked for on that day.
func (s RoundSettings) Days(round Round, calendar Calendar) RoundDays {
	d := RoundDays{Due: round.Due, Estimate: s.ConfirmedBy(ClosedEstimate, round.Month, calendar),
		Verified: s.ConfirmedBy(ClosedVerified, round.Month, calendar), AskClose: calendar.Add(round.Due, CloseAfter)}
	d.Opens = min(round.Month.Day(s.OpensDay), d.Estimate)
	return d
}

// Tight reports whether reports are due so late that there is no time for their pre-review before the verified figures
// are due.
func (s RoundSettings) Tight(d RoundDays, calendar Calendar) bool {
	return calendar.Add(d.Due, s.PreReviewDays) > d.Verified
}
