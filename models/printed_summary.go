package models

import (
	"fmt"
)

// Summary describes the month's progress in one paragraph, each share with its base; "" while nothing is approved.
func (p ProgrammeFigures) Summary(programme string) string {
	return p.summary(programme, func(ProjectFigures) bool { return true })
}

// SummaryFor is Summary without the sums from which the amount of one private firm could be computed, when the list
// does not name those.
func (p ProgrammeFigures) SummaryFor(programme Programme) string {
	return p.summary(programme.Name, func(l ProjectFigures) bool { return programme.ShowsAmounts(l.Investor) })
}

func (p ProgrammeFigures) summary(programme string, shows func(ProjectFigures) bool) string {
	if !p.Known() && p.Approved == 0 {
		return ""
	}
	n := p.Month.Number()
	s := fmt.Sprintf("%s共%d个项目（其中市重大%d个），总投资%s，年度计划投资%s", programme, p.Projects, p.CityMajor,
		p.TotalInvestment.yiWords(), p.Plan.yiWords())
	if p.Target > 0 {
		s += "，年度目标" + p.Target.yiWords()
	}
	s += fmt.Sprintf("。%d月完成投资%s，1-%d月累计完成%s，占年度计划的%s%%", n, p.InMonth.yiWords(), n, p.Approved.yiWords(),
		Percent(p.Approved, p.Plan))
	if p.Target > 0 {
		s += fmt.Sprintf("、年度目标的%s%%", Percent(p.Approved, p.Target))
	}
	s += fmt.Sprintf("；序时目标%s，%s。", p.Scheduled.yiWords(), LeadWords(p.Lead(), p.Plan))
	if p.Carried > 0 {
		s += fmt.Sprintf("其中%d个项目沿用以前月份的审定数", p.Carried)
		if p.hidden(shows, func(l ProjectFigures) bool { return l.CarriedFrom != 0 }) != 1 {
			s += "，共" + p.CarriedAmount.yiWords()
		}
		s += "。"
	}
	if p.ReportedCount > 0 {
		amount := "数"
		if p.hidden(shows, func(l ProjectFigures) bool { return l.ReportedIn != nil }) != 1 {
			amount = p.Reported.yiWords()
		}
		s += fmt.Sprintf("另有%d个项目当月上报%s尚未审定，不计入以上数据。", p.ReportedCount, amount)
	}
	return s + fmt.Sprintf("亮灯情况：绿灯%d个，黄灯%d个，红灯%d个，无数据%d个。", p.Lights[Green], p.Lights[YellowHue],
		p.Lights[RedHue], p.Lights[NoData])
}

// hidden counts the projects of a kind whose amounts are not shown.
func (p ProgrammeFigures) hidden(shows, of func(ProjectFigures) bool) (n int) {
	for _, l := range p.Listed() {
		if of(l) && !shows(l) {
			n++
		}
	}
	return n
}

// yiWords prints an amount of a sentence in 亿元.
func (m Money) yiWords() string { return m.Rounded(YiYuan) + "亿元" }

// LeadWords says how far ahead of schedule or behind it an amount is, in percentage points of the plan.
func LeadWords(ahead, plan Money) string {
	switch {
	case plan <= 0:
		return "序时差距无法计算"
	case ahead < 0:
		return "滞后" + Percent(-ahead, plan) + "个百分点"
	}
	return "超前" + Percent(ahead, plan) + "个百分点"
}

// RatesWords says how many projects have begun, are finished and are in the statistics, each with its base.
func (t Totals) RatesWords() string {
	s := fmt.Sprintf("开工率%s（应开工%d个，已开工%d个）；竣工率%s（年内计划竣工%d个，已竣工%d个）；纳统率%s（已开工%d个，已纳统%d个）。",
		t.Start.Percent(), t.Start.Base, t.Start.Done, t.Finish.Percent(), t.Finish.Base, t.Finish.Done,
		t.Statistics.Percent(), t.Statistics.Base, t.Statistics.Done)
	if t.NotSaid > 0 {
		s += fmt.Sprintf("已开工项目中%d个未填是否纳统。", t.NotSaid)
	}
	return s
}

// Percent prints a share of projects; without a base there is none.
func (r Rate) Percent() string {
	if r.Base == 0 {
		return "—"
	}
	return Percent(Money(r.Done), Money(r.Base)) + "%"
}
