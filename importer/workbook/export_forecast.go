package workbook

import (
	"fmt"
	"io"

	"duban/models"
)

// Forecast is what a programme's year is expected to come to, project by project.
type Forecast struct {
	Programme  string
	PreparedBy string
	AsOf       models.Instant
	Forecast   models.Forecast
}

// WriteForecast writes the table 全年测算表, for the office and leaders. An import leaves it alone.
func WriteForecast(w io.Writer, f Forecast) error {
	g := group{}
	for i, p := range f.Forecast.Projects {
		of := ""
		if p.Of != 0 {
			of = fmt.Sprintf("%d月", p.Of.Number())
		}
		var held any
		what := ""
		if len(p.Holds) > 0 {
			held, what = p.Holds[0].Amount, p.Holds[0].Kind.Chinese()+"："+p.Holds[0].Name
		}
		g.lines = append(g.lines, []any{i + 1, p.Name, text(p.Unit), p.Plan, amount(p.Approved), text(of), p.Low, p.Mid,
			p.High, p.Naive, p.AtLow, held, text(what)})
	}
	title := f.Programme + "全年测算表"
	show := func(key, head string, sum bool) column {
		return column{key: key, head: head, width: 13, show: showAmount, unit: models.WanYuan, sum: sum, blank: true}
	}
	return writeBook(w, title, &table{
		sheet: "全年测算", title: title, unit: "单位：万元", lead: f.lead(), total: "合计", countKey: "name", signed: true,
		readOnly: true, figures: true, preparedBy: preparedBy(f.PreparedBy) + "　　编制时间" + f.AsOf.Minute(),
		columns: []column{
			{key: "number", head: "序号", width: 5, show: showCount},
			{key: "name", head: "项目名称", width: 36},
			{key: "unit", head: "责任单位", width: 20, show: showCentre},
			show("plan", "年度计划投资", true),
			show("approved", "已审定", true),
			{key: "of", head: "审定至", width: 8, show: showCentre},
			show("low", "测算下限", false), show("mid", "测算中值", true), show("high", "测算上限", false),
			show("naive", "按月均推算", true), show("at_low", "计入全区下限", true), show("held", "受影响年度计划", false),
			{key: "what", head: "主要事项", width: 28},
		},
		groups: []group{g},
		notes: []string{
			"测算仅供重点项目办和领导参考，不发项目单位、责任单位",
			"各项目下限、上限不相加；全区区间另行测算，“计入全区下限”之和即全区下限",
			"受影响年度计划为逾期节点、手续和未解决问题之后尚未完成的年度计划，同一项目的各事项不相加",
		},
	})
}

// lead is the sentence above the table.
func (f Forecast) lead() string {
	o := f.Forecast.Outlook
	if !o.Known {
		return "审定数不足，不作测算"
	}
	result := "可完成目标任务"
	if short := o.Short(); short > 0 {
		result = "完成目标仍有缺口 " + short.Rounded(models.YiYuan) + " 亿元"
	}
	return fmt.Sprintf("按当前进度测算，全年预计完成 %s—%s 亿元，%s", o.Low.Rounded(models.YiYuan), o.High.Rounded(models.YiYuan),
		result)
}
