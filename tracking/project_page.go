package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProjectPage is everything about one project.
type ProjectPage struct {
	ListedLine
	ID              string           `json:"id"`
	Version         int              `json:"version"` // incremented by every change; part of the ETag
	AsOf            models.Instant   `json:"as_of"`
	Programme       string           `json:"programme"`
	Headline        models.Headline  `json:"headline"` // the month the figures speak of, and the round in progress
	Lists           []string         `json:"lists"`    // every programme it is on
	Category        models.Category  `json:"category"`
	Level           string           `json:"level"`
	Investor        models.Investor  `json:"investor"`
	Place           string           `json:"place"`
	Scale           string           `json:"scale"`
	Period          string           `json:"period"`
	Goal            string           `json:"goal"`
	PlannedStart    models.Date      `json:"planned_start"`
	PlannedFinish   models.Date      `json:"planned_finish"`
	ActualStart     models.Date      `json:"actual_start"`
	ActualFinish    models.Date      `json:"actual_finish"`
	TotalInvestment models.Money     `json:"total_investment_fen"`
	ToEndOfLastYear models.Money     `json:"to_end_of_last_year_fen"`
	Reported        *models.Money    `json:"reported_fen"` // year-to-date, latest month
	ReportedMonth   models.Month     `json:"reported_month"`
	InStatistics    models.Answer    `json:"in_statistics"` // yes, no, or not known; the statistics bureau has the amount
	StatisticsCode  string           `json:"statistics_code"`
	StatisticsOn    models.Date      `json:"statistics_on"`
	Closed          bool             `json:"closed"`
	ClosedAt        models.Instant   `json:"closed_at"`
	Continues       *OtherYear       `json:"continues,omitempty"`   // the same project on the list of the year before
	HandedInto      *OtherYear       `json:"handed_into,omitempty"` // on the list of the next year
	HandedAt        models.Instant   `json:"handed_at,omitempty"`   // when the year was handed over; its ladder stopped
	NextAt          models.Instant   `json:"next_at"`               // what the project's workflow waits for
	NextWhat        models.Message   `json:"next_what"`
	Months          []MonthLine      `json:"months"` // the year's twelve
	Milestones      []MilestoneLine  `json:"milestones"`
	Pauses          []models.Pause   `json:"pauses"`
	Escalations     []EscalationView `json:"escalations"`     // open ones first, then the newest
	Submissions     []HandedIn       `json:"submissions"`     // newest first
	Requests        []AskedView      `json:"requests"`        // those that wait for a decision, oldest first
	Problems        []ProblemView    `json:"problems"`        // not withdrawn, in the order of the ledger
	Orders          []OrderMark      `json:"orders"`          // issued ones about it, open ones first
	Funds           *models.FundLine `json:"funds,omitempty"` // for those who may see them; nil: no money on record
	Starred         bool             `json:"starred"`         // the person marked it
	MayRaise        bool             `json:"may_raise"`       // may raise a problem
	SeesFunds       bool             `json:"-"`
	MayFill         bool             `json:"may_fill"`
	MayPlan         bool             `json:"may_plan"`
}

// OtherYear is the same project on the list of another year.
type OtherYear struct {
	Year int    `json:"year"`
	Code string `json:"code"`
	Name string `json:"name"`
}

// otherYear loads the same project of another year; nil when there is none.
func otherYear(tx *store.Tx, id string) (*OtherYear, error) {
	if id == "" {
		return nil, nil //nolint:nilnil // most projects have none
	}
	p, err := tx.Project(id)
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil //nolint:nilnil // its import was undone
	}
	return &OtherYear{Year: p.Year, Code: p.Code, Name: p.Name}, err
}

// MonthLine is one month of a project: the planned, the reported and the approved amount.
type MonthLine struct {
	Month         models.Month        `json:"month"`
	Plan          models.Money        `json:"plan_fen"`      // of the month
	Scheduled     models.Money        `json:"scheduled_fen"` // year-to-date, by the project's own plan or the curve
	Estimate      *models.Money       `json:"estimate_fen"`
	ReportedMonth *models.Money       `json:"reported_month_fen"`
	ReportedYTD   *models.Money       `json:"reported_ytd_fen"`
	ApprovedMonth *models.Money       `json:"approved_month_fen"`
	ApprovedYTD   *models.Money       `json:"approved_ytd_fen"`
	Adjustment    *models.Money       `json:"adjustment_fen"` // 当月冲减: carried of the correction of an earlier month
	Status        models.ReportStatus `json:"status"`         // "" where nothing was handed in
	CarriedFrom   models.Month        `json:"carried_from"`   // of approved_ytd_fen, where the month has none itself
	Late          int                 `json:"days_late"`      // of its report, by the working days the ladder counts
	LateReport    bool                `json:"late_report"`    // it was handed in after it was due
	Physical      string              `json:"physical_progress"`
	Problems      string              `json:"problems"`
	NextStep      string              `json:"next_step"`
	// version of the month's closing, from which plan, scheduled and approved are then; 0: the month is not closed
	Closing int              `json:"closing"`
	Rebuilt bool             `json:"rebuilt"` // the closing was made from later data
	Today   []models.Message `json:"today"`   // of a closed month: how the project stands otherwise today
}

// MilestoneLine is one milestone with its dates.
type MilestoneLine struct {
	ID          string                 `json:"id"`
	Name        string                 `json:"name"`
	Baseline    models.Date            `json:"baseline"`
	Due         models.Date            `json:"due"`
	FallsDue    models.Date            `json:"falls_due"` // due, or the working day it moves to (顺延至)
	Assumed     bool                   `json:"assumed"`   // the days are counted through a year without days off (推算)
	DoneOn      models.Date            `json:"done_on"`
	Status      models.MilestoneStatus `json:"status"`
	Controlling bool                   `json:"controlling"`
	Waiting     bool                   `json:"waiting"`         // a submission of it is in review
	DaysLate    int                    `json:"days_late"`       // working days the ladder counts, until done or now
	DaysSince   int                    `json:"days_since_due"`  // working days since it was due, whatever happened
	DoneLate    bool                   `json:"done_late"`       // it was completed after its due date
	Moves       []models.DueChange     `json:"moves"`           // its dates so far, where it was moved
	Ended       string                 `json:"ended,omitempty"` // why it ended with its year
	Asked       models.Message         `json:"asked,omitzero"`  // 已申请延期至…，待审批
	Request     string                 `json:"request,omitempty"`
	// as things stand: no earlier than due, today and what it follows allow; the ladder goes by due
	Expected     models.Date `json:"expected"`
	ExpectedLate int         `json:"expected_days_late"`         // calendar days after due
	Because      string      `json:"expected_because,omitempty"` // name of the milestone before it that moves it
	Days         int         `json:"days"`                       // calendar days it takes; 0: not planned
	After        []string    `json:"after"`                      // names of the milestones that it follows
}

// HandedIn is a submission with its decision and its evidence.
type HandedIn struct {
	SubmissionView
	Physical   string              `json:"physical_progress,omitempty"`
	Problems   string              `json:"problems,omitempty"`
	NextStep   string              `json:"next_step,omitempty"`
	Note       string              `json:"note,omitempty"`
	Paper      string              `json:"paper,omitempty"` // 代填: the paper it was entered from
	Decision   models.Decision     `json:"decision,omitempty"`
	Reason     string              `json:"reason,omitempty"`
	DecidedBy  string              `json:"decided_by,omitempty"`
	Attachment []models.Attachment `json:"attachments"`
}

// ProjectPage loads one project by its code, or "<year>/<code>".
func (s *Service) ProjectPage(ctx context.Context, actor models.Actor, project string) (ProjectPage, error) {
	var out ProjectPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := find(tx, actor, project)
		if err != nil {
			return err
		}
		one, err := s.loadOne(tx, p)
		if err != nil {
			return err
		}
		if err := one.stand(tx, s); err != nil {
			return err
		}
		out = one.page(actor, s.now())
		if out.Continues, err = otherYear(tx, one.facts.Project.ContinuesID); err != nil {
			return err
		}
		if out.HandedInto, err = otherYear(tx, one.facts.Project.HandedInto); err != nil {
			return err
		}
		if out.Funds, err = s.fundsOnPage(tx, actor, one); err != nil {
			return err
		}
		if out.Starred, err = tx.Starred(actor.ID, p.ID); err != nil {
			return err
		}
		out.SeesFunds = models.CanSeeFundsOf(actor, p) == nil
		orders, err := tx.IssuedOrdersOf(p.ID)
		if err != nil {
			return err
		}
		out.Orders = orderMarks(actor, orders, one.Calendar, s.now().Date(), func(models.OrderFacts) bool { return true })
		return nil
	})
	return out, err
}

// one is a project with all its rows.
type one struct {
	figures.Programme // its rules, names and calendar
	facts             models.Facts
	figures           models.ProjectFigures // of the headline's month; of the project page only
	headline          models.Headline
	closed            map[models.Month]figures.ClosedLine // the project's lines of closed months
	moves             []models.DueChange
	reviews           []models.Review
	attachments       []models.Attachment
	leaders           map[string]string // posts of the leaders who decide on its requests, with their titles
}

// loadOne loads what belongs to a project.
func (s *Service) loadOne(tx *store.Tx, p models.Project) (o one, err error) {
	of, err := s.listsOf(tx, p.Year)
	if err != nil {
		return o, err
	}
	g, m, found, err := of.find(p.ID)
	if err != nil {
		return o, err
	}
	if o.Programme = g; !found {
		common, err := s.common(tx)
		if err != nil {
			return o, err
		}
		o.Names, o.Calendar = common.Names, common.Calendar
		if m, err = figures.LoadMember(tx, p.ID); err != nil {
			return o, err
		}
	}
	o.facts, o.moves = m.Facts, m.Moves
	o.facts.Project = p
	if len(o.facts.WaitingRequests()) > 0 {
		common, err := s.common(tx)
		if err != nil {
			return o, err
		}
		o.leaders = askingWith(common, o.facts).leaders
	}
	o.reviews, o.attachments, err = tx.HandedIn(p.ID)
	return o, err
}

// stand computes the project's figures of the month its programme speaks of; of a project on no list those of its own
// last approved month.
func (o *one) stand(tx *store.Tx, s *Service) error {
	now := s.now()
	if o.ID == "" {
		latest := models.MonthOf(o.facts.Project.Year, 1)
		for _, r := range o.facts.Reports {
			if r.ApprovedYTD != nil {
				latest = max(latest, r.Month)
			}
		}
		rules := models.RulesFor(o.facts, o.Calendar)
		o.figures = rules.ProjectFigures(o.facts, models.Listing{}, o.Names, latest, now, now.Date())
		return nil
	}
	g, err := o.Stand(tx, now)
	if err != nil {
		return err
	}
	o.figures, o.headline = g.Line(o.facts.Project.ID), g.Speaks
	o.closed, err = o.ClosedLines(tx, o.facts.Project.ID)
	return err
}
