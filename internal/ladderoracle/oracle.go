// Package ladderoracle is an independent, slow implementation of the default ladders, of orders and of digests, for
// tests. It was written from the design practice and not from the product's code: it goes through every working
// morning at nine and keeps a count for each item. It reads a plan and what people did as plain data, computes what
// must be on record, and compares.
//
// It imports nothing of the product, and its numbers are its own: agreeing with it by accident is unlikely.
package ladderoracle

import "time"

// Plan is what a simulation begins with.
type Plan struct {
	Year     int       `json:"year"`
	Known    time.Time `json:"known"`   // when the list was imported
	Last     string    `json:"last"`    // last day, "2021-12-31"
	Off      []string  `json:"off"`     // weekdays and weekends on which no one works, as days
	Worked   []string  `json:"worked"`  // weekends worked instead
	Revised  bool      `json:"revised"` // the ladder of 2026 and not the first one
	Chased   bool      `json:"chased"`  // a late report is chased and earns no card
	Projects []Project `json:"projects"`

	Rules []RuleTime `json:"rules"` // by which lists go instead of the ladder of practice
}

// Project is one line of the plan. Amounts are in fen.
type Project struct {
	Code       string           `json:"code"`
	NewStart   bool             `json:"new_start"`
	Start      string           `json:"planned_start"` // day; "" if unknown
	AnnualPlan int64            `json:"annual_plan_fen"`
	MonthPlans map[string]int64 `json:"month_plans_fen"` // "2021-03"; empty: linear
	Milestones []Milestone      `json:"milestones"`

	Lists     []string `json:"lists"` // that it is on
	CityMajor bool     `json:"city_major"`
}

// Milestone is one milestone, in the order of the sheet. Names are unique within a project.
type Milestone struct {
	Name        string    `json:"name"`
	Due         string    `json:"due"` // day; "" if none
	Controlling bool      `json:"controlling"`
	Done        bool      `json:"done"`  // before the simulation began
	Known       time.Time `json:"known"` // when a later import brought it; zero: with the plan
}

// Event is a line of `duban simulate --json`, or what a person did that such a simulation does not contain.
//
// Kind is "reminder" or "rung" for what is on record; "submitted", "returned", "accepted", "extended", "paused" and
// "resumed" for what people did; and "dropped" (the milestone left the plan), "closed" (the project is not followed any
// more) and "plan" (another annual plan).
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
	PlanFen    int64     `json:"annual_plan_fen"` // of kind "plan"
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
