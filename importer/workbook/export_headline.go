package workbook

import (
	"fmt"

	"duban/importer"
	"duban/models"
)

// headline says in one paragraph how the programme stands, each rate with its base.
func (m Monthly) headline() string {
	all, city := tallyOf(""), 0
	for line := range m.lines() {
		all.add(line)
		if line.CityMajor && !line.Dropped {
			city++
		}
	}
	if all.bases[importer.BasisReported]+all.bases[importer.BasisApproved] == 0 {
		return m.silence() + "\n" + m.rates()
	}
	n := m.Month.Number()
	s := fmt.Sprintf("%s共%d个项目（其中市重大%d个），总投资%s亿元，年度计划投资%s亿元", m.Programme, all.projects, city,
		all.total.Rounded(models.YiYuan), all.plan.Rounded(models.YiYuan))
	if m.Target > 0 {
		s += fmt.Sprintf("，年度目标%s亿元", m.Target.Rounded(models.YiYuan))
	}
	s += fmt.Sprintf("。%d月完成投资%s亿元，1-%d月累计完成%s亿元，占年度计划的%s%%", n, all.month.Rounded(models.YiYuan), n,
		all.yearToDate.Rounded(models.YiYuan), models.Percent(all.yearToDate, all.plan))
	if m.Target > 0 {
		s += fmt.Sprintf("、年度目标的%s%%", models.Percent(all.yearToDate, m.Target))
	}
	s += fmt.Sprintf("；序时目标%s亿元，%s。", all.schedule.Rounded(models.YiYuan), pointsWord(all.yearToDate-all.schedule,
		all.plan))
	s += fmt.Sprintf("数据口径：审定%d个，上报未审定%d个，未报%d个。", all.bases[importer.BasisApproved], all.bases[importer.BasisReported],
		all.bases[importer.BasisNone])
	return s + "\n" + m.rates()
}

// pointsWord says how far ahead or behind, in percentage points of the plan.
func pointsWord(ahead, plan models.Money) string {
	switch {
	case plan <= 0:
		return "序时差距无法计算"
	case ahead < 0:
		return "滞后" + models.Percent(-ahead, plan) + "个百分点"
	}
	return "超前" + models.Percent(ahead, plan) + "个百分点"
}

// rates says how many projects have begun, are finished and are in the statistics, each with its base. Preparatory
// projects stay out of every base.
func (m Monthly) rates() string {
	var building, started, fresh, freshStarted, toFinish, finished, listed int
	for line := range m.lines() {
		if line.Category == models.Preparatory || line.Dropped {
			continue
		}
		building++
		started += count(line.Started)
		if line.Stage == models.StageNewStart {
			fresh++
			freshStarted += count(line.Started)
		}
		if line.ToFinish {
			toFinish++
			finished += count(line.Finished)
		}
		listed += count(line.Statistics == "是")
	}
	return fmt.Sprintf("开工率%s（建设类项目%d个，已开工%d个；其中新开工项目%d个，已开工%d个）；竣工率%s（年内计划竣工%d个，已竣工%d个）；纳统率%s（建设类项目%d个，已纳统%d个）。",
		percentOf(started, building), building, started, fresh, freshStarted, percentOf(finished, toFinish), toFinish,
		finished, percentOf(listed, building), building, listed)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// percentOf prints a share of projects; without a base there is none.
func percentOf(part, base int) string {
	if base == 0 {
		return "—"
	}
	return models.Percent(models.Money(part), models.Money(base)) + "%"
}
