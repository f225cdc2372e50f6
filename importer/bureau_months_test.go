package importer_test

import "duban/internal/testkit/booktest"

// bureauMonths are ways of stating months.
var bureauMonths = []bureauLayout{
	{
		name: "a span behind its year",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展（万元）"},
			{"序号", "项目名称", "年度计划投资", "2021年1-6月累计完成投资"},
			{1, "甲", 1000, 500},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/1000",
			"report 3 2021-06 ?/500  ",
			"totals 0",
		},
	},
	{
		name: "a span behind a point",
		sheet: booktest.Sheet{Rows: [][]any{
			{"重点项目进展（万元）"},
			{"序号", "项目名称", "年度计划投资", "2021.1-6月完成投资"},
			{1, "甲", 1000, 500},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/1000",
			"report 3 2021-06 ?/500  ",
			"totals 0",
		},
	},
	{
		name: "a span of this year",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展（万元）"},
			{"序号", "项目名称", "年度计划投资", "今年1-6月"},
			{1, "甲", 1000, 500},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/1000",
			"report 3 2021-06 ?/500  ",
			"totals 0",
		},
	},
	{
		name: "a span in brackets",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目进展（万元）"},
			{"序号", "项目名称", "年度计划投资", "完成投资（1-6月）", "6月完成投资"},
			{1, "甲", 1000, 500, 50},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/1000",
			"report 3 2021-06 50/500  ",
			"totals 0",
		},
	},
	{
		name: "January and February beside March",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年3月重点项目进展（万元）"},
			{"序号", "项目名称", "1-2月完成投资", "3月完成投资", "1-3月累计完成投资", "形象进度"},
			{1, "甲", 300, 200, 500, "主体"},
		}},
		want: []string{
			"progress 万元 2021 2021-03",
			"3 甲 [] ?/?",
			"report 3 2021-03 200/500  主体",
			"totals 0",
			"notice other_span C2",
		},
	},
	{
		name: "January and February beside March and a total",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年3月重点项目进展（万元）"},
			{"序号", "项目名称", "1-2月完成投资", "3月完成投资", "累计完成投资", "形象进度"},
			{1, "甲", 300, 200, 500, "主体"},
		}},
		want: []string{
			"progress 万元 2021 2021-03",
			"3 甲 [] ?/?",
			"report 3 2021-03 200/500  主体",
			"totals 0",
			"notice other_span C2",
		},
	},
	{
		name: "January and February beside March alone",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年3月重点项目进展（万元）"},
			{"序号", "项目名称", "1-2月完成投资", "3月完成投资", "形象进度"},
			{1, "甲", 300, 200, "主体"},
		}},
		want: []string{
			"progress 万元 2021 2021-03",
			"3 甲 [] ?/?",
			"report 3 2021-02 ?/300  ",
			"report 3 2021-03 200/?  主体",
			"totals 0",
		},
	},
	{
		name: "every month with an amount and a text",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目进展（万元）"},
			{"序号", "项目名称", "年度计划投资", "1月", nil, "2月", nil, "3月", nil},
			{nil, nil, nil, "完成投资", "形象进度", "完成投资", "形象进度", "完成投资", "形象进度"},
			{1, "甲", 900, 10, "进场", 20, "桩基", nil, nil},
		}, Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2"}},
		want: []string{
			"progress 万元 2021 2021-02",
			"4 甲 [] ?/900",
			"report 4 2021-01 10/?  进场",
			"report 4 2021-02 20/?  桩基",
			"totals 0",
		},
	},
	{
		name: "texts of two months in one row of headers",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年9月重点项目进展（万元）"},
			{"序号", "项目名称", "8月完成投资", "8月形象进度", "9月完成投资", "9月形象进度"},
			{1, "甲", 10, "三层", 20, "五层"},
		}},
		want: []string{
			"progress 万元 2021 2021-09",
			"3 甲 [] ?/?",
			"report 3 2021-08 10/?  三层",
			"report 3 2021-09 20/?  五层",
			"totals 0",
		},
	},
	{
		name: "two parts of a month",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年8月中旬重点项目旬报（万元）"},
			{"序号", "项目名称", "8月上旬完成投资", "8月中旬完成投资", "1-8月累计完成投资"},
			{1, "甲", 50, 60, 1500},
		}},
		want: []string{
			"progress 万元 2021 2021-08",
			"3 甲 [] ?/?",
			"report 3 2021-08 110/1500  ",
			"totals 0",
			"warning part_of_month C3",
		},
	},
	{
		name: "three parts and their sum",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目进度一览表"},
			{"序号", "项目名称", "投资情况（万元）及形象进度", nil, nil, nil, nil},
			{nil, nil, "8月"},
			{nil, nil, "上旬", "中旬", "下旬", "累计", "形象进度"},
			{1, "甲", 10, 20, 30, 60, "主体"},
			{2, "乙", 1, 2, 3, 6, "基础"},
		}, Merges: []string{"A2:A4", "B2:B4", "C2:G2", "C3:G3"}},
		want: []string{
			"progress  2021 2021-08",
			"5 甲 [] ?/?",
			"6 乙 [] ?/?",
			"report 5 2021-08 60/?  主体",
			"report 6 2021-08 6/?  基础",
			"totals 0",
		},
	},
	{
		name: "three parts and what is done since January",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年8月重点项目进展（万元）"},
			{"序号", "项目名称", "8月", nil, nil, nil},
			{nil, nil, "上旬", "中旬", "下旬", "累计"},
			{1, "甲", 10, 20, 30, 360},
			{2, "乙", 1, 2, 3, 206},
		}, Merges: []string{"A2:A3", "B2:B3", "C2:F2"}},
		want: []string{
			"progress 万元 2021 2021-08",
			"4 甲 [] ?/?",
			"5 乙 [] ?/?",
			"report 4 2021-08 60/360  ",
			"report 5 2021-08 6/206  ",
			"totals 0",
		},
	},
	{
		name: "two months with their own and cumulative amounts",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展（万元）"},
			{"序号", "项目名称", "5月", nil, "6月", nil},
			{nil, nil, "当月", "累计", "当月", "累计"},
			{1, "甲", 10, 300, 20, 320},
		}, Merges: []string{"A2:A3", "B2:B3", "C2:D2", "E2:F2"}},
		want: []string{
			"progress 万元 2021 2021-06",
			"4 甲 [] ?/?",
			"report 4 2021-05 10/?  ",
			"report 4 2021-06 20/320  ",
			"totals 0",
			"notice other_span D3",
		},
	},
	{
		name: "what is expected to the end of last year",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年计划表（万元）"},
			{"序号", "项目名称", "总投资", "预计至2020年底累计完成投资", "2021年计划投资"},
			{1, "甲", 10000, 4000, 3000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"3 甲 [] 10000/3000",
			"totals 0",
			"before 甲 4000.00",
		},
	},
	{
		name: "parts of what is expected to the end of last year",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年计划表（万元）"},
			{"序号", "项目名称", "总投资", "预计2020年底累计完成投资", nil, "2021年投资计划建议", nil},
			{nil, nil, nil, "合计", "其中：市财政资金", "合计", "其中：市财政资金"},
			{1, "甲", 10000, 4000, 1000, 3000, 800},
		}, Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 10000/3000",
			"totals 0",
			"before 甲 4000.00",
		},
	},
}
