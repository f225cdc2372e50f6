package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
)

// planOf is a plan sheet in 万元 with the usual amounts of a year.
func planOf(rows ...[]any) [][]any {
	return append([][]any{
		{"2021年重点项目计划表", nil, nil, nil, nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "至2020年底累计完成投资", "2021年计划投资", "计划开工时间", "计划竣工时间"},
	}, rows...)
}

// progressOf is the progress of June in 万元.
func progressOf(rows ...[]any) [][]any {
	return append([][]any{
		{"2021年6月重点项目进展情况表", nil, nil, nil, nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "总投资", "至2020年底累计完成投资", "2021年计划投资", "6月完成投资", "1-6月累计完成投资", "开工至今累计完成投资", "投资完成率", "形象进度", "存在问题"},
	}, rows...)
}

func milestonesOf(rows ...[]any) [][]any {
	return append([][]any{{"2021年6月重点项目节点"}, {"序号", "项目名称", "节点名称", "计划完成时间", "实际完成时间"}}, rows...)
}

func monthsOf(rows ...[]any) [][]any {
	return append([][]any{
		{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", nil, nil},
		{nil, nil, nil, nil, "小计", "1月", "2月"},
	}, rows...)
}

// flatMonthsOf is a plan split by months under no common head.
func flatMonthsOf(rows ...[]any) [][]any {
	return append([][]any{
		{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", "1月计划投资", "2月份计划完成投资", "3月投资计划", "一季度计划投资"},
	}, rows...)
}

// numbered are projects under the given numbers.
func numbered(numbers ...int) (rows [][]any) {
	for i, n := range numbers {
		rows = append(rows, []any{n, fmt.Sprintf("ZD-2021-%03d", i+1), string([]rune("甲乙丙丁戊己庚")[i]) + "项目", 9_000, 1_000})
	}
	return rows
}

func codesOf(rows ...[]any) [][]any {
	return append([][]any{{"2021年重点项目计划表", nil, nil, nil, "单位：万元"}, {"序号", "项目编码", "项目名称", "总投资", "2021年计划投资"}}, rows...)
}

// Every check of a sheet against itself, with the cell and the words.
func TestChecks(t *testing.T) {
	usual := []any{9, "别的项目", "区住建局", 20_000, 0, 6_000, "2021年3月", "2022年6月"}
	for _, test := range []struct {
		name string
		rows [][]any
		want []string // "severity code cell message", the message up to where it is cut
	}{
		{"nothing wrong", planOf(usual), nil},
		{"plan and what is spent over the total", planOf([]any{1, "甲", "区工信局", 10_000, 8_000, 3_000}),
			[]string{"warning plan_over_rest F3 F3 至上年底累计 8000.00 万元 + 年度计划投资 3000.00 万元 = 11000.00 万元，超过总投资 10000.00 万元"}},
		{"plan over the total", planOf([]any{1, "甲", "区工信局", 10_000, nil, 13_000}),
			[]string{"warning plan_over_total F3 F3 年度计划投资 13000.00 万元 大于总投资 10000.00 万元"}},
		{"no total is not a small one", planOf([]any{1, "甲", "区工信局", nil, 8_000, 3_000}), nil},
		{"months", monthsOf([]any{1, "甲", "区工信局", 9_000, 1_000, 300, 600}),
			[]string{"warning parts_differ E4 E4 年度计划投资 1000.00 万元 ≠ 各月合计 900.00 万元，相差 100.00 万元"}},
		{"a number left out", codesOf(numbered(1, 2, 3, 5, 6)...), []string{"warning number_gap A6 A6 序号从 3 跳到 5，中间缺 1 个"}},
		{"numbers of each section", codesOf(numbered(1, 2, 3, 1, 2, 3)...), nil},
		{"an excerpt of a list", codesOf(numbered(1, 3, 8, 9, 14, 20)...), nil},
		{"months under no common head", flatMonthsOf([]any{1, "甲", "区工信局", 9_000, 1_000, 300, 400, 200, 1_000}),
			[]string{"warning parts_differ E3 E3 年度计划投资 1000.00 万元 ≠ 各月合计 900.00 万元，相差 100.00 万元"}},
		{"a month's total", flatMonthsOf([]any{"合计", nil, nil, 9_000, 1_000, 300, 500, 300, 900}, []any{1, "甲", "区工信局", 9_000,
			1_000, 300, 400, 300, 1_000}),
			[]string{"warning total_differs G3 G3“合计”2月计划投资 500.00 万元 ≠ 明细 400.00 万元",
				"warning total_differs I3 I3“合计”一季度计划投资 900.00 万元 ≠ 明细 1000.00 万元"}},
		{"codes under names", codesOf([]any{1, "甲项目", "ZD-2021-001", 9_000, 1_000}, []any{2, "乙项目", "ZD-2021-002", 9_000,
			1_000}),
			[]string{"error code_name_swapped B2 B 列“项目编码”里是名称、C 列“项目名称”里是编码，像是写反了"}},
		{"one code under names", codesOf([]any{1, "ZD-2021-001", "甲项目", 9_000, 1_000}, []any{2, "乙项目", "ZD-2021-002", 9_000,
			1_000}),
			[]string{"error code_name_swapped C4 第 4 行项目编码写的是“乙项目”、项目名称写的是“ZD-2021-002”，像是写反了"}},
		{"a report without any amount it is known by", [][]any{{"2021年6月重点项目进展情况（单位：万元）"}, {"序号", "项目名称", "2021年计划投资",
			"投资额数"}, {1, "甲", 900, 300}},
			[]string{"notice columns_ignored ", "error unknown_column D2 D 列“投资额数”不认识，表上又没有“年初至本月累计完成投资”",
				"notice not_filled_in "}},
		{"finish before start", planOf([]any{1, "甲", "区工信局", 10_000, 0, 3_000, "2021年9月", "2021年6月"}),
			[]string{"warning dates_out_of_order H3 H3 计划竣工时间 2021-06-30 早于计划开工时间 2021-09-"}},
		{"a year nobody plans for", planOf([]any{1, "甲", "区工信局", 10_000, 0, 3_000, "2021年9月", "2091年6月"}),
			[]string{"warning implausible_date H3 H3 计划竣工时间为 2091-06-30，与 2021 年相距 70 年"}},
		{"one name of two units", planOf([]any{1, "便民市场", "马尚街道", 3_000, 0, 2_000}, []any{2, "便民市场", "和平街道", 4_000, 0,
			2_000}),
			[]string{"warning same_name B4 第 4 行项目“便民市场”与第 3 行同名而责任单位不同（马尚街道、和平街道）"}},
		{"one name twice", planOf([]any{1, "便民市场", "马尚街道", 3_000, 0, 2_000}, []any{2, "便民 市场", "马尚街道", 4_000, 0, 2_000}),
			[]string{"error duplicate_project B4 第 4 行项目“便民市场”与第 3 行重复"}},
		{"the year's plan in 亿元", planOf([]any{1, "甲", "区工信局", 100_000, 0, 1.2}, usual, usual2(1), usual2(2)),
			[]string{
				"warning unit_slip F3 F3 年度计划投资 1.20 万元 不到总投资 100000.00 万元 的五千分之一",
			}},
		{"a sheet in 元 under 万元", planOf([]any{1, "甲", "区工信局", 500_000_000, 0, 90_000_000}, []any{2, "乙", "区工信局", 300_000_000,
			0, 80_000_000}, []any{3, "丙", "区工信局", 200_000_000, 0, 70_000_000}),
			[]string{"error unit_slip D2 D 列“总投资”按万元读取，多数项目超过 1000 亿元，疑似单位应为元", "error unit_slip F2 "}},
		{"a sheet in 亿元 under 万元", planOf([]any{1, "甲", "区工信局", 5, 0, 1}, []any{2, "乙", "区工信局", 3, 0, 1},
			[]any{3, "丙", "区工信局", 2, 0, 1}),
			[]string{"warning unit_slip D2 D 列“总投资”按万元读取，多数项目不足 10 万元，疑似单位应为亿元"}},
		{"the title's count", append([][]any{{"2021年3个重点项目计划表", nil, nil, "单位：万元"}, {"序号", "项目名称", "责任单位", "总投资",
			"2021年计划投资"}}, []any{1, "甲", "区工信局", 10_000, 3_000}, []any{2, "乙", "区工信局", 10_000, 3_000}),
			[]string{"warning count_differs A1 A1 标题写的是 3 个项目，表中实有 2 个"}},
		{"a section's count and sum", planOf([]any{"一、产业项目（2个）", nil, nil, 31_000}, []any{1, "甲", "区工信局", 10_000, 0, 3_000},
			usual, []any{3, "乙", "区工信局", 1_000, 0, nil}),
			[]string{"warning count_differs A3 A3“一、产业项目”写的是 2 个项目，其下实有 3 个"}},
		{"the grand total", planOf([]any{"合计", nil, nil, 31_000, nil, 9_000}, []any{1, "甲", "区工信局", 10_000, 0, 3_000}, usual),
			[]string{"warning total_differs D3 D3“合计”总投资 31000.00 万元 ≠ 明细 30000.00 万元，相差 1000.00 万元"}},
		{"more in part than in all", planOf([]any{"合计", nil, nil, 30_000, nil, 9_000}, []any{"其中：政府投资", nil, nil, 30_500},
			[]any{1, "甲", "区工信局", 10_000, 0, 3_000}, usual),
			[]string{"notice of_which A4 ", "warning of_which_over D4 D4“其中：政府投资”总投资 30500.00 万元 大于全部 30000.00 万元"}},

		{"rates as exact as they are printed", progressOf(
			[]any{1, "甲", 100_000, 0, 9_000, 100, 3_000, nil, "33%"}, []any{2, "乙", 100_000, 0, 9_000, 100, 3_000, nil, "33.3%"},
			[]any{3, "丙", 100_000, 0, 9_000, 100, 3_000, nil, 0.3333}, []any{4, "丁", 100_000, 0, 9_000, 100, 3_000, nil, "34%"},
			[]any{5, "戊", 100_000, 0, 9_000, 100, 3_000, nil, "33.4%"},
			[]any{6, "己", 100_000, 0, 9_000, 100, 3_000, nil, 0.3350}), []string{
			"warning rate_differs I6 I6 完成率 34.00% 与 3000.00 万元 ÷ 9000.00 万元 = 33.33% 不符",
			"warning rate_differs I7 I7 完成率 33.40% 与", "warning rate_differs I8 I8 完成率 33.50% 与",
		}},
		{"month over year to date", progressOf([]any{1, "甲", 100_000, 0, 9_000, 600, 500}),
			[]string{"error month_over_year_to_date G3 G3 本月完成 600.00 万元 大于年初累计 500.00 万元"}},
		{"spent over the total", progressOf([]any{1, "甲", 1_000, nil, 900, 600, 1_100}, []any{2, "乙", 1_000, 800, 300, 10,
			250}, []any{3, "丙", 1_000, nil, 300, 10, 250, 1_250}, []any{4, "丁", nil, nil, 300, 10, 250, 1_250}),
			[]string{
				"warning plan_over_rest E4 ", "error over_total G3 G3 累计完成投资 1100.00 万元 超过总投资 1000.00 万元",
				"error over_total G4 G4 至上年底累计 800.00 万元 + 年初累计 250.00 万元 超过总投资 1000.00 万元",
				"error over_total H5 H5 开工至今累计完成投资 1250.00 万元 超过总投资 1000.00 万元",
			}},
		{"since the start", progressOf([]any{1, "甲", 9_000, 1_000, 900, 60, 200, 1_500}, []any{2, "乙", 9_000, nil, 900, 60,
			200, 100}),
			[]string{
				"warning to_date_mismatch H3 H3 开工至今累计 1500.00 万元 ≠ 至上年底 1000.00 万元 + 年初累计 200.00 万元，相差 300.00 万元",
				"error to_date_under_year_to_date G4 G4 年初累计 200.00 万元 大于开工至今累计 100.00 万元",
			}},
		{"year to date many times the plan", progressOf([]any{1, "甲", 900_000, nil, 900, 60, 90_000}),
			[]string{"warning unit_slip G3 G3 年初累计 90000.00 万元 是年度计划投资 900.00 万元 的 100 倍"}},
		{"topped out with little spent", progressOf([]any{1, "甲", 100_000, 1_000, 9_000, 60, 3_000, nil, nil, "主体已封顶，内装施工"},
			[]any{2, "乙", 100_000, 1_000, 9_000, 60, 3_000, nil, nil, "计划9月封顶"}),
			[]string{"notice stage_without_money J3 J3 写“主体已封顶”，累计完成投资 4000.00 万元 不到总投资 100000.00 万元 的 20%"}},
		{"money without works", progressOf([]any{1, "甲", 100_000, 1_000, 9_000, 60, 3_000, nil, nil, nil, "缺资金"},
			[]any{2, "乙", 100_000, 1_000, 9_000, 0, 3_000, nil, nil, "基础施工"}),
			[]string{"notice physical_missing J3 J3 本月完成投资 60.00 万元 而形象进度为空"}},
		{"a text nobody reads", progressOf([]any{1, "甲", 100_000, 1_000, 9_000, 60, 3_000, nil, nil,
			strings.Repeat("施工", 1_001)}),
			[]string{"error text_too_long J3 J3“形象进度”有 2002 个字，最多 2000 个字"}},

		{"done after the sheet's month", milestonesOf([]any{1, "甲", "开工", "2021-05-31", "2021-07-02"}),
			[]string{"warning done_in_future E3 E3 节点“开工”的实际完成时间 2021-07-02 晚于本表月份（2021年6月）"}},
		{"begun after the sheet's month", [][]any{{"2021年6月重点项目进展情况表", nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "2021年计划投资", "1-6月累计完成投资", "是否开工", "实际开工时间"}, {1, "甲", 900, 300, "否", "2021-07-02"}},
			[]string{
				"warning done_in_future F3 F3 实际开工时间 2021-07-02 晚于本表月份（2021年6月）",
				"warning started_contradicts F3 F3 写了实际开工时间 2021-07-02，而是否开工写“否”",
			}},
		{"finished before begun", milestonesOf([]any{1, "甲", "开工", "2021-09-30"}, []any{nil, "甲", "竣工", "2021-06-30"},
			[]any{nil, "甲", "二期竣工", "2021-05-30"}),
			[]string{"warning milestones_out_of_order D4 第 4 行项目“甲”的节点“竣工”2021-06-30 早于“开工”2021-09-30"}},
		{"a milestone twice", milestonesOf([]any{1, "甲", "开工", "2021-09-30"}, []any{nil, "甲", "开 工", "2021-09-30"}),
			[]string{"error duplicate_milestone C4 第 4 行项目“甲”的节点“开工”与第 3 行重复"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheet := booktest.Sheet{Rows: test.rows}
			if test.rows[1][len(test.rows[1])-1] == nil { // a head of two rows
				sheet.Merges = []string{"A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"}
			}
			s := inspect(t, sheet).Sheets[0]
			var got []string
			for _, f := range s.Findings {
				got = append(got, fmt.Sprintf("%s %s %s %s", f.Severity, f.Code, f.Cell, f.Message))
			}
			if !slices.EqualFunc(test.want, got, func(want, got string) bool { return strings.HasPrefix(got, want) }) {
				t.Errorf("- want + got\n%s%s", cmp.Diff(test.want, got), s.Skipped)
			}
		})
	}
}

func usual2(n int) []any {
	return []any{10 + n, fmt.Sprintf("其他%d", n), "区住建局", 20_000, 0, 6_000}
}

// 其中 is checked against the projects that are of the kind.
func TestOfWhichIsCounted(t *testing.T) {
	rows := [][]any{
		{"2021年重点项目计划表", nil, nil, nil, "单位：万元"}, {"序号", "项目名称", "项目性质", "总投资", "2021年计划投资"},
		{"合计", "3个", nil, 60_000, 6_000}, {"其中：续建项目", "1个", nil, 30_000, 5_000},
		{1, "甲", "续建", 10_000, 2_000}, {2, "乙", "续建", 20_000, 3_000}, {3, "丙", "新开工", 30_000, 1_000},
	}
	s := inspect(t, booktest.Sheet{Rows: rows}).Sheets[0]
	var ok []string
	for _, total := range s.Totals {
		ok = append(ok, fmt.Sprint(total.Cell, " ", total.Label, " ", total.Field, " ", total.OK))
	}
	want := []string{"B3 合计 count true", "D3 合计 total_investment true", "E3 合计 annual_plan true",
		"B4 其中：续建项目 count false", "D4 其中：续建项目 total_investment true", "E4 其中：续建项目 annual_plan true"}
	if d := cmp.Diff(want, ok); d != "" {
		t.Errorf("%s%v", d, s.Findings)
	}
	if !slices.ContainsFunc(s.Findings, func(f importer.Finding) bool {
		return f.Cell == "B4" && f.Message.Text == "B4“其中：续建项目”写的是 1 个项目，其中实有 2 个，请核对"
	}) {
		t.Errorf("%v", s.Findings)
	}
}
