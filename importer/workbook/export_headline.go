package workbook

import (
	"fmt"

	"duban/models"
)

// headline describes the programme's progress in one paragraph, each rate with its base.
func (m Monthly) headline() string {
	f := m.Figures
	lead := ""
	if gaps := m.gaps(); gaps != "" {
		lead = gaps + "\n"
	}
	if !f.Known() && f.Approved == 0 {
		return lead + m.rates()
	}
	n := f.Month.Number()
	s := fmt.Sprintf("%s共%d个项目（其中市重大%d个），总投资%s，年度计划投资%s", m.Programme, f.Projects, f.CityMajor,
		yi(f.TotalInvestment), yi(f.Plan))
	if f.Target > 0 {
		s += "，年度目标" + yi(f.Target)
	}
	s += fmt.Sprintf("。%d月完成投资%s，1-%d月累计完成%s，占年度计划的%s%%", n, yi(f.InMonth), n, yi(f.Approved),
		models.Percent(f.Approved, f.Plan))
	if f.Target > 0 {
		s += fmt.Sprintf("、年度目标的%s%%", models.Percent(f.Approved, f.Target))
	}
	s += fmt.Sprintf("；序时目标%s，%s。", yi(f.Scheduled), pointsWord(f.Lead(), f.Plan))
	if f.Carried > 0 {
		s += fmt.Sprintf("其中%d个项目沿用以前月份的审定数，共%s。", f.Carried, yi(f.CarriedAmount))
	}
	if f.ReportedCount > 0 {
		s += fmt.Sprintf("另有%d个项目当月上报%s尚未审定，不计入以上数据。", f.ReportedCount, yi(f.Reported))
	}
	s += fmt.Sprintf("亮灯情况：绿灯%d个，黄灯%d个，红灯%d个，无数据%d个。", f.Lights[models.Green], f.Lights[models.YellowHue],
		f.Lights[models.RedHue], f.Lights[models.NoData])
	return lead + s + "\n" + m.rates()
}

// pointsWord describes how far ahead or behind, in percentage points of the plan.
func pointsWord(ahead, plan models.Money) string {
	switch {
	case plan <= 0:
		return "序时差距无法计算"
	case ahead < 0:
		return "滞后" + models.Percent(-ahead, plan) + "个百分点"
	}
	return "超前" + models.Percent(ahead, plan) + "个百分点"
}

// rates says how many projects have begun, are finished and are in the statistics, each with its base.
func (m Monthly) rates() string {
	f := m.Figures
	s := fmt.Sprintf("开工率%s（应开工%d个，已开工%d个）；竣工率%s（年内计划竣工%d个，已竣工%d个）；纳统率%s（已开工%d个，已纳统%d个）。",
		percentOf(f.Start), f.Start.Base, f.Start.Done, percentOf(f.Finish), f.Finish.Base, f.Finish.Done,
		percentOf(f.Statistics), f.Statistics.Base, f.Statistics.Done)
	if f.NotSaid > 0 {
		s += fmt.Sprintf("已开工项目中%d个未填是否纳统。", f.NotSaid)
	}
	return s
}

// percentOf prints a share of projects; without a base there is none.
func percentOf(r models.Rate) string {
	if r.Base == 0 {
		return "—"
	}
	return models.Percent(models.Money(r.Done), models.Money(r.Base)) + "%"
}
