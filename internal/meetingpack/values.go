package meetingpack

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/internal/wordform"
	"duban/models"
)

// Values are what the placeholders stand for.
func (p Pack) Values() wordform.Values {
	f, day := p.Figures, p.At.Date()
	lagging := p.lagging()
	fields := map[string]string{
		"清单名称": p.Programme.Name, "年份": strconv.Itoa(f.Month.Year()), "月份": strconv.Itoa(f.Month.Number()),
		"编制单位": p.Issuer, "编制日期": chinese(day), "数据说明": p.stands(), "未报齐说明": f.MissingWords(),
		"总体情况": cmp.Or(f.SummaryFor(p.Programme), "尚无审定的完成数。"), "开工竣工纳统情况": f.RatesWords(),
		"滞后情况": models.LaggingWords(lagging), "滞后项目数": strconv.Itoa(len(lagging)), "目标完成率": "—", "距年度目标亿元": "—",
		"与序时差距": models.LeadWords(f.Lead(), f.Plan), "计划完成率": share(&f.Approved, f.Plan),
		"开工率": f.Start.Percent(), "竣工率": f.Finish.Percent(),
	}
	if !f.Known() {
		fields["与序时差距"], fields["计划完成率"] = "—", "—"
	}
	if f.Target > 0 && f.Known() {
		fields["目标完成率"] = share(&f.Approved, f.Target)
		fields["距年度目标亿元"] = max(0, f.Target-f.Approved).Rounded(models.YiYuan)
	}
	for name, n := range map[string]int{"项目数": f.Projects, "市重大项目数": f.CityMajor, "应开工数": f.Start.Base,
		"已开工数": f.Start.Done, "计划竣工数": f.Finish.Base, "已竣工数": f.Finish.Done, "绿灯数": f.Lights[models.Green],
		"黄灯数": f.Lights[models.YellowHue], "红灯数": f.Lights[models.RedHue], "无数据数": f.Lights[models.NoData]} {
		fields[name] = strconv.Itoa(n)
	}
	for name, amount := range map[string]models.Money{"总投资": f.TotalInvestment, "年度目标": f.Target, "年度计划": f.Plan,
		"本月完成": f.InMonth, "累计完成": f.Approved, "序时目标": f.Scheduled} {
		fields[name+"亿元"], fields[name+"万元"] = amount.Rounded(models.YiYuan), amount.In(models.WanYuan)
	}
	fields["序时目标万元"] = f.Scheduled.Rounded(models.WanYuan)
	if slices.ContainsFunc(lagging, func(l models.ProjectFigures) bool { return !p.shows(l) }) {
		fields["金额说明"] = models.AmountsNote + "。"
	}
	return wordform.Values{Fields: fields, Lists: map[string][]map[string]string{
		"责任单位": units(f),
		"项目分类": groups(f, func(l models.ProjectFigures) string { return cmp.Or(l.Section, "其他") }),
		"滞后项目": p.laggingValues(lagging), "存在问题": p.problemValues(), "议定事项": p.decisionValues(),
	}}
}

// units are the responsible units in the order of their ranking, those that are not ranked after the others.
func units(f models.ProgrammeFigures) (out []map[string]string) {
	all := groups(f, func(l models.ProjectFigures) string { return cmp.Or(l.Unit, "未定") })
	for _, g := range f.UnitGroups() {
		i := slices.IndexFunc(all, func(one map[string]string) bool { return one["名称"] == cmp.Or(g.Name, "未定") })
		if i >= 0 {
			all[i]["序号"] = strconv.Itoa(len(out) + 1)
			out = append(out, all[i])
		}
	}
	return out
}

// groups are the projects' progress by a name, as shares: the sum of a group may be the amount of one private firm.
func groups(f models.ProgrammeFigures, name func(models.ProjectFigures) string) (out []map[string]string) {
	lines := map[string][]models.ProjectFigures{}
	var names []string
	for _, l := range f.Listed() {
		n := name(l)
		if lines[n] == nil {
			names = append(names, n)
		}
		lines[n] = append(lines[n], l)
	}
	for i, n := range names {
		t := models.TotalsOf(lines[n])
		one := map[string]string{"序号": strconv.Itoa(i + 1), "名称": n, "计划完成率": "—", "序时完成率": "—"}
		if t.Known() {
			one["计划完成率"], one["序时完成率"] = share(&t.Approved, t.Plan), share(&t.Approved, t.Scheduled)
		}
		for field, count := range map[string]int{"项目数": t.Projects, "绿灯数": t.Lights[models.Green],
			"黄灯数": t.Lights[models.YellowHue], "红灯数": t.Lights[models.RedHue], "无数据数": t.Lights[models.NoData]} {
			one[field] = strconv.Itoa(count)
		}
		out = append(out, one)
	}
	return out
}

func (p Pack) laggingValues(lagging []models.ProjectFigures) (out []map[string]string) {
	for i, l := range lagging {
		out = append(out, map[string]string{"序号": strconv.Itoa(i + 1), "名称": l.Name, "责任单位": cmp.Or(l.Unit, "—"),
			"包保领导": cmp.Or(l.Sponsor, "—"), "年度计划万元": p.amountOf(l, &l.Plan), "累计完成万元": p.amountOf(l, l.Approved),
			"计划完成率": ofPlan(l), "序时完成率": ofSchedule(l), "亮灯": l.Light.LightName(), "原因": p.reason(l), "主要问题": cmp.Or(l.Problems,
				p.reason(l)),
			"存在问题": l.Problems, "下步措施": l.NextStep, "督办层级": cmp.Or(l.Rung.Reached(), "—")})
	}
	return out
}

func (p Pack) problemValues() (out []map[string]string) {
	for i, one := range p.Problems {
		out = append(out, map[string]string{"序号": strconv.Itoa(i + 1), "项目": one.Project, "类别": one.Kind,
			"内容": one.Text, "诉求": one.Request, "责任部门": cmp.Or(one.Department, "待定"), "办结时限": chinese(one.Due),
			"状态": one.Status})
	}
	return out
}

func (p Pack) decisionValues() (out []map[string]string) {
	for i, d := range p.Decisions {
		out = append(out, map[string]string{"序号": strconv.Itoa(i + 1), "会议": d.held(), "事项": d.Text, "责任单位": d.Unit,
			"办结时限": chinese(d.Due), "状态": d.State, "落实情况": cmp.Or(d.Outcome, "未反馈")})
	}
	return out
}

// held names the meeting with the number of its minutes.
func (d Decision) held() string {
	if d.Number == "" {
		return d.Meeting
	}
	return fmt.Sprintf("%s（%s）", strings.TrimSpace(d.Meeting), d.Number)
}
