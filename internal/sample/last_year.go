package sample

import (
	"fmt"
	"math/rand/v2"

	"duban/importer/workbook"
	"duban/models"
)

// LastYearCompleted is what was completed in the year before, from the report.
const LastYearCompleted models.Money = 710_000_000_000 // 71 亿元

// completedLastYear is what the projects that finished in that year completed in it; the others share the rest of the
// 71 亿元.
const completedLastYear = 90_000 * wan

// ledgerNote is at the foot of every workbook of the year before.
const ledgerNote = "仅项目数（38个）和全年完成投资（71亿元）取自《政府工作报告》，本表项目、金额、时间、单位及文字均为示例数据，不代表实际情况"

// Ledger is the year before a sample programme: 38 projects, 71 亿元 completed. Those that continue are in the programme
// too, and what they have spent by New Year is the same in both.
type Ledger struct{ Data }

// YearBefore returns the ledger of the year before a sample programme's year.
func YearBefore(year int) Ledger {
	random := rand.New(rand.NewPCG(uint64(year), 0x6c656467))
	l := Ledger{Data{Year: year - 1, Name: fmt.Sprintf("%d年区重点项目", year-1)}}
	next := Programme(year)
	for _, c := range catalogue {
		for _, p := range next.Projects {
			if p.Section == c.title && p.entry.starts < 0 {
				l.Projects = append(l.Projects, p.yearEarlier())
			}
		}
		for _, e := range finished[c.title] {
			l.Projects = append(l.Projects, describe(l.Year, c.title, e, random))
		}
	}
	l.complete(random)
	for i := range l.Projects {
		p := &l.Projects[i]
		p.planMonths()
		p.planMilestones(random)
		p.report(p.actual[12], random)
	}
	return l
}

// Plan is that year's investment plan, for workbook.WritePlan.
func (l Ledger) Plan() workbook.PlanTable {
	t := l.Data.Plan()
	t.Notes[len(t.Notes)-1] = ledgerNote
	return t
}

// Progress is one month of it, for workbook.WriteProgress.
func (l Ledger) Progress(month models.Month) workbook.ProgressTable {
	t := l.Data.Progress(month)
	t.Notes[len(t.Notes)-1] = ledgerNote
	return t
}

// yearEarlier is a project as it was on the list of the year before.
func (p Project) yearEarlier() Project {
	e := p.entry
	e.starts += 12
	e.stage = carried
	if e.starts >= 0 {
		e.stage = newStart
	}
	if e.pace != brisk && e.pace != slow {
		e.pace = steady
	}
	e.objective = "按计划推进，完成年度投资"
	out := Project{PlanLine: p.PlanLine, Section: p.Section, entry: e}
	out.MonthPlans, out.Project.Year = nil, p.Project.Year-1
	out.Project.Stage, out.Project.Goal = e.stage, "（示例）"+e.objective
	return out
}

// complete sets what each project completed in the year, 71 亿元 together, and an annual plan close to it.
//
// What a project of the year has spent by its end is known from the next year's list. A project that started in the
// year spent all of that in it; of the older ones the year's part is what is left of the 71 亿元, shared by size and age.
func (l *Ledger) complete(random *rand.Rand) {
	old, done := make([]int64, len(l.Projects)), make([]int64, len(l.Projects))
	left := int64((LastYearCompleted - completedLastYear) / wan)
	for i, p := range l.Projects {
		spent := int64(p.Project.ToEndOfLastYear / wan)
		switch {
		case p.entry.stage == completing:
			done[i] = vary(p.entry.total, random)
		case p.entry.stage == newStart:
			l.Projects[i].actual[12] = models.Money(spent) * wan
			left -= spent
		default:
			old[i] = spent * 12 / int64(12-p.entry.starts)
		}
	}
	for i, share := range apportion(left, old) {
		l.Projects[i].actual[12] += models.Money(share) * wan
	}
	for i, share := range apportion(int64(completedLastYear/wan), done) {
		l.Projects[i].actual[12] += models.Money(share) * wan
	}
	for i := range l.Projects {
		l.Projects[i].planYear(random)
	}
}

// planYear gives a project of a past year its annual plan: close to what it completed, and no more than was left of
// its total investment.
func (p *Project) planYear(random *rand.Rand) {
	year := p.actual[12]
	plan := year.Share(100, int64(94+random.IntN(12)))
	if p.entry.stage == completing {
		plan = max(plan, year)/roundTo*roundTo + roundTo
		p.Project.TotalInvestment = max(plan, plan.Share(int64(p.entry.lasts), int64(p.entry.monthsInYear()))/roundTo*roundTo)
		p.Project.ToEndOfLastYear = p.Project.TotalInvestment - plan
	} else {
		p.Project.ToEndOfLastYear -= year
		plan = max(min(plan, p.Project.TotalInvestment-p.Project.ToEndOfLastYear)/roundTo*roundTo, roundTo)
	}
	p.Project.AnnualPlan = plan
}

// finished are projects completed in the year before, by section. They and everything about them are invented.
var finished = map[string][]entry{
	"一、产业项目": {
		{name: "标准化厂房一期（示例）", city: true, stage: completing, investor: state, unit: townNanding, sponsor: forIndustry,
			steps: plant, total: 11000, pace: steady, months: true, starts: -14, lasts: 24, scale: "标准化厂房及配套管网，建筑面积约8万平方米",
			objective: "全部厂房交付"},
		{name: "智能传感器生产线（示例）", stage: completing, investor: private, unit: streetMashang, sponsor: forIndustry, steps: plant,
			total: 6400, pace: brisk, months: true, starts: -9, lasts: 18, scale: "智能传感器生产线2条", objective: "10月投产"},
		{name: "食品加工园提升（示例）", stage: completing, investor: private, unit: townFangzhen, sponsor: forFarming, steps: plant,
			total: 3900, pace: slow, starts: -10, lasts: 21, scale: "加工车间改造及冷库", objective: "改造完成并验收"},
	},
	"二、服务业与城市经济": {
		{name: "社区商业中心（示例）", city: true, stage: completing, investor: private, unit: streetHeping, sponsor: forCommerce,
			steps: trade, total: 13000, pace: steady, months: true, starts: -15, lasts: 25, scale: "社区商业中心及地下停车，建筑面积约6万平方米",
			objective: "年底前开业"},
		{name: "物流配送中心（示例）", stage: completing, investor: private, unit: bureauCommerce, sponsor: forCommerce, steps: trade,
			total: 7200, pace: steady, starts: -8, lasts: 18, scale: "仓储分拣及冷链，建筑面积约5万平方米", objective: "11月投入运营"},
	},
	"三、基础设施与城市更新": {
		{name: "城区雨污分流改造一期（示例）", city: true, stage: completing, investor: government, owner: bureauHousing,
			unit: bureauHousing, sponsor: forBuilding, steps: road, total: 12500, pace: steady, months: true, starts: -9,
			lasts: 19, scale: "雨污管网改造约32公里", objective: "10月底前完工"},
		{name: "城区支路改造（示例）", stage: completing, investor: government, owner: bureauTransport, unit: bureauTransport,
			sponsor: forBuilding, steps: road, total: 5600, pace: brisk, months: true, starts: -4, lasts: 13, scale: "支路改造11条",
			objective: "9月底前通车"},
		{name: "老旧小区改造上年批次（示例）", stage: completing, investor: government, owner: bureauHousing, unit: streetStadium,
			sponsor: forBuilding, steps: renewal, total: 9800, pace: slow, starts: -5, lasts: 16, scale: "楼体修缮及管网改造，涉及居民约3000户",
			objective: "11月底前竣工"},
	},
	"四、民生项目": {
		{name: "中心小学扩建（示例）", stage: completing, investor: government, owner: bureauEducation, unit: bureauEducation,
			sponsor: forPeople, steps: school, total: 6800, pace: steady, months: true, starts: -11, lasts: 19,
			scale: "教学楼扩建，建筑面积约1.6万平方米", objective: "9月1日前投入使用"},
		{name: "公办幼儿园新建（示例）", stage: completing, investor: government, owner: bureauEducation, unit: streetKeyuan,
			sponsor: forPeople, steps: school, total: 3200, pace: steady, starts: -8, lasts: 16, scale: "12班幼儿园2所",
			objective: "9月1日前投入使用"},
		{name: "社区卫生服务中心（示例）", stage: completing, investor: government, owner: bureauHealth, unit: bureauHealth,
			sponsor: forPeople, steps: school, total: 4100, pace: steady, starts: -10, lasts: 20, scale: "社区卫生服务中心3处",
			objective: "年底前全部启用"},
		{name: "便民市场改造（示例）", stage: completing, investor: government, owner: bureauMarket, unit: bureauMarket,
			sponsor: forCommerce, steps: road, total: 2600, pace: brisk, starts: -3, lasts: 11, scale: "便民市场改造9处",
			objective: "9月底前完成"},
	},
}
