package tracking

import (
	"duban/importer"
	"duban/importer/compare"
	"duban/models"
)

// Receipt is the answer to a command. Pending means stored and not carried out yet: a repeated call with the same key
// returns the result.
type Receipt struct {
	Project string `json:"project"` // project code
	// ID of the submission, milestone, pause … that the command created or changed
	Object  string              `json:"object,omitempty"`
	Message models.Message      `json:"message"`
	NextAt  models.Instant      `json:"next_at,omitempty"` // when something next falls due in the project
	Next    string              `json:"next,omitempty"`    // what that is
	Key     string              `json:"key"`
	Pending bool                `json:"pending"`
	Status  models.StoredStatus `json:"status"`
	Refusal *ReceiptRefusal     `json:"refusal,omitempty"` // why the command was refused
}

// ReceiptRefusal is why a stored command was refused in the end.
type ReceiptRefusal struct {
	Code    string         `json:"code"`
	Message models.Message `json:"message"`
	Cell    string         `json:"cell,omitempty"`
}

// ImportPreview is what committing a workbook would change, and, once committed, what it changed.
type ImportPreview struct {
	Batch     string             `json:"batch"`
	Programme string             `json:"programme"`
	Kind      models.BatchKind   `json:"kind"`
	Period    string             `json:"period"`
	File      string             `json:"file,omitempty"`
	Files     int                `json:"files,omitempty"`  // how many, of several in one batch
	Sender    string             `json:"sender,omitempty"` // organisation it came from
	Status    models.BatchStatus `json:"status,omitempty"` // of a batch that exists
	Identical bool               `json:"identical"`        // the same file, or the same content, was imported last
	Committed bool               `json:"committed"`
	// committed, and the workflows of its projects are still being started
	Starting  bool           `json:"starting,omitempty"`
	New       int            `json:"new"`
	Changed   int            `json:"changed"`
	Unchanged int            `json:"unchanged"`
	Missing   int            `json:"missing"`
	Conflicts int            `json:"conflicts"`
	Errors    int            `json:"errors"`
	Warnings  int            `json:"warnings"`
	Left      int            `json:"left"` // wrong rows that were left out by choice
	Message   models.Message `json:"message,omitzero"`

	Totals      *ImportTotals      `json:"totals,omitempty"`
	Changes     []ImportChange     `json:"changes,omitempty"`
	Candidates  []ImportCandidate  `json:"candidates,omitempty"`
	Adjustments []ImportAdjustment `json:"adjustments,omitempty"`
	Questions   []ImportQuestion   `json:"questions,omitempty"`
	Continued   []ImportContinued  `json:"continued,omitempty"`
	Target      *TargetProposal    `json:"target_proposal,omitempty"`
	Effect      ImportEffect       `json:"effect"`
	Findings    []ImportFinding    `json:"findings,omitempty"`
}

// TargetProposal is what a plan workbook says the year's target is. Importing does not set it: a person enters it with
// its document (DecideTarget), or leaves it.
type TargetProposal struct {
	Amount  models.Money   `json:"amount_fen"`
	Rows    models.Money   `json:"rows_fen"`     // sum of the rows that are taken
	Cell    string         `json:"cell"`         // of the total, "计划!F60"; "": the workbook has none
	InForce *models.Money  `json:"in_force_fen"` // the target on record; null: there is none
	Message models.Message `json:"message"`
}

// ImportCandidate is a row whose project is probably a known one under another spelling: a person must choose.
type ImportCandidate struct {
	Sheet     string           `json:"sheet"`
	Row       int              `json:"row"`
	Name      string           `json:"name"`
	Unit      string           `json:"responsible_unit"`
	Proposals []ImportProposal `json:"proposals"`
}

// ImportProposal is a known project a candidate may mean.
type ImportProposal struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Score int    `json:"score"` // likeness in percent
}

// ImportContinued is a row that continues a project of the year before, with the amount to the end of last year as the
// row states it and as it is on record.
type ImportContinued struct {
	Sheet    string        `json:"sheet"`
	Row      int           `json:"row"`
	Name     string        `json:"name"`
	Code     string        `json:"code"`         // of the project of the year before
	Before   string        `json:"before"`       // its name
	Stated   *models.Money `json:"stated_fen"`   // null: the row states none
	Recorded models.Money  `json:"recorded_fen"` // to the end of the year before last, and approved since
	To       models.Month  `json:"recorded_to"`  // latest approved month in it
	Differs  bool          `json:"differs"`      // a person decides which holds (carry_in)
}

// ImportAdjustment is a change of a list: a project that joins it, leaves it, moves within it, or is missing from the
// workbook.
type ImportAdjustment struct {
	Kind      string `json:"kind"` // "admit", "readmit", "drop", "move" or "missing"
	Programme string `json:"programme"`
	Project   string `json:"project"`
	ProjectID string `json:"project_id,omitempty"` // may be used instead of its code when a project is dropped
	From      string `json:"from,omitempty"`       // sections, of a move
	To        string `json:"to,omitempty"`
}

// ImportQuestion is an uncertainty of the reading that a person must decide.
type ImportQuestion struct {
	Sheet string `json:"sheet"`
	importer.Question
}

// ImportChange is one new or changed row, in words.
type ImportChange struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Action string `json:"action"` // "new" or "changed"
	What   string `json:"what"`   // "项目“科汇电气…”"
	Fields string `json:"fields"` // "年度计划投资：1000.00 → 1200.00 万元"
	// the same, of a changed row, field by field
	Values []compare.FieldChange `json:"values,omitempty"`
}

// ImportFinding is one problem or oddity of the workbook.
type ImportFinding struct {
	File     string         `json:"file,omitempty"` // of several files
	Sheet    string         `json:"sheet"`
	Cell     string         `json:"cell"`
	Severity string         `json:"severity"`
	Code     string         `json:"code"`
	Message  models.Message `json:"message"`
}

// Status is a programme against its target. Amounts, counts of projects, ranks and lights are those of the headline's
// month, from its closing where there is one; rungs and what waits are of now.
type Status struct {
	Programme       string          `json:"programme"`
	Year            int             `json:"year"`
	AsOf            models.Instant  `json:"as_of"`
	Trial           bool            `json:"trial"`
	Headline        models.Headline `json:"headline"`   // the month the figures speak of, and the round in progress
	FiguresAt       models.Instant  `json:"figures_at"` // the moment the lights are of
	Closing         int             `json:"closing"`    // version of the month's closing; 0: it is not closed
	Rebuilt         bool            `json:"rebuilt"`    // the closing was made from later data
	Projects        int             `json:"projects"`
	CityMajor       int             `json:"city_major"`
	TotalInvestment models.Money    `json:"total_investment_fen"`
	AnnualTarget    models.Money    `json:"annual_target_fen"`
	// the decided target and the adjusted plan with what they rest on
	Targets      models.Targets `json:"targets"`
	AnnualPlan   models.Money   `json:"annual_plan_fen"`
	Reported     models.Money   `json:"reported_fen"` // to the end of the month as handed in, approved or not
	Approved     models.Money   `json:"approved_fen"`
	InStatistics *models.Money  `json:"in_statistics_fen"`
	Scheduled    models.Money   `json:"scheduled_fen"`
	// scheduled_fen is to the end of this month: the headline's; before there is one, the last that has ended
	ScheduledMonth  models.Month          `json:"scheduled_month"`
	ApprovedMonth   models.Month          `json:"approved_month"` // the same month; none while nothing is approved
	Forecast        *models.Money         `json:"forecast_fen"`   // the lower end of the outlook; null when not known
	Outlook         models.Outlook        `json:"outlook"`
	YearOutlook     models.YearOutlook    `json:"year_outlook"` // 全年预计, no closing; without its lines
	Figures         models.Totals         `json:"figures"`      // every sum and count of the month
	Today           Listed                `json:"today"`        // the list as it is now
	Colours         map[models.Colour]int `json:"colours"`      // the lights, under their earlier name
	Lights          map[models.Colour]int `json:"lights"`
	Running         *int                  `json:"workflows_running"` // null when Temporal is unavailable
	OpenEscalations map[models.Rung]int   `json:"open_escalations"`  // the rungs, under their earlier name
	Rungs           map[models.Rung]int   `json:"rungs"`             // late items now, each at its highest open rung
	Waiting         int                   `json:"waiting_reviews"`
	// projects off the list whose earlier months are in the amounts
	Dropped int `json:"dropped"`
	// year whose days off are still to be entered: counts through it are assumed (推算); 0: none
	UnknownYear int `json:"calendar_unknown"`
}

// Listed is what is on a list now, whatever month the figures are of.
type Listed struct {
	Projects        int          `json:"projects"`
	CityMajor       int          `json:"city_major"`
	TotalInvestment models.Money `json:"total_investment_fen"`
	AnnualPlan      models.Money `json:"annual_plan_fen"`
}

// EscalationView is one rung or reminder, or a note on one, whose kind is then the kind of note.
type EscalationView struct {
	ID         string                `json:"id"`
	At         models.Instant        `json:"at"`
	RecordedAt models.Instant        `json:"recorded_at"`
	Programme  string                `json:"programme"`
	Project    string                `json:"project"`
	Name       string                `json:"project_name"`
	Item       models.Item           `json:"item"`
	Milestone  string                `json:"milestone"`
	Month      models.Month          `json:"month"`
	Due        models.Date           `json:"due"`
	FallsDue   models.Date           `json:"falls_due"` // due, or the working day a milestone moves to (顺延至)
	DueVersion int                   `json:"due_version"`
	Kind       models.EscalationKind `json:"kind"`
	Rung       models.Rung           `json:"rung"`
	Cause      models.Cause          `json:"cause"`
	PassedOver bool                  `json:"passed_over"`
	Trial      bool                  `json:"trial"`
	Assumed    bool                  `json:"calendar_assumed"`
	Open       bool                  `json:"open"`
	Closed     string                `json:"closed,omitempty"` // why it ended
	Asked      models.Message        `json:"asked,omitzero"`   // 已申请延期至…，待审批
	Request    string                `json:"request,omitempty"`
	To         []models.Audience     `json:"to"`
	Year       int                   `json:"year"`
	Unit       string                `json:"responsible_unit"`
	Addressee  string                `json:"addressee"` // who must reply
	// working days that the ladder counts, to today or to its end; 0 for investment
	DaysLate  int    `json:"days_overdue"`
	DaysSince int    `json:"days_since_due"` // working days since it was due, those in review and paused too
	Subject   string `json:"subject"`        // row key of the milestone or submission, or the month
	Of        string `json:"of,omitempty"`   // of a note: ID of the escalation
	By        string `json:"by,omitempty"`   // of a note: the post or organisation
	Text      string `json:"text,omitempty"`
	// the order that lists it; of an instruction the one that follows it; nil for none that the person may see
	Order *OrderMark `json:"order,omitempty"`
}

// SubmissionView is one submission, for reviewers and for its author.
type SubmissionView struct {
	ID          string                  `json:"id"`
	Project     string                  `json:"project"`
	Year        int                     `json:"year"`
	Name        string                  `json:"project_name"`
	Kind        models.SubmissionKind   `json:"kind"`
	Milestone   string                  `json:"milestone,omitempty"`
	Month       models.Month            `json:"month,omitempty"`
	Sequence    int                     `json:"sequence"`
	DoneOn      models.Date             `json:"done_on,omitempty"`
	MonthAmount *models.Money           `json:"month_fen,omitempty"`
	YTDAmount   *models.Money           `json:"year_to_date_fen,omitempty"`
	Status      models.SubmissionStatus `json:"status"`
	SubmittedAt models.Instant          `json:"submitted_at"`
	DecidedAt   models.Instant          `json:"decided_at,omitempty"`
	By          string                  `json:"by"`
	OnBehalfOf  string                  `json:"on_behalf_of,omitempty"`
	Evidence    int                     `json:"evidence"`
	Confirmed   bool                    `json:"confirmed"` // the amount was questioned, and confirmed by who handed it in

	PreReviewedAt models.Instant `json:"pre_reviewed_at,omitempty"` // 初审通过; 0: the responsible unit has not decided
	PreReviewedBy string         `json:"pre_reviewed_by,omitempty"`
	PreReviewNote string         `json:"pre_review_note,omitempty"`
}

// Check is one invariant with its violations.
type Check struct {
	Name  string   `json:"name"`
	OK    bool     `json:"ok"`
	Found []string `json:"found"`
}

// Diagnosis is the result of the doctor.
type Diagnosis struct {
	OK     bool    `json:"ok"`
	Checks []Check `json:"checks"`
}

// Reconciliation lists the repairs of a reconcile.
type Reconciliation struct {
	Started     int      `json:"started"`
	Poked       int      `json:"poked"`
	Closed      int      `json:"closed"`
	Differences []string `json:"differences"`
}

// NewPerson is the result of adding a person: the token is shown once.
type NewPerson struct {
	ID    string          `json:"id"`
	Name  string          `json:"name"`
	Role  models.RoleName `json:"role"`
	Token string          `json:"token"`
	// Request waits to be confirmed; the token is then shown to the person who confirms it.
	Request string `json:"request,omitempty"`
}
