package importer_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/testkit/booktest"
	"duban/models"
)

func plainPlan(names ...string) [][]any {
	rows := [][]any{{"2021年重点项目计划表", nil, nil, nil, "单位：万元"}, {"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"}}
	for i, name := range names {
		rows = append(rows, []any{i + 1, name, "区工信局", 1000 * (i + 1), 100 * (i + 1)})
	}
	return rows
}

// Hidden sheets, lookups, summaries and second copies are left out, each with its reason.
func TestSheetsThatAreNotRead(t *testing.T) {
	book := inspect(t,
		booktest.Sheet{Name: "字典", Rows: [][]any{{"新开工"}, {"续建"}}},
		booktest.Sheet{Name: "滞后清单", Rows: plainPlan("乙项目")},
		booktest.Sheet{Name: "计划", Rows: plainPlan("甲项目", "乙项目", "丙项目")},
		booktest.Sheet{Name: "汇总", Rows: [][]any{{"责任单位", "项目个数", "总投资"}, {"区工信局", 3, 6000}}},
		booktest.Sheet{Name: "旧", Rows: plainPlan("丁项目"), Hidden: true},
		booktest.Sheet{Name: "计划 (2)", Rows: plainPlan("甲项目", "乙项目", "丙项目")},
		booktest.Sheet{Name: "民生", Rows: plainPlan("戊学校")},
	)
	var read []string
	for _, s := range book.Sheets {
		if s.Skipped.IsZero() {
			read = append(read, s.Name)
		} else if len(s.Findings) != 0 {
			t.Errorf("%s is skipped and has findings", s.Name)
		}
	}
	if !slices.Equal(read, []string{"计划", "民生"}) {
		t.Errorf("read %v", read)
		for _, s := range book.Sheets {
			t.Log(s.Name, s.Skipped)
		}
	}
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		name string
		rows [][]any
		want []string
	}{
		{"duplicate name", plainPlan("甲项目", "乙项目", "甲 项目"), []string{"error duplicate_project B5"}},
		{"heading missing", [][]any{{"2021年计划表", nil, nil, "单位：万元"}, {"序号", "项目名称", "总投资", "计划额（年度）"}, {1, "甲", 500, 30}},
			[]string{"notice columns_ignored ", "error missing_column A2"}},
		{"unit slip", append(plainPlan("甲", "乙"), []any{3, "丙", "局", 700000000, 300}), []string{"warning unit_slip D5"}},
		{"plan over total", append(plainPlan("甲"), []any{2, "乙", "局", 100, 300}), []string{"warning plan_over_total E4"}},
		{"negative", append(plainPlan("甲"), []any{2, "乙", "局", 100, -3}), []string{"error negative_amount E4"}},
		{"words for a number", append(plainPlan("甲"), []any{2, "乙", "局", "3000-5000", "三千"}),
			[]string{"error not_a_number D4", "error not_a_number E4"}},
		{"mark unexplained", plainPlan("▲甲"), []string{"warning mark_unexplained B3"}},
		{"line without a name", append(plainPlan("甲"), []any{nil, nil, nil, 100, 30}), []string{"error part_row D4"}},
		{"first row with units in its cells", append(plainPlan()[:2], []any{1, "甲", nil, "5000万元", "1.2亿元"}),
			[]string{"notice own_unit E3", "warning plan_over_total E3"}},
		{"a name and nothing else", append(plainPlan("甲"), []any{nil, "乙"}, []any{2, "丙", "局", 100, 30}),
			[]string{"warning section_unclear B4"}},
		{"formula text stays text", plainPlan("=甲", "@乙", "+丙"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := inspect(t, booktest.Sheet{Rows: test.rows}).Sheets[0]
			var got []string
			for _, f := range s.Findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Cell))
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("- want + got\n%s%v", d, s.Findings)
			}
		})
	}
}

// Two tables with different headers on one sheet are read with an entry each; the lower one inherits what it does not
// say.
func TestTablesBelowEachOther(t *testing.T) {
	book := inspect(t, booktest.Sheet{Rows: [][]any{
		{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"},
		{1, "甲项目", "区工信局", 500, 30},
		{"合计", nil, nil, 500, 30},
		{"注：以上为产业项目。"},
		{nil},
		{"民生项目计划表"},
		{"序号", "工程名称", "年度计划投资", "主管部门", "建设地点"},
		{1, "乙学校", 40, "区教育局", "城区"},
		{2, "丙医院", 60, "区卫健局", "城区"},
		{"合计", nil, 100},
	}})
	var got []string
	for _, s := range book.Sheets {
		got = append(got, fmt.Sprintf("%s %d %s", s.Name, s.Table, s.Title))
		got = append(got, outline(s)...)
	}
	want := []string{
		"Sheet1 1 2021年重点项目计划表", "plan 万元 2021 ", "3 甲项目 [] 500/30", "totals 2",
		"Sheet1 2 民生项目计划表", "plan 万元 2021 ", "9 乙学校 [] ?/40", "10 丙医院 [] ?/60", "totals 1",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("- want + got\n%s", d)
	}
}

// What a sheet's own words say in their place: a row of units under the header, milestones named by the head over 时间,
// groups that name the stage, quarters under no head.
func TestWordsInTheirPlace(t *testing.T) {
	s := inspect(t, booktest.Sheet{Rows: [][]any{
		{"2021年重点项目表"},
		{"序号", "项目名称", "责任单位", "项目类别", "总投资", "今年计划"},
		{nil, nil, nil, nil, "亿元", "万元"},
		{"【续建】"},
		{1, "甲", "区工信局", "产业类（2项）", 1, 50},
		{"二、新开工项目"},
		{2, "乙", "区工信局", nil, 2, 60},
	}}).Sheets[0]
	var got []string
	for _, p := range s.Projects {
		got = append(got, fmt.Sprintf("%s %s %s %s %s", p.Name, p.Stage, p.Sector, p.TotalInvestment.In(models.YiYuan),
			p.AnnualPlan.In(models.WanYuan)))
	}
	if d := cmp.Diff([]string{"甲 carried_over 产业类 1.00 50.00", "乙 new_start  2.00 60.00"}, got); d != "" ||
		len(findingsOf(s)) != 0 {
		t.Errorf("- want + got\n%s%v", d, s.Findings)
	}
	s = inspect(t, booktest.Sheet{
		Rows: [][]any{
			{"2021年重点项目节点"},
			{"序号", "项目名称", "责任单位", "手续办理", nil, "开工建设", "竣工投产"},
			{nil, nil, nil, "立项备案完成时间", "用地手续办理时间", "时间", "完成时间"},
			{1, "甲", "区工信局", "2021.01", "2021.2.15", "4月", "2022年底"},
		},
		Merges: []string{"A2:A3", "B2:B3", "C2:C3", "D2:E2"},
	}).Sheets[0]
	got = nil
	for _, m := range s.Milestones {
		got = append(got, fmt.Sprintf("%s %s", m.Name, m.Due))
	}
	if d := cmp.Diff([]string{"立项备案 2021-01-31", "用地手续办理 2021-02-15", "开工建设 2021-04-30", "竣工投产 2022-12-31"},
		got); d != "" || len(findingsOf(s)) != 0 {
		t.Errorf("- want + got\n%s%v", d, s.Findings)
	}
}
