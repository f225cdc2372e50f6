package models

// Stage is 项目性质: whether the project starts, continues or completes this year.
type Stage string

// The stages (新开工、续建、竣工投产).
const (
	StageUnknown    Stage = ""
	StageNewStart   Stage = "new_start"
	StageCarried    Stage = "carried_over"
	StageCompleting Stage = "completing"
)

// Category is 建设类 or 准备类; preparatory projects are not in the base of the start rate.
type Category string

// The categories.
const (
	Implementation Category = "implementation"
	Preparatory    Category = "preparatory"
)

// Investor is the kind of investor (投资主体).
type Investor string

// The kinds of investor.
const (
	InvestorUnknown    Investor = ""
	InvestorGovernment Investor = "government"
	InvestorState      Investor = "state_owned"
	InvestorPrivate    Investor = "private"
)

// Answer is yes, no or not given (是、否、未填).
type Answer string

// The answers.
const (
	NotSaid Answer = ""
	Yes     Answer = "yes"
	No      Answer = "no"
)

// ProjectStatus tells whether a project is followed.
type ProjectStatus string

// The states of a project: it is followed until a person closes it. A pause is a Pause row, not a state.
const (
	ProjectOpen   ProjectStatus = "open"
	ProjectClosed ProjectStatus = "closed"
)

// Project is one key project in one year (重点项目). Amounts are in fen.
type Project struct {
	ID                string `gorm:"primaryKey"` // ProjectID(year, code)
	Year              int
	Code              string // permanent; unique within the year
	Name              string
	NameKey           string // NameKey(name)
	Sector            string // 产业类别, as written in the workbook
	Stage             Stage
	Category          Category
	Level             string // 项目级别, as written in the workbook
	Investor          Investor
	OwnerID           string // organisation that submits (项目单位); "" if unknown
	ResponsibleUnitID string // organisation that is ranked (责任单位); "" if unknown
	SponsorPostID     string // post of the sponsoring leader (包保领导); "" if none
	Place             string
	Scale             string // 建设内容及规模
	Period            string // 建设年限
	Goal              string // 年度工作目标
	Contact           string // 联系人 as entered in the list: a name, never a phone number
	NextStep          string // 下一步工作 as entered in the list; a later report's replaces it (NextStepOf)
	NextStepAt        Instant
	PlannedStart      Date
	PlannedFinish     Date
	ActualStart       Date   // 实际开工
	ActualFinish      Date   // 实际竣工
	InStatistics      Answer // 入库纳统; the statistics bureau's amount is not stored
	StatisticsCode    string // 纳统编码
	StatisticsOn      Date   // 纳统日期
	TotalInvestment   Money  `gorm:"column:total_investment_fen"`
	ToEndOfLastYear   Money  `gorm:"column:to_end_of_last_year_fen"`
	AnnualPlan        Money  `gorm:"column:annual_plan_fen"`
	Status            ProjectStatus
	ClosedAt          Instant
	FollowedSince     Instant // first import; rounds due before that day are not escalated
	ContinuesID       string  // the same project on the list of the year before, as a person confirmed; "" if none
	HandedAt          Instant // when the year was handed over: its ladder has stopped since; 0: not yet
	HandedInto        string  // the same project on the next year's list, to which it was handed; "" if none
	Version           int     // raised by every change of this row or its child rows
	NextAt            Instant // moment the project's workflow waits for; 0: none
	NextWhat          string
}

// MonthPlan is the investment planned for one month of a project (月度计划), in fen. Together the month plans of a
// project replace the programme's curve.
type MonthPlan struct {
	ProjectID string `gorm:"primaryKey"`
	Month     Month  `gorm:"primaryKey"`
	Plan      Money  `gorm:"column:plan_fen"`
}

// QuarterPlan is the investment planned for one quarter of a project, in fen, as a workbook gives it. It is on record
// only: the schedule follows the month plans or the programme's curve.
type QuarterPlan struct {
	ProjectID string `gorm:"primaryKey"`
	Quarter   int    `gorm:"primaryKey"` // 1–4
	Plan      Money  `gorm:"column:plan_fen"`
}

// Pause stops the clock of a project from one day to another, both included (停工、不可抗力、等上级批复). To is 0 while it lasts.
// Its days never count as late. With MovesDue yes, milestones due on its first day or later are moved when work begins
// again, by the working days of the pause; otherwise their due dates stand.
type Pause struct {
	ID        string `gorm:"primaryKey"`
	ProjectID string
	From      Date `gorm:"column:from_date"`
	To        Date `gorm:"column:to_date"`
	Reason    string
	Approver  string
	Document  string
	MovesDue  Answer // whether the order moves the due dates it stops short of; NotSaid: entered before it was asked
}

// Covers reports whether the clock is stopped on a day.
func (p Pause) Covers(d Date) bool { return d >= p.From && (p.To == 0 || d <= p.To) }
