package importer_test

import "duban/internal/testkit/booktest"

// bureauYears are parts of the year in headers, and titles with units and notes beside them.
var bureauYears = []bureauLayout{
	{
		name: "half a year as its months",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展（单位：万元）"},
			{"序号", "项目名称", "责任单位", "年度计划投资", "上半年累计完成投资", "形象进度"},
			{1, "甲", "区工信局", 1000, 500, "主体"},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/1000",
			"report 3 2021-06 ?/500  主体",
			"totals 0",
		},
	},
	{
		name: "a quarter before the month",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年4月重点项目进展（单位：万元）"},
			{"序号", "项目名称", "责任单位", "年度计划投资", "一季度完成投资", "4月完成投资", "1-4月累计完成投资"},
			{1, "甲", "区工信局", 3000, 300, 200, 500},
		}},
		want: []string{
			"progress 万元 2021 2021-04",
			"3 甲 [] ?/3000",
			"report 3 2021-04 200/500  ",
			"totals 0",
			"notice other_span E2",
		},
	},
	{
		name: "quarters that do not begin in January",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年9月重点项目进展（单位：万元）"},
			{"序号", "项目名称", "责任单位", "年度计划投资", "三季度完成投资", "前三季度累计完成投资"},
			{1, "甲", "区工信局", 3000, 300, 900},
		}},
		want: []string{
			"progress 万元 2021 2021-09",
			"3 甲 [] ?/3000",
			"report 3 2021-09 ?/900  ",
			"totals 0",
		},
	},
	{
		name: "a title that could be a column",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年1-3月重点项目完成情况（单位：万元）"},
			{"序号", "项目名称", "总投资", "2021年计划投资", "1-3月完成投资"},
			{1, "甲", 3000, 1000, 200},
		}},
		want: []string{
			"progress 万元 2021 2021-03",
			"3 甲 [] 3000/1000",
			"report 3 2021-03 ?/200  ",
			"totals 0",
		},
	},
	{
		name: "one column of another unit in brackets",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表"},
			{"计量单位：万元（总投资为亿元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 1.5, 3000},
			{2, "乙", "区工信局", 2, 4000},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 15000/3000",
			"5 乙 [] 20000/4000",
			"totals 0",
		},
	},
	{
		name: "a note below the title",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目（单位：万元）"},
			{"注：带★为省重点 带▲为市重大 带◆为区重点项目，名单以文件为准"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "▲甲", "区工信局", 1000, 100},
		}},
		want: []string{
			"plan 万元 2021 ",
			"4 甲 [] 1000/100 市重大",
			"totals 0",
		},
	},
	{
		name: "a title with an amount's unit spelled out",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表（金额单位：万港元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资"},
			{1, "甲", "区工信局", 5800, 1200},
		}},
		want: []string{
			"plan  2021 ",
			"3 甲 [] ?/?",
			"totals 0",
			"error foreign_money D2",
			"error foreign_money E2",
			"asks unit D",
			"asks unit E",
		},
	},
	{
		name: "texts of the end of earlier months",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展（单位：万元）"},
			{"序号", "项目名称", "责任单位", "年度计划投资", "1-6月累计完成投资", "5月底形象进度", "6月底形象进度"},
			{1, "甲", "区工信局", 3000, 1500, "主体三层", "主体五层"},
		}},
		want: []string{
			"progress 万元 2021 2021-06",
			"3 甲 [] ?/3000",
			"report 3 2021-05 ?/?  主体三层",
			"report 3 2021-06 ?/1500  主体五层",
			"totals 0",
		},
	},
	{
		name: "two columns of one name with other amounts",
		sheet: booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表（单位：万元）"},
			{"序号", "项目名称", "责任单位", "总投资", "年度计划投资", "年度计划投资"},
			{1, "甲", "区工信局", 1000, 100, 100},
			{2, "乙", "区工信局", 1000, 100, 120},
		}},
		want: []string{
			"plan 万元 2021 ",
			"3 甲 [] 1000/100",
			"4 乙 [] 1000/100",
			"totals 0",
			"error duplicate_column F2",
		},
	},
}
