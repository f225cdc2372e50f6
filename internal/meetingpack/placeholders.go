package meetingpack

import "duban/internal/wordform"

// Placeholder is a name that a template of the 调度情况 may have, and what stands there in the document.
type Placeholder struct {
	Name, Meaning string
}

// PlaceholderList is a list of which a template may have a row.
type PlaceholderList struct {
	Placeholder
	Fields []Placeholder
}

// Placeholders are the names besides those of lists, in the order in which they are explained. The page of templates
// and docs/templates.md show this table.
var Placeholders = []Placeholder{
	{"清单名称", "项目清单的名称"},
	{"年份", "数据所属年份，如 2026"},
	{"月份", "数据所属月份，只写数字，如 9"},
	{"编制单位", "重点项目办名称"},
	{"编制日期", "生成当天，如 2026年10月8日"},
	{"数据说明", "数据截至时间及是否月结"},
	{"未报齐说明", "未报齐的项目；已报齐的为空"},
	{"项目数", "清单内项目个数"},
	{"市重大项目数", "其中市重大项目个数"},
	{"总投资亿元", "项目总投资合计"},
	{"总投资万元", "同上，万元"},
	{"年度目标亿元", "登记的年度目标"},
	{"年度目标万元", "同上，万元"},
	{"年度计划亿元", "各项目年度计划合计"},
	{"年度计划万元", "同上，万元"},
	{"本月完成亿元", "当月审定完成数"},
	{"本月完成万元", "同上，万元"},
	{"累计完成亿元", "年初至本月累计审定完成数"},
	{"累计完成万元", "同上，万元"},
	{"计划完成率", "累计完成÷年度计划"},
	{"目标完成率", "累计完成÷年度目标；未登记目标的为“—”"},
	{"序时目标亿元", "至本月底应完成数"},
	{"序时目标万元", "同上，万元"},
	{"与序时差距", "超过或低于序时进度多少个百分点"},
	{"距年度目标亿元", "年度目标减累计完成，不小于 0"},
	{"应开工数", "至本月底应开工的项目数"},
	{"已开工数", "其中已开工的项目数"},
	{"开工率", "已开工÷应开工"},
	{"计划竣工数", "年内计划竣工的项目数"},
	{"已竣工数", "其中已竣工的项目数"},
	{"竣工率", "已竣工÷计划竣工"},
	{"绿灯数", "绿灯项目数"},
	{"黄灯数", "黄灯项目数"},
	{"红灯数", "红灯项目数"},
	{"无数据数", "无数据项目数"},
	{"滞后项目数", "滞后项目个数"},
	{"总体情况", "总体完成情况的整段文字"},
	{"开工竣工纳统情况", "开工、竣工、纳统情况的整段文字"},
	{"滞后情况", "滞后情况的整段文字"},
	{"金额说明", "社会投资项目不列金额的说明；不需要时为空"},
}

// PlaceholderLists are the lists, in the order in which they are explained.
var PlaceholderLists = []PlaceholderList{
	{Placeholder{"责任单位", "每个责任单位一行，按排名先后"}, groupFields},
	{Placeholder{"项目分类", "清单的每个分类一行"}, groupFields},
	{Placeholder{"滞后项目", "每个滞后项目一行，差额大的在前"}, []Placeholder{
		{"序号", "从 1 起"},
		{"名称", "项目名称"},
		{"责任单位", "责任单位"},
		{"包保领导", "包保领导的岗位"},
		{"年度计划万元", "社会投资项目不列"},
		{"累计完成万元", "社会投资项目不列"},
		{"计划完成率", "累计完成÷年度计划"},
		{"序时完成率", "累计完成÷序时目标"},
		{"亮灯", "灯色"},
		{"原因", "亮灯的依据"},
		{"主要问题", "填报的存在问题；未填的为亮灯的依据"},
		{"存在问题", "月报填报的存在问题"},
		{"下步措施", "月报填报的下步措施"},
		{"督办层级", "在办的最高督办层级"},
	}},
	{Placeholder{"存在问题", "问题台账中在办的每件一行"}, []Placeholder{
		{"序号", "从 1 起"},
		{"项目", "项目名称"},
		{"类别", "问题类别"},
		{"内容", "问题内容"},
		{"诉求", "提请解决的事项"},
		{"责任部门", "交办的部门"},
		{"办结时限", "办结时限"},
		{"状态", "办理状态"},
	}},
	{Placeholder{"议定事项", "上次会议的每项议定事项一行"}, []Placeholder{
		{"序号", "从 1 起"},
		{"会议", "会议名称和纪要文号"},
		{"事项", "议定事项"},
		{"责任单位", "责任单位"},
		{"办结时限", "办结时限"},
		{"状态", "办理状态"},
		{"落实情况", "最近一次反馈"},
	}},
}

// groupFields are the fields of a group of projects.
var groupFields = []Placeholder{
	{"序号", "从 1 起"},
	{"名称", "单位或分类的名称"},
	{"项目数", "项目个数"},
	{"计划完成率", "累计完成÷年度计划"},
	{"序时完成率", "累计完成÷序时目标"},
	{"绿灯数", "绿灯项目数"},
	{"黄灯数", "黄灯项目数"},
	{"红灯数", "红灯项目数"},
	{"无数据数", "无数据项目数"},
}

// Known lists the placeholders for who reads a template.
var Known = known()

func known() wordform.Known {
	out := wordform.Known{Lists: map[string][]string{}}
	for _, p := range Placeholders {
		out.Fields = append(out.Fields, p.Name)
	}
	for _, l := range PlaceholderLists {
		for _, f := range l.Fields {
			out.Lists[l.Name] = append(out.Lists[l.Name], f.Name)
		}
	}
	return out
}
