// Package oracle is a second, slow telling of the default ladder, written from the practice and not from the code: a
// clerk who comes in on every working morning at nine, looks who has the ball, and adds one to a tally per item. It
// reads a plan and what people did as plain data, says what must have gone on record, and compares.
//
// It imports nothing of the product, and its numbers are its own: agreeing with it by accident is unlikely.
package oracle

import (
	"slices"
	"time"
)

// Plan is what the year began with.
type Plan struct {
	Year     int       `json:"year"`
	Known    time.Time `json:"known"`  // when the list was imported
	Last     string    `json:"last"`   // last day, "2021-12-31"
	Off      []string  `json:"off"`    // weekdays and weekends nobody works, as days
	Worked   []string  `json:"worked"` // weekends worked instead
	Projects []Project `json:"projects"`
}

// Project is one line of the plan. Amounts are in fen.
type Project struct {
	Code       string           `json:"code"`
	NewStart   bool             `json:"new_start"`
	Start      string           `json:"planned_start"` // day; "" if unknown
	AnnualPlan int64            `json:"annual_plan_fen"`
	MonthPlans map[string]int64 `json:"month_plans_fen"` // "2021-03"; empty: linear
	Milestones []Milestone      `json:"milestones"`
}

// Milestone is one step, in the order of the sheet.
type Milestone struct {
	Name        string `json:"name"`
	Due         string `json:"due"` // day; "" if none
	Controlling bool   `json:"controlling"`
	Done        bool   `json:"done"` // before the year began
}

// Event is a line of `duban simulate --json`.
type Event struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at"`
	RecordedAt time.Time `json:"recorded_at"`
	Project    string    `json:"project"`
	Item       string    `json:"item"`
	Subject    string    `json:"subject"`
	Milestone  string    `json:"milestone"`
	Month      string    `json:"month"`
	Due        string    `json:"due"`
	DueVersion int       `json:"due_version"`
	Kind       string    `json:"kind"`
	Step       string    `json:"step"`
	Rung       string    `json:"rung"`
	Cause      string    `json:"cause"`
	PassedOver bool      `json:"passed_over"`
	To         []string  `json:"to"`
	MonthFen   *int64    `json:"month_fen"`
	YTDFen     *int64    `json:"year_to_date_fen"`
}

// Month is one line of the year's table. Amounts are in fen, from the start of the year to the end of the month.
type Month struct {
	Month     string `json:"month"`
	Scheduled int64  `json:"scheduled_fen"`
	Approved  int64  `json:"approved_fen"`
	Reminders int    `json:"reminders"`
	Urging    int    `json:"urging"`
	Yellow    int    `json:"yellow"`
	Red       int    `json:"red"`
	Top       int    `json:"top"`
	Returned  int    `json:"returned"`
}

var shanghai = time.FixedZone("+08:00", 8*3600)

// day reads "2021-06-30" as its midnight.
func day(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", text, shanghai)
	if err != nil {
		panic(err) // the caller's data is broken, and nothing compared with it means anything
	}
	return t
}

func nine(d time.Time) time.Time { return d.Add(9 * time.Hour) }

// works reports whether people work on a day.
func (p Plan) works(d time.Time) bool {
	text := d.Format("2006-01-02")
	switch {
	case slices.Contains(p.Off, text):
		return false
	case slices.Contains(p.Worked, text):
		return true
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// back is the n-th working day before a day.
func (p Plan) back(d time.Time, n int) time.Time {
	for n > 0 {
		if d = d.AddDate(0, 0, -1); p.works(d) {
			n--
		}
	}
	return d
}

// eve is the day itself when people work on it, else the last working day before it.
func (p Plan) eve(d time.Time) time.Time {
	for !p.works(d) {
		d = d.AddDate(0, 0, -1)
	}
	return d
}

// roundDue is the day on which a month's figure is due: the 5th of the next month.
func roundDue(year, month int) time.Time {
	return time.Date(year, time.Month(month+1), 5, 0, 0, 0, 0, shanghai)
}

func monthText(year, month int) string {
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, shanghai).Format("2006-01")
}
