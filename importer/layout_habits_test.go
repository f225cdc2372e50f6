package importer_test

import (
	"duban/internal/testkit/booktest"
)

// layoutsOfHabit are drawn as single bureaus have the habit of drawing theirs.
var layoutsOfHabit = []layout{
	{
		name: "groups by responsible unit, count and sums beside them",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目投资计划（万元）"},
				{"序号", "项目名称", "项目个数", "总投资", "2021年计划投资"},
				{"全区", nil, 4, 100, 40},
				{"区住建局", nil, 2, 30, 13},
				{1, "甲项目", nil, 10, 5},
				{2, "乙项目", nil, 20, 8},
				{"傅家镇", nil, 1, 7, 3},
				{1, "丙项目", nil, 7, 3},
				{"市直", nil, 1, 63, 24},
				{1, "丁项目", nil, 63, 24},
			},
		},
		want: []string{
			"plan 万元 2021 ",
			"5 甲项目 [区住建局] 10/5 @区住建局",
			"6 乙项目 [区住建局] 20/8 @区住建局",
			"8 丙项目 [傅家镇] 7/3 @傅家镇",
			"10 丁项目 [市直] 63/24",
			"section 1 区住建局 2/2 true",
			"section 1 傅家镇 1/1 true",
			"section 1 市直 1/1 true",
			"totals 9",
			"notice unit_from_group A4",
			"notice unit_from_group A7",
		},
	},
	{
		name: "numbers as text, a goal that is money, sections numbered in the column of numbers",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"全区重点项目情况汇总表"},
				{"（截至2021年6月30日）", nil, nil, nil, nil, nil, nil, "单位：亿元"},
				{"序号", "项目名称", "建设单位及责任人", "总投资", "2021年目标", "1-6月", nil, "存在困难和问题及建议"},
				{nil, nil, nil, nil, nil, "计划", "完成"},
				{"合计（3项）", nil, nil, "10.5", "3.2", "1.6", "1.5"},
				{"一", "新建项目（2项）", nil, "8.5", "2.2", "1.1", "1.0"},
				{"1", "甲项目", "甲公司", "5.5", "1.2", "0.6", "0.5", "无"},
				{"2", "乙项目", "乙公司", "3", "1", "0.5", "0.5", "土地指标"},
				{"二", "续建项目（1项）", nil, "2", "1", "0.5", "0.5"},
				{"1", "丙项目", "丙公司", "2", "1", "0.5", "0.5"},
			},
		},
		want: []string{
			"progress 亿元 2021 2021-06",
			"7 甲项目 [一、新建项目] 55000/12000",
			"8 乙项目 [一、新建项目] 30000/10000",
			"10 丙项目 [二、续建项目] 20000/10000",
			"report 7 2021-06 ?/5000  ",
			"report 8 2021-06 ?/5000  ",
			"report 10 2021-06 ?/5000  ",
			"section 1 一、新建项目 2/2 true",
			"section 1 二、续建项目 1/1 true",
			"totals 10",
			"error unsure_column E4",
		},
	},
	{
		name: "the period beside the unit, the month as 其中：本月",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"重点建设项目进度统计表"},
				{"填报单位（盖章）：", nil, "2021年6月", nil, "单位：万元"},
				{"项目名称", "计划总投资", "本年计划投资", "自开工累计完成投资", "本年累计完成投资", "其中：本月", "工程进度", "填报人及电话"},
				{"甲项目", 10000, 3000, 8000, 1500, 200, "主体完工", "张三"},
				{"单位负责人：", nil, "填表人：", nil, "报出日期：2021年7月2日"},
			},
		},
		want: []string{"progress 万元 2021 2021-06", "4 甲项目 [] 10000/3000", "report 4 2021-06 200/1500  主体完工", "totals 0"},
	},
	{
		name: "milestones as text under quarters",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目台账"},
				{"序号", "项目名称", "2021年计划投资（万元）", "形象进度节点目标", nil},
				{nil, nil, nil, "一季度", "二季度"},
				{1, "甲", 200, "完成招标", "开工"},
			},
			Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:E2"},
		},
		want: []string{
			"plan  2021 ", "4 甲 [] ?/200", "milestone 甲 / 完成招标 2021-03-31 quarter", "milestone 甲 / 开工 2021-06-30 quarter 控制性",
			"totals 0",
		},
	},
	{
		name: "months merged over most of the sheet",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
				{"序号", "项目名称", "总投资", "2021年计划投资", nil, nil, nil, nil},
				{nil, nil, nil, "小计", "1月", "2月", "3月", "4月"},
				{1, "甲", 9000, 1000, 100, 200, 300, 400},
			},
			Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:H2"},
		},
		want: []string{"plan 万元 2021 ", "4 甲 [] 9000/1000", "totals 0"},
	},
	{
		name: "groups in groups, without marks",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目投资计划（万元）"},
				{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"},
				{"产业项目", nil, "3个", 37, 16},
				{"续建", nil, "2个", 30, 13},
				{1, "甲项目", "区工信局", 10, 5},
				{2, "乙项目", "区工信局", 20, 8},
				{"新开工", nil, "1个", 7, 3},
				{3, "丙项目", "区工信局", 7, 3},
				{"民生项目", nil, "1个", 63, 24},
				{4, "丁学校", "区教育局", 63, 24},
			},
		},
		want: []string{
			"plan 万元 2021 ",
			"5 甲项目 [产业项目 / 续建] 10/5",
			"6 乙项目 [产业项目 / 续建] 20/8",
			"8 丙项目 [产业项目 / 新开工] 7/3",
			"10 丁学校 [民生项目] 63/24",
			"section 1 产业项目 3/3 true",
			"section 2 续建 2/2 true",
			"section 2 新开工 1/1 true",
			"section 1 民生项目 1/1 true",
			"totals 8",
		},
	},
	{
		name: "months that each have an amount and a task, of a plan",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目推进计划表", nil, nil, nil, nil, nil, "单位：万元"},
				{"序号", "项目名称", "责任单位", "2021年计划投资", "8月", nil, "9月", nil},
				{nil, nil, nil, nil, "完成投资", "形象进度", "完成投资", "形象进度"},
				{1, "甲项目", "区工信局", 500, 200, "主体施工", 300, "主体封顶"},
				{2, "乙项目", "区工信局", 90, 90, "装修", nil, "竣工"},
			},
			Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2"},
		},
		want: []string{
			"plan 万元 2021 ",
			"4 甲项目 [] ?/500",
			"5 乙项目 [] ?/90",
			"milestone 甲项目 / 主体施工 2021-08-31 month",
			"milestone 甲项目 / 主体封顶 2021-09-30 month 控制性",
			"milestone 乙项目 / 装修 2021-08-31 month",
			"milestone 乙项目 / 竣工 2021-09-30 month 控制性",
			"totals 0",
		},
	},
	{
		name: "months that each have an amount and a text, of a report",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年1-2月重点项目进展情况", nil, nil, nil, nil, nil, "单位：万元"},
				{"序号", "项目名称", "年度计划投资", "1月", nil, "2月", nil},
				{nil, nil, nil, "完成投资", "形象进度", "完成投资", "形象进度"},
				{1, "甲项目", 500, 20, "进场", 30, "桩基"},
			},
			Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"},
		},
		want: []string{
			"progress 万元 2021 2021-02",
			"4 甲项目 [] ?/500",
			"report 4 2021-01 20/?  进场",
			"report 4 2021-02 30/?  桩基",
			"totals 0",
		},
	},
	{
		name: "codes under 编号, numbers in a column of their own",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目（万元）"},
				{"编号", "项目名称", "责任单位", "2021年计划投资"},
				{"ZD-2021-001", "甲项目", "区工信局", 5},
				{"ZD-2021-002", "乙项目", "区工信局", 8},
			},
		},
		want: []string{"plan 万元 2021 ", "3 甲项目 [] ?/5 #ZD-2021-001", "4 乙项目 [] ?/8 #ZD-2021-002", "totals 0"},
	},
}
