package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// Real start and finish and the statistics, in columns of their own or all in one cell.
func TestStandingAsTyped(t *testing.T) {
	day := models.DateOf
	for _, test := range []struct {
		header, cell any
		want         importer.Standing
		finding      string
	}{
		{"是否开工", "是", importer.Standing{Started: models.Yes}, ""},
		{"是否开工", "√", importer.Standing{Started: models.Yes}, ""},
		{"是否开工", "否", importer.Standing{Started: models.No}, ""},
		{"是否开工", "未开工", importer.Standing{Started: models.No}, ""},
		{"是否开工", "已于2021年3月开工", importer.Standing{Started: models.Yes, ActualStart: day(2021, 3, 31)}, ""},
		{"是否开工", "拟于2021年9月开工", importer.Standing{Started: models.No}, ""},
		{"是否开工", "—", importer.Standing{}, ""},
		{"是否开工", "待定", importer.Standing{}, ""},
		{"是否开工", "形势很好", importer.Standing{}, "warning unknown_word D3"},
		{"实际开工时间", "2021.3.15", importer.Standing{Started: models.Yes, ActualStart: day(2021, 3, 15)}, ""},
		{"实际开工时间", "2021/2/30", importer.Standing{Started: models.Yes}, "error impossible_date D3"},
		{"实际开工时间", "2019年", importer.Standing{Started: models.Yes}, "warning imprecise_date D3"},
		{"实际开工时间", "未开工", importer.Standing{Started: models.No}, ""},
		{"实际竣工时间", "2021年6月底", importer.Standing{Finished: models.Yes, ActualFinish: day(2021, 6, 30)}, ""},
		{"是否竣工", "已竣工", importer.Standing{Finished: models.Yes}, ""},
		{"是否纳统", "是", importer.Standing{InStatistics: models.Yes}, ""},
		{"是否纳统", "未纳统", importer.Standing{InStatistics: models.No}, ""},
		{"是否纳统", "正在办理", importer.Standing{InStatistics: models.No}, ""},
		{"是否纳统", "已纳统，2103-370303-04-01-882211", importer.Standing{InStatistics: models.Yes,
			StatisticsCode: "2103-370303-04-01-882211"}, ""},
		{"纳统情况", "已纳统（2021年4月），2012-370303-89-01", importer.Standing{InStatistics: models.Yes,
			StatisticsCode: "2012-370303-89-01", StatisticsOn: day(2021, 4, 30)}, ""},
		{"纳统情况", "370303202104", importer.Standing{InStatistics: models.Yes, StatisticsCode: "370303202104"}, ""},
		{"纳统编码", "370303-01", importer.Standing{InStatistics: models.Yes, StatisticsCode: "370303-01"}, ""},
		{"纳统编码", "无", importer.Standing{}, ""},
		{"入库时间", "2021年5月", importer.Standing{InStatistics: models.Yes, StatisticsOn: day(2021, 5, 31)}, ""},
	} {
		t.Run(fmt.Sprint(test.header, " ", test.cell), func(t *testing.T) {
			s := inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表（万元）"}, {"序号", "项目名称", "2021年计划投资", test.header},
				{1, "甲", 100, test.cell}}}).Sheets[0]
			if len(s.Projects) != 1 {
				t.Fatalf("%d projects: %s %v", len(s.Projects), s.Skipped, s.Findings)
			}
			if d := cmp.Diff(test.want, s.Projects[0].Standing); d != "" {
				t.Errorf("- want + got\n%s", d)
			}
			if got := strings.Join(findingsOf(s), "; "); got != test.finding {
				t.Errorf("findings %q, want %q", got, test.finding)
			}
		})
	}
}

// A whole year's months in one cell are milestones and the plan of the months.
func TestMonthsInOneCell(t *testing.T) {
	for _, test := range []struct {
		name, header, cell string
		milestones         []string
		months             []string
		findings           []string
	}{
		{
			"tasks with amounts of their own unit", "月度计划", "3月土地平整，完成投资4000万元；4月开工建设，完成投资0.2亿元；6月底前完成主体封顶。",
			[]string{"土地平整 2021-03-31 month", "开工建设 2021-04-30 month 控制性", "主体封顶 2021-06-30 month 控制性"}, []string{"2021-03 4000",
				"2021-04 2000"}, nil,
		},
		{
			"lines, colons and amounts in the sheet's unit", "推进计划", "1月份：办理手续\n2月份：桩基施工，投资300\n3月上旬：基础出正负零",
			[]string{"办理手续 2021-01-31 month", "桩基施工 2021-02-28 month", "基础出正负零 2021-03-10 day"}, []string{"2021-02 300"}, nil,
		},
		{
			"cumulative amounts", "月度计划", "3月累计完成投资500万元，6月累计完成投资1200万元，12月累计完成投资2000万元",
			nil, []string{"2021-03 500", "2021-06 700", "2021-12 800"}, nil,
		},
		{
			"a goal written month by month", "年度工作目标", "4月完成征迁；6月开工；12月完成主体施工",
			[]string{"征迁 2021-04-30 month", "开工 2021-06-30 month 控制性", "主体施工 2021-12-31 month"}, nil,
			[]string{"notice months_in_text D2"},
		},
		{
			"several months together, and the next year", "月度计划", "8-9月主体施工，完成投资600万元；10月、11月装修；2022年1月竣工",
			[]string{"主体施工 2021-09-30 month", "装修 2021-11-30 month", "竣工 2022-01-31 month 控制性"}, []string{"2021-09 600"},
			[]string{"warning several_months D3"},
		},
		{"the same task twice", "月度计划", "8月主体施工；9月主体施工", []string{"主体施工 2021-08-31 month", "主体施工（9月） 2021-09-30 month"}, nil,
			nil},
		{"a goal that is one sentence", "年度工作目标", "年底前完成主体封顶，完成投资3000万元。", nil, nil, nil},
		{"an amount that is none", "月度计划", "3月土地平整，完成投资4,00万元", []string{"土地平整 2021-03-31 month"}, nil,
			[]string{"error not_a_number D3"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表（万元）"}, {"序号", "项目名称", "2021年计划投资", test.header},
				{1, "甲", nil, test.cell}}}).Sheets[0]
			var milestones, months []string
			for _, m := range s.Milestones {
				line := fmt.Sprintf("%s %s %s", m.Name, m.Due, m.Precision)
				if m.Controlling {
					line += " 控制性"
				}
				milestones = append(milestones, line)
			}
			if len(s.Projects) != 1 {
				t.Fatalf("%d projects: %s %v", len(s.Projects), s.Skipped, s.Findings)
			}
			for _, m := range s.Projects[0].MonthPlans {
				months = append(months, fmt.Sprintf("%s %s", m.Month, strings.TrimSuffix(m.Amount.In(models.WanYuan), ".00")))
			}
			if d := cmp.Diff(test.milestones, milestones); d != "" {
				t.Errorf("milestones - want + got\n%s", d)
			}
			if d := cmp.Diff(test.months, months); d != "" {
				t.Errorf("months - want + got\n%s", d)
			}
			if d := cmp.Diff(test.findings, findingsOf(s)); d != "" {
				t.Errorf("findings - want + got\n%s%v", d, s.Findings)
			}
		})
	}
}

// Misplaced commas make no amount; well placed ones do.
func TestCommasInAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"12,34.5万元": "error not_a_number C3", "1,2345": "error not_a_number C3", ",500": "error not_a_number C3",
		"1,234.5,6": "error not_a_number C3",
		"1，234.5":   "", "1,234,567.89": "", "-": "", "12,345万元": "",
	} {
		s := inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表（万元）"}, {"序号", "项目名称", "2021年计划投资"}, {1, "甲", text}}}).
			Sheets[0]
		if got := strings.Join(findingsOf(s), "; "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Characters no one sees are found: in a name they keep the sheet from being committed.
func TestTextsNobodyCanSee(t *testing.T) {
	s := inspect(t, booktest.Sheet{Rows: [][]any{
		{"2021年重点项目计划表（万元）"}, {"序号", "项目名称", "2021年计划投资", "建设地点"},
		{1, "甲_x001B_项目", 100, "柳泉路"}, {2, "乙项目", 100, "柳泉_x0007_路"}, {3, strings.Repeat("长", 101), 100},
	}}).Sheets[0]
	if d := cmp.Diff([]string{"error control_character B3", "warning control_character D4", "error name_too_long B5"},
		findingsOf(s)); d != "" {
		t.Errorf("- want + got\n%s", d)
	}
	if got := s.Projects[0].Name + s.Projects[1].Place; got != "甲项目柳泉路" {
		t.Errorf("%q", got)
	}
}
