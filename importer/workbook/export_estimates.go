package workbook

import (
	"fmt"
	"slices"

	"duban/models"
)

// EstimateLine is a project with what was expected of the month.
type EstimateLine struct {
	Code, Name, Unit string
	CityMajor        bool
	models.MonthEstimate
}

// estimated reports whether any project has given its estimate of the month.
func (m Monthly) estimated() bool {
	return slices.ContainsFunc(m.Estimates, func(l EstimateLine) bool { return l.Estimate != nil })
}

// estimatesSheet lists what was expected of the month beside last month, plan, year and what was reported.
func estimatesSheet(m Monthly) *table {
	var all []models.MonthEstimate
	g := group{}
	for i, l := range m.Estimates {
		all = append(all, l.MonthEstimate)
		remark := l.Asked.Text
		if l.Missing {
			remark = "预计数未报"
		}
		g.lines = append(g.lines, []any{i + 1, text(l.Code), starred(l.Name, l.CityMajor), text(l.Unit), amount(l.Estimate),
			amount(l.Last), l.Plan, amount(l.Before), amount(l.Expected), amount(l.Actual), text(remark)})
	}
	t := models.TotalEstimates(all)
	lead := fmt.Sprintf("%d月预计数已报%d个项目，未报%d个；合计%s万元，同一批项目上月完成%s万元、本月计划%s万元。", m.Figures.Month.Number(), t.Estimated,
		t.Missing, t.Estimate.RoundedWan(), t.Given.Last.RoundedWan(), t.Given.Plan.RoundedWan())
	if !t.Asked.IsZero() {
		lead += t.Asked.Text + "。"
	}
	sum := func(key, head string) column {
		return column{key: key, head: head, width: 14, show: showAmount, unit: models.WanYuan, sum: true, blank: true}
	}
	return &table{
		sheet: sheetEstimates, title: m.titled("预计数对照表"), preparedBy: m.caption(), unit: "单位：万元", lead: lead, total: "合计",
		countKey: "name", signed: true, readOnly: true, figures: true,
		columns: []column{
			{key: "number", head: "序号", width: 5, show: showCount},
			{key: "code", head: "项目编码", width: 14, show: showCentre},
			{key: "name", head: "项目名称", width: 30},
			{key: "unit", head: "责任单位", width: 16, show: showCentre},
			sum("estimate", "本月预计数"), sum("last", "上月完成"), sum("plan", "本月计划"), sum("before", "年初至上月累计"),
			sum("expected", "年初至本月累计（含预计）"), sum("actual", "本月实报"),
			{key: "remark", head: "备注", width: 34},
		},
		groups: []group{g},
		notes: m.notes("上月完成、年初至上月累计和本月实报有审定数的为审定数，否则为填报数",
			"未报预计数的项目不计入本月预计数合计，其他各列合计为全部项目"),
	}
}
