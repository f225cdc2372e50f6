package workbook

import (
	"fmt"
	"io"

	"duban/models"
)

// YearOutlook is what a programme's year is expected to come to, project by project.
type YearOutlook struct {
	Programme  string
	PreparedBy string
	AsOf       models.Instant
	Outlook    models.YearOutlook
}

// WriteYearOutlook writes the table 全年预计表; its title and its notes say that it is no closing. An import leaves it
// alone. Errors are KindInternal.
func WriteYearOutlook(w io.Writer, y YearOutlook) error {
	word := "全年预计"
	if y.Outlook.Final {
		word = "全年完成"
	}
	g := group{}
	for i, l := range y.Outlook.Lines {
		to, remark := "", ""
		if l.To != 0 {
			to = fmt.Sprintf("%d月", l.To.Number())
		}
		if !l.Estimated {
			remark = "12月预计数未报"
		}
		var estimates, expected any // blank where nothing is known
		if l.Estimates != 0 {
			estimates = l.Estimates
		}
		if y.Outlook.Expected != nil && (l.Approved != nil || l.Estimates != 0) {
			expected = l.Expected
		}
		g.lines = append(g.lines, []any{i + 1, l.Name, text(l.Unit), l.Plan, amount(l.Approved), text(to), estimates,
			expected, nil, text(remark)})
	}
	title := y.Programme + word + "表"
	return writeBook(w, title, &table{
		sheet: word, title: title, unit: "单位：万元", lead: y.Outlook.Label.Text, total: "合计", countKey: "name", signed: true,
		readOnly: true,
		figures:  true, preparedBy: preparedBy(y.PreparedBy) + "　　编制时间" + y.AsOf.Minute(),
		columns: []column{
			{key: "number", head: "序号", width: 5, show: showCount},
			{key: "name", head: "项目名称", width: 36},
			{key: "unit", head: "责任单位", width: 20, show: showCentre},
			{key: "plan", head: "年度计划投资", width: 13, show: showAmount, unit: models.WanYuan, sum: true},
			{key: "approved", head: "已审定", width: 13, show: showAmount, unit: models.WanYuan, sum: true, blank: true},
			{key: "to", head: "审定至", width: 8, show: showCentre},
			{key: "estimates", head: "未审定月份预计数", width: 16, show: showAmount, unit: models.WanYuan, sum: true,
				blank: true},
			{key: "expected", head: word, width: 13, show: showAmount, unit: models.WanYuan, sum: true, blank: true},
			{key: "rate", head: "占年度计划", width: 10, show: showPercent,
				ratio: &ratio{part: "expected", whole: "plan", scale: 1}},
			{key: "remark", head: "备注", width: 18},
		},
		groups: []group{g},
		notes:  []string{"全年预计为审定数与未审定月份预计数之和，不是月结数据；12月预计数未报的项目只计已有数"},
	})
}
