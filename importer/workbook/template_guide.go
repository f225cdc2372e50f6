package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"duban/importer"
	"duban/models"
)

// guide is the sheet that explains a form: who fills it in, where to send it and by when, and every column.
type guide struct {
	title string
	steps []string
	year  int
}

func formGuide(title, to string, due models.Date, year int) *guide {
	g := &guide{title: title + "填报说明", year: year, steps: []string{
		"由项目单位（建设单位）填写，责任单位审核；只填浅黄色单元格，灰色单元格为已有数据或自动计算。",
		"表格已保护，不设密码：请勿增删行列、合并单元格或改动表头；不够填写时另填一份。",
		"填完后看“校验结果”一列：显示“通过”即可报送，显示“请核对”的先核对；确有原因的在“存在问题”中说明。",
	}}
	switch {
	case due != 0 && to != "":
		g.steps = append(g.steps, fmt.Sprintf("请于%s前将本工作簿原样（xlsx 或 xls）报送%s；逾期未报按未报督办。", dayWords(due), to))
	case to != "":
		g.steps = append(g.steps, "填好后将本工作簿原样（xlsx 或 xls）报送"+to+"。")
	}
	return g
}

// help is the explanation of one field. The example is also in the form's example row.
type help struct{ meaning, example, mistakes string }

// of returns the example with dates of the form's own year.
func (h help) of(year int) string { return strings.ReplaceAll(h.example, "2021", strconv.Itoa(year)) }

// fieldHelp explains the columns of forms in the words of the people who fill them in.
var fieldHelp = map[importer.Field]help{
	importer.FieldNumber:          {"行号，已编好", "示例", "不要改动"},
	importer.FieldCode:            {"重点项目办编制的永久编码，用来认定项目", "ZD-2021-007", "新项目留空；不要填审批代码"},
	importer.FieldName:            {"项目全称，与清单一致", "智能装备产业园一期", "用简称或改字，会认成另一个项目"},
	importer.FieldOwner:           {"项目单位全称", "某某建设有限公司", "填成个人姓名"},
	importer.FieldResponsibleUnit: {"对项目负责、参加排名的镇办或部门", "区工业和信息化局", "一个项目只填一个责任单位"},
	importer.FieldSponsor:         {"包保领导的职务", "分管工业副区长", "填姓名：换人后无法对应，请填职务"},
	importer.FieldSector:          {"所属产业或类别", "先进制造业", ""},
	importer.FieldStage:           {"从下拉列表选择", "续建", "上年已开工的不是新开工"},
	importer.FieldCategory:        {"从下拉列表选择", "建设类", ""},
	importer.FieldInvestor:        {"投资的主体，从下拉列表选择", "社会投资", "填成单位名称"},
	importer.FieldCityMajor:       {"是否列入市重大项目", "否", "填“√”以外的符号"},
	importer.FieldPlace:           {"镇办和路段", "某某街道某某路以东", ""},
	importer.FieldScale:           {"建设什么、多大规模", "新建厂房4.2万平方米，购置生产线6条", "只写“按计划建设”"},
	importer.FieldPeriod:          {"起止年份", "2020-2022", ""},
	importer.FieldGoal:            {"到年底达到什么程度", "主体封顶，设备进场", "与月度计划对不上"},
	importer.FieldPlannedStart:    {"计划开工的日期", "2021-03-31", "只写年份；写“上半年”"},
	importer.FieldPlannedFinish:   {"计划竣工投产的日期", "2022-12-31", "只写年份"},
	importer.FieldTotalInvestment: {"批准或备案的总投资", "52000.00", "单位填成元或亿元，差一万倍"},
	importer.FieldToEndOfLastYear: {"开工至上年底累计完成的投资", "13500.00", "把今年的也算进去"},
	importer.FieldAnnualPlan:      {"今年计划完成的投资", "18000.00", "填成总投资"},
	importer.FieldMonthPlan:       {"当月计划完成的投资，可以不填", "1500.00", "各月合计不等于年度计划"},
	importer.FieldMonthAmount:     {"当月一个月完成的投资", "1600.00", "填成累计数；没有投资时不填（应填 0）"},
	importer.FieldYearToDate:      {"今年1月1日至本月底累计完成的投资", "9100.00", "把以前年度也算进去；小于上月累计"},
	importer.FieldRate:            {"累计完成÷年度计划，自动计算", "", "不要改动"},
	importer.FieldPhysical:        {"工程到了什么部位", "1号厂房主体施工至3层，2号厂房基础完成", "只写“正常推进”"},
	importer.FieldProblems:        {"需要谁协调什么，没有填“无”", "35千伏线路迁改未完成，需供电公司协调", "只写“资金紧张”，不写需要什么"},
	importer.FieldNextStep:        {"下月做什么", "7月底前1号厂房主体封顶", "没有时间"},
	importer.FieldStatistics:      {"是否已纳入固定资产投资统计", "是", ""},
	importer.FieldMilestoneName:   {"节点的名称", "主体封顶", "同一项目两个节点同名"},
	importer.FieldControlling:     {"是否控制性节点：开工、封顶、竣工等", "是", ""},
	importer.FieldDue:             {"计划完成的日期", "2021-06-30", "只写“年底”"},
	importer.FieldDoneOn:          {"真正完成的日期，写到日；未完成不填", "2021-06-28", "填计划日期；只写月份"},
	importer.FieldRemark:          {"需要说明的事", "已组织验收", ""},
	importer.FieldOther:           {"已有数据，供对照", "", "不要改动"},
}

// exampleOf returns the example row: text in every cell, so that it is not read as figures.
func exampleOf(columns []formColumn, year int) []any {
	row := make([]any, len(columns))
	for i, c := range columns {
		if h := fieldHelp[c.field]; c.field != importer.FieldNone && h.example != "" &&
			(c.fill || c.field == importer.FieldNumber) {
			row[i] = h.of(year)
		}
	}
	return row
}

func unitOf(c formColumn) string {
	switch {
	case c.show == showAmount:
		return string(c.unit)
	case c.show == showDate:
		return "日期"
	case c.show == showPercent:
		return "%"
	}
	return ""
}

// addGuide writes the guide after the forms: one row for each column, the months of a plan only once.
func (p *printed) addGuide(g *guide, forms []*form) error {
	t := &table{
		sheet: importer.GuideSheet, title: g.title, lineHeight: 20,
		columns: []column{
			{key: "sheet", head: "工作表", width: 13, show: showCentre}, {key: "column", head: "列", width: 24, show: showCentre},
			{key: "who", head: "由谁填", width: 9, show: showCentre}, {key: "meaning", head: "含义", width: 40},
			{key: "unit", head: "单位", width: 7, show: showCentre}, {key: "example", head: "示例", width: 34},
			{key: "mistakes", head: "常见错误", width: 36},
		},
	}
	for i, step := range g.steps {
		t.lead += fmt.Sprintf("%d. %s\n", i+1, step)
	}
	t.lead = t.lead[:len(t.lead)-1]
	var lines [][]any
	for _, f := range forms {
		months := false
		for _, c := range f.columns {
			head := c.head
			switch {
			case c.field == importer.FieldMonthPlan && months:
				continue
			case c.field == importer.FieldMonthPlan:
				months, head = true, "1月…12月"
			case c.parent != "":
				head = c.parent + "（" + c.head + "）"
			}
			who := "自动"
			if c.fill {
				who = "填写"
			} else if c.formula == "" {
				who = "已有"
			}
			h := fieldHelp[c.field]
			if c.help != nil {
				h = *c.help
			}
			if c.head == importer.ResultHead {
				h = help{"自动核对，“通过”方可报送", "通过", "不要改动"}
			}
			lines = append(lines, []any{f.sheet, head, who, text(h.meaning), text(unitOf(c)), text(h.of(g.year)),
				text(h.mistakes)})
		}
	}
	t.groups = []group{{lines: lines}}
	return p.add(t)
}
