package workbook

import "duban/models"

// PlannedDate is a date with its precision: the day, or the month or quarter of which it is the last day.
type PlannedDate struct {
	Date      models.Date
	Precision models.Precision // PrecisionDay when empty
}

// PlanTable is a year's investment plan as a bureau prints it (重点项目投资计划表). Amounts are written in 万元.
type PlanTable struct {
	Title      string // "2021年张店区重点项目投资计划表"
	PreparedBy string // 编制单位; "" leaves the line out
	Year       int    // the year of the plan, which is in the headers
	OneHand    bool   // all dates have the same notation; otherwise the different ones of a bureau
	Sections   []PlanSection
	Notes      []string // footnotes after the built-in one on ★, without 注 and number
}

// PlanSection is one section with its own subtotal.
type PlanSection struct {
	Title string // "一、产业项目"; the writer adds the count
	Lines []PlanLine
}

// PlanLine is one project. Of Project the name, the amounts, stage, investor, scale, period and goal are written, and
// the code when any line of the table has one.
type PlanLine struct {
	Project         models.Project
	ApprovalCode    string // 投资项目代码
	Owner           string // 建设单位
	ResponsibleUnit string // 责任单位
	Sponsor         string // 包保领导, a post
	CityMajor       bool   // ★ before the name
	NoPlan          bool   // the plan of the year is not known: its cell stays blank
	Start           PlannedDate
	Finish          PlannedDate
	MonthPlans      []models.MonthPlan // none, or those of the table's year; months without a plan stay blank
}

// ProgressTable is one month's progress as a bureau prints it (重点项目进展情况表). The total investment is written in
// 亿元, everything else in 万元: mixed units are what real sheets have.
type ProgressTable struct {
	Title      string
	PreparedBy string
	Month      models.Month
	Sections   []ProgressSection
	Notes      []string
}

// ProgressSection is one section with its own subtotal.
type ProgressSection struct {
	Title string
	Lines []ProgressLine
}

// ProgressLine is one project's month. Nil amounts mean "not reported" and stay blank, which is not zero.
type ProgressLine struct {
	Code            string
	Name            string
	Owner           string
	ResponsibleUnit string
	CityMajor       bool
	TotalInvestment models.Money
	AnnualPlan      models.Money
	Month           *models.Money // 本月完成
	YearToDate      *models.Money // 1-本月累计完成
	Physical        string        // 形象进度
	Problems        string
	NextStep        string
	Statistics      string // 是否纳统: "是", "否" or ""
}

// MilestoneTable is the milestone plan of a programme, one row a milestone (重点项目节点计划表).
type MilestoneTable struct {
	Title      string
	PreparedBy string
	Year       int
	OneHand    bool // as in PlanTable
	Expected   bool // with what each milestone follows, and when it is to be expected
	Projects   []MilestoneProject
	Notes      []string
}

// MilestoneProject is a project with its milestones; its number, name and unit are merged down over them.
type MilestoneProject struct {
	Code            string
	Name            string
	ResponsibleUnit string
	CityMajor       bool
	Milestones      []MilestoneLine
}

// MilestoneLine is one milestone.
type MilestoneLine struct {
	Name        string
	Controlling bool
	Due         PlannedDate
	DoneOn      models.Date // none: not done
	After       []string    // names of the milestones that it follows
	Expected    models.Date // of an open one
	Note        string
}
