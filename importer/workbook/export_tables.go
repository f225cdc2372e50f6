package workbook

import (
	"duban/importer"
	"duban/models"
)

// Monthly is the content of a programme's monthly report (重点项目月报). It is plain data: the caller decides what is shown,
// and as of when.
type Monthly struct {
	Programme  string // "2021年张店区重点项目"
	PreparedBy string // 编制单位
	Month      models.Month
	AsOf       models.Instant
	StandsAt   models.Date  // colours, reasons, milestones and rungs are those at the end of this day; none: not stated
	Target     models.Money // the congress's target for the year; 0: unknown. Not the sum of the annual plans
	Sections   []MonthlySection
	Milestones []MonthlyMilestone // due in the month, late, or done in it
	Points     []MonthlyPoint     // the year's months, for the chart
	Notes      []string
}

// MonthlyPoint is one month of the year's curve, as sums over the programme. Nil is not known, which is not zero.
type MonthlyPoint struct {
	Month      models.Month
	Scheduled  models.Money // to the end of the month
	Amount     *models.Money
	YearToDate *models.Money
}

// MonthlyMilestone is one milestone of a month's report.
type MonthlyMilestone struct {
	Project         string
	ResponsibleUnit string
	CityMajor       bool
	Name            string
	Controlling     bool
	Baseline        models.Date
	Due             models.Date // current
	DoneOn          models.Date // none: open
	// working days from the due date to the day it was done, or to the day the report stands at
	DaysLate int
	Rung     models.Rung // highest that is open
}

// MonthlySection is one section with its own subtotal.
type MonthlySection struct {
	Title string // "一、产业项目"; the writer adds the count
	Lines []MonthlyLine
}

// MonthlyLine is one project's month with its state. The sheets 汇总 and 滞后清单 are computed from these lines.
type MonthlyLine struct {
	ProgressLine              // Month and YearToDate are the figures of Basis
	Sponsor      string       // 包保领导, a post
	Scheduled    models.Money // what should be done by the end of the month (序时进度)
	Basis        importer.Basis
	Colour       models.Colour
	Reason       string       // why it is not green
	NextName     string       // next open milestone
	NextDue      models.Date  // highest open rung
	OpenRung     models.Rung  // month since which Problems has been reported without a break
	ProblemSince models.Month // month since which Problems has been said without a break

	Dropped  bool // no longer on the list: its figures count, the project does not; it has no colour
	Sector   string
	Stage    models.Stage
	Category models.Category
	Investor models.Investor
	Started  bool // work has begun
	ToFinish bool // it is to be finished this year
	Finished bool
}
