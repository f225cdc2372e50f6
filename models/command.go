package models

// SubmitMilestoneCommand submits a milestone as done, with its evidence.
type SubmitMilestoneCommand struct {
	Milestone  string     `json:"milestone"` // name, or row key
	DoneOn     Date       `json:"done_on"`
	Note       string     `json:"note,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
	OnBehalfOf string     `json:"on_behalf_of,omitempty"` // 代填: for which organisation
	Paper      string     `json:"paper,omitempty"`        // 代填: from what paper
}

// Evidence names an uploaded file.
type Evidence struct {
	SHA256    string `json:"sha256"`
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Size      int64  `json:"size"` // bytes
}

// ReportMonthCommand submits a month's report. With Estimate alone it stores the month's 预计数 and submits nothing.
// Amounts are in fen.
type ReportMonthCommand struct {
	Month       Month      `json:"month"`
	Estimate    *Money     `json:"estimate_fen,omitempty"`
	MonthAmount *Money     `json:"month_fen,omitempty"`
	YTDAmount   *Money     `json:"year_to_date_fen,omitempty"` // nil: the previous month's plus this month's
	Physical    string     `json:"physical_progress,omitempty"`
	Problems    string     `json:"problems,omitempty"`
	NextStep    string     `json:"next_step,omitempty"`
	Evidence    []Evidence `json:"evidence,omitempty"`
	OnBehalfOf  string     `json:"on_behalf_of,omitempty"`
	Paper       string     `json:"paper,omitempty"`
	Confirmed   bool       `json:"confirmed,omitempty"` // the person was asked about the amount and confirms it
}

// ReviewCommand decides on a submission. For a report the office may approve other amounts (in fen) than were
// reported; both are given or neither.
type ReviewCommand struct {
	Submission  string      `json:"submission"`
	Decision    Decision    `json:"decision"`
	Level       ReviewLevel `json:"level,omitempty"`
	Reason      string      `json:"reason,omitempty"`
	MonthAmount *Money      `json:"approved_month_fen,omitempty"`
	YTDAmount   *Money      `json:"approved_year_to_date_fen,omitempty"`
	Confirmed   bool        `json:"confirmed,omitempty"` // of other amounts, see ReportMonthCommand
}

// PlanChange is the kind of a ChangePlanCommand.
type PlanChange string

// The changes of a plan.
const (
	PlanMove   PlanChange = "move"   // moves a milestone's due date by an approved extension; the baseline stays
	PlanPause  PlanChange = "pause"  // stops the clock from a day on
	PlanResume PlanChange = "resume" // restarts the clock on a day
	PlanCancel PlanChange = "cancel" // deletes a pause that was entered by mistake
	PlanAmount PlanChange = "amount" // sets the annual plan
	PlanClose  PlanChange = "close"  // ends the following of the project (销号)
	PlanSettle PlanChange = "settle" // settles old lateness (集中清理): the ladder does not follow it any more
	// follows a project again that was closed by mistake (恢复); only a request asks for it
	PlanRestore PlanChange = "restore"
	// stops the ladder of a year that is over: open milestones end, some because the next year's plan has them
	PlanHandOver PlanChange = "hand_over"
	// sets milestones with their days and what they follow, from a template or one by one (节点计划)
	PlanSchedule PlanChange = "schedule"
	// edits facts of the project from the list (项目库): its unit, sponsor, dates, month plans …
	PlanCells PlanChange = "cells"
)

// ChangePlanCommand changes the plan of a project.
type ChangePlanCommand struct {
	Change    PlanChange `json:"change"`
	Milestone string     `json:"milestone,omitempty"` // move: name, or row key
	// move: new due date; pause: first day; resume: first day of work; cancel: the pause's first day
	Date       Date   `json:"date,omitempty"`
	Until      Date   `json:"until,omitempty"` // pause: its last day, when it is known
	AnnualPlan Money  `json:"annual_plan_fen,omitempty"`
	Reason     string `json:"reason"`
	Approver   string `json:"approver,omitempty"`
	Document   string `json:"document,omitempty"`
	// pause: whether the order moves the due dates by the paused working days; it has no default
	MovesDue Answer `json:"moves_due,omitempty"`
	// hand_over: row key of the project on the next year's list, and of the milestones that its plan has
	Into      string   `json:"into,omitempty"`
	Rungs     []string `json:"rungs,omitempty"` // settle: row keys of open rungs, one of each item
	Moves     []string `json:"moves,omitempty"`
	Confirmed bool     `json:"confirmed,omitempty"` // amount: see ReportMonthCommand

	Steps []PlannedStep `json:"steps,omitempty"` // schedule: the milestones
	Cells []CellValue   `json:"cells,omitempty"` // cells: the new values
}

// Changes is what one command does to a project's rows. The caller writes them in one transaction; nil means
// unchanged.
type Changes struct {
	Submission  *Submission // new submission
	Attachments []Attachment
	Decided     *Submission // submission that is now accepted or returned
	PreReviewed *Submission `json:",omitempty"` // passed on to the office, still waiting for its decision
	Review      *Review
	Completed   *Milestone
	Moved       *Milestone
	Planned     []PlannedMilestone `json:",omitempty"` // milestones that a schedule sets
	DueChange   *DueChange
	Shifted     []Shift `json:",omitempty"` // milestones that a pause moves, when it ends
	Report      *Report
	Paused      *Pause
	Resumed     *Pause
	Cancelled   *Pause       `json:",omitempty"` // pause to delete
	Correction  *Correction  `json:",omitempty"` // correction that is confirmed
	Corrected   []Report     `json:",omitempty"` // months with corrected amounts
	Reopened    *Milestone   `json:",omitempty"` // accepted milestone that is open again, with DueChange
	Request     *Request     `json:",omitempty"` // request that is granted
	Restored    *Project     `json:",omitempty"` // project that is followed again
	TakenBack   *Submission  `json:",omitempty"` // submission that waits again: its review is deleted
	Uncompleted *Milestone   `json:",omitempty"` // milestone whose acceptance was withdrawn
	Unclosed    []Escalation `json:",omitempty"` // rungs that are open again
	HandedOver  *Project     `json:",omitempty"` // project whose year is handed over
	Ended       []Milestone  `json:",omitempty"` // its milestones that end with the year
	Project     *Project     // project with changed columns
	PlanBefore  *Money       `json:",omitempty"` // annual plan before the change, in fen
	Edited      *Project     `json:",omitempty"` // project edited in the list, with EditedFrom and Cells
	EditedFrom  *Project     `json:"-"`
	MonthPlans  []MonthPlan  `json:",omitempty"` // months whose plan is set
	Unplanned   []Month      `json:",omitempty"` // months that have no plan any more
	Cells       []CellChange `json:",omitempty"` // the fields that were edited
	Settled     []Closing    `json:",omitempty"` // rungs that are settled
	Problem     *Problem     `json:",omitempty"` // new, or as it is now
	// history of the problem, newest last, and messages about it
	ProblemSteps []ProblemStep   `json:",omitempty"`
	Told         []OutboxMessage `json:"-"`
	Grounds      *Grounds        `json:",omitempty"` // grounds of a change of the plan
	Action       string          // audit action: "milestone.submit" …
	Object       string          // row key of the changed object
	Message      Message         // shown to the person
	Said         *StoredMessage  `json:",omitempty"` // Message with its arguments, for the audit row
}

// Shift is a milestone whose due date a pause has moved.
type Shift struct {
	Milestone Milestone
	Change    DueChange
}

// Grounds is why a plan was changed, who approved it and the document of the approval.
type Grounds struct {
	Reason   string `json:"reason"`
	Approver string `json:"approver,omitempty"`
	Document string `json:"document,omitempty"`
}

// attachments makes the attachment rows of a submission.
func attachments(submissionID string, evidence []Evidence) []Attachment {
	rows := make([]Attachment, 0, len(evidence))
	for i, e := range evidence {
		rows = append(rows, Attachment{SubmissionID: submissionID, Position: i + 1, SHA256: e.SHA256, Name: e.Name,
			MediaType: e.MediaType, Size: e.Size})
	}
	return rows
}
