package importer_test

import "duban/internal/testkit/booktest"

// bureauTables are several tables on one sheet.
var bureauTables = []bureauLayout{
	{
		name: "a second table of another year",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2020年重点项目计划表（万元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5000, 100},
			nil,
			{"2021年重点项目计划表（万元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "乙", "区工信局", 6000, 200},
		}},
		want: []string{
			"plan 万元 2020 ",
			"3 甲 [] 5000/100",
			"totals 0",
			"plan 万元 2021 ",
			"7 乙 [] 6000/200",
			"totals 0",
		},
	},
	{
		name: "a second table in another unit",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{"单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5000, 100},
			nil,
			{"单位：亿元"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{2, "乙", "区工信局", 5, 1},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 5000/100",
			"totals 0",
			"plan 亿元 2021 ",
			"8 乙 [] 50000/10000",
			"totals 0",
		},
	},
	{
		name: "a second table with a title of its own",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年产业项目计划表（万元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{"一、产业"},
			{1, "甲", "区工信局", 5000, 100},
			nil,
			{"基础设施项目计划表（亿元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{2, "乙", "区工信局", 5, 1},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [一、产业] 5000/100",
			"section 1 一、产业 -/1 true",
			"totals 0",
			"plan 亿元 2021 ",
			"8 乙 [] 50000/10000",
			"totals 0",
		},
	},
	{
		name: "a second table of another month",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年5月重点项目进展（万元）"},
			{"序号", "项目名称", "本月完成投资", "累计完成投资"},
			{1, "甲", 100, 500},
			nil,
			{"2021年6月重点项目进展（万元）"},
			{"序号", "项目名称", "本月完成投资", "累计完成投资"},
			{1, "乙", 200, 700},
		}},
		want: []string{
			"progress 万元 2021 2021-05",
			"3 甲 [] ?/?",
			"report 3 2021-05 100/500  ",
			"totals 0",
			"progress 万元 2021 2021-06",
			"7 乙 [] ?/?",
			"report 7 2021-06 200/700  ",
			"totals 0",
		},
	},
}
