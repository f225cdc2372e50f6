package importer_test

import "duban/internal/testkit/booktest"

// bureauUnits are ways of stating units.
var bureauUnits = []bureauLayout{
	{
		name: "thousands of yuan",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：千元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 580000, 120000},
		}},
		want: []string{
			"plan 千元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "thousands in the old character",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "金额单位：仟元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 580000, 120000},
		}},
		want: []string{
			"plan 千元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "millions",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：百万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 580, 120},
		}},
		want: []string{
			"plan 百万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "ten millions",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：千万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 58, 12},
		}},
		want: []string{
			"plan 千万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "yuan named twice",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：人民币万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 58000, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a short unit",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：亿"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 1.2},
		}},
		want: []string{
			"plan 亿元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a short unit in the title",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表（亿）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 1.2},
		}},
		want: []string{
			"plan 亿元 2021 ",
			"3 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "short units in headers",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资（亿）", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "units behind a stroke",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{"序号", "项目名称", "责任单位", "总投资/亿元", "年度计划投资 万元"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan  2021 ",
			"3 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "units below the headers",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{nil, nil, nil, "亿元", "万元"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a unit line that names its columns",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：总投资（亿元），年度投资（万元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a unit line for one column and the rest",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：总投资亿元、其他万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "two unit lines in one cell",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "总投资单位：亿元；年度计划投资单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "one unit for named columns",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：总投资、年度计划投资（亿元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 1.2},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a unit of area beside",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元、万平方米"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 58000, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "a unit in the cell",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", "5千万", "2百万元"},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 5000/200",
			"totals 0",
			"notice own_unit D4",
			"notice own_unit E4",
		},
	},
	{
		name: "two units and no columns named",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：亿元、万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 12000},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] ?/?",
			"totals 0",
			"error units_differ A1",
			"asks unit D",
			"asks unit E",
		},
	},
	{
		name: "title and unit line disagree",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表（万元）"},
			{nil, nil, nil, nil, "单位：亿元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5.8, 1.2},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] ?/?",
			"totals 0",
			"error units_differ A1",
			"asks unit D",
			"asks unit E",
		},
	},
	{
		name: "foreign money",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万美元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5800, 1200},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] ?/?",
			"totals 0",
			"error foreign_money D3",
			"error foreign_money E3",
			"asks unit D",
			"asks unit E",
		},
	},
	{
		name: "foreign money in a header",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资（万欧元）", "年度计划投资"},
			{1, "甲", "区工信局", 5800, 1200},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] ?/1200",
			"totals 0",
			"error foreign_money D3",
			"asks unit D",
		},
	},
	{
		name: "foreign money in a cell",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", "500万美元", 1200},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] ?/1200",
			"totals 0",
			"error foreign_money D4",
		},
	},
	{
		name: "a unit that is no unit of amounts",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：十万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5800, 1200},
		}},
		want: []string{
			"plan  2021 ",
			"4 甲 [] ?/?",
			"totals 0",
			"error unit_unclear D3",
			"error unit_unclear E3",
			"asks unit D",
			"asks unit E",
		},
	},
	{
		name: "a place with the character of the unit",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年三元区重点项目计划表（三元区）"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 58000, 12000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"totals 0",
		},
	},
	{
		name: "another unit among the rows",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 58000, 12000},
			{"以下单位：亿元"},
			{2, "乙", "区工信局", 5, 1},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 58000/12000",
			"6 乙 [以下单位：亿元] 5/1",
			"section 1 以下单位：亿元 -/1 true",
			"totals 0",
			"error unit_changes A5",
			"warning section_unclear A5",
		},
	},
}
