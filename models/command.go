package models

// SubmitMilestoneCommand hands in a milestone as done, with its evidence.
type SubmitMilestoneCommand struct {
	Milestone  string     `json:"milestone"` // name, or row key
	DoneOn     Date       `json:"done_on"`
	Note       string     `json:"note,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
	OnBehalfOf string     `json:"on_behalf_of,omitempty"` // 代填: for which organisation
	Paper      string     `json:"paper,omitempty"`        // 代填: from what paper
}

// Evidence names a file that is already in the evidence store.
type Evidence struct {
	SHA256    string `json:"sha256"`
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Size      int64  `json:"size"` // bytes
}

// ReportMonthCommand hands in a month. With only Estimate set it gives the month's 预计数 and hands in nothing.
type ReportMonthCommand struct {
	Month       Month      `json:"month"`
	Estimate    *Money     `json:"estimate_fen,omitempty"`
	MonthAmount *Money     `json:"month_fen,omitempty"`
	YTDAmount   *Money     `json:"year_to_date_fen,omitempty"` // nil: the last known year-to-date plus this month
	Physical    string     `json:"physical_progress,omitempty"`
	Problems    string     `json:"problems,omitempty"`
	NextStep    string     `json:"next_step,omitempty"`
	Evidence    []Evidence `json:"evidence,omitempty"`
	OnBehalfOf  string     `json:"on_behalf_of,omitempty"`
	Paper       string     `json:"paper,omitempty"`
}

// ReviewCommand decides on a submission. For a report the office may approve other figures than were reported.
type ReviewCommand struct {
	Submission  string      `json:"submission"`
	Decision    Decision    `json:"decision"`
	Level       ReviewLevel `json:"level,omitempty"`
	Reason      string      `json:"reason,omitempty"`
	MonthAmount *Money      `json:"approved_month_fen,omitempty"`
	YTDAmount   *Money      `json:"approved_year_to_date_fen,omitempty"`
}

// PlanChange is the kind of a ChangePlanCommand.
type PlanChange string

// The changes of a plan.
const (
	PlanMove   PlanChange = "move"   // an approved extension: the milestone's current date moves, its baseline never
	PlanPause  PlanChange = "pause"  // the clock stops from a day on
	PlanResume PlanChange = "resume" // the clock goes on from a day on
	PlanCancel PlanChange = "cancel" // a pause that was entered by mistake was never there
	PlanAmount PlanChange = "amount" // the annual plan becomes another amount
	PlanClose  PlanChange = "close"  // the project is no longer followed (销号)
)

// ChangePlanCommand changes what a project is held to.
type ChangePlanCommand struct {
	Change    PlanChange `json:"change"`
	Milestone string     `json:"milestone,omitempty"` // move: name, or row key
	// move: new due date; pause: first day; resume: first day of work; cancel: the pause's first day
	Date       Date   `json:"date,omitempty"`
	AnnualPlan Money  `json:"annual_plan_fen,omitempty"`
	Reason     string `json:"reason"`
	Approver   string `json:"approver,omitempty"`
	Document   string `json:"document,omitempty"`
}

// Changes is what one command does to a project's rows. Whoever keeps the rows writes them in one transaction.
type Changes struct {
	Submission  *Submission // new
	Attachments []Attachment
	Decided     *Submission // was waiting
	PreReviewed *Submission `json:",omitempty"` // passed on to the office, still waiting
	Review      *Review
	Completed   *Milestone
	Moved       *Milestone
	DueChange   *DueChange
	Report      *Report
	Paused      *Pause
	Resumed     *Pause
	Cancelled   *Pause   `json:",omitempty"` // is no longer there
	Project     *Project // other columns of the project itself
	PlanBefore  *Money   `json:",omitempty"` // the annual plan until now, where it changes
	Grounds     *Grounds `json:",omitempty"` // of a change of the plan
	Action      string   // for the audit: "milestone.submit" …
	Object      string   // row key of what it is about
	Message     string   // Chinese sentence for the person
}

// Grounds are why a plan was changed, who approved it, and by what document.
type Grounds struct {
	Reason   string `json:"reason"`
	Approver string `json:"approver,omitempty"`
	Document string `json:"document,omitempty"`
}

// Evidence rows of a submission.
func attachments(submissionID string, evidence []Evidence) []Attachment {
	rows := make([]Attachment, 0, len(evidence))
	for i, e := range evidence {
		rows = append(rows, Attachment{SubmissionID: submissionID, Position: i + 1, SHA256: e.SHA256, Name: e.Name,
			MediaType: e.MediaType, Size: e.Size})
	}
	return rows
}
