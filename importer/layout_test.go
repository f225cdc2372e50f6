package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func inspect(t testing.TB, sheets ...booktest.Sheet) *importer.Book {
	t.Helper()
	book, err := importer.Inspect("表.xlsx", booktest.Draw(t, sheets...))
	check(t, err)
	return book
}

// outline prints what matters of a sheet, one line each, so that a layout's expectation can be read beside its drawing.
func outline(s importer.Sheet) []string {
	lines := []string{fmt.Sprintf("%s %s %d %s", s.Kind, s.Unit, s.Year, s.Month)}
	if !s.Skipped.IsZero() {
		return append(lines, "skipped: "+s.Skipped.Text)
	}
	money := func(m *models.Money) string {
		if m == nil {
			return "?"
		}
		return strings.TrimSuffix(m.In(models.WanYuan), ".00")
	}
	for _, p := range s.Projects {
		line := fmt.Sprintf("%d %s [%s] %s/%s", p.Row, p.Name, p.Section, money(p.TotalInvestment), money(p.AnnualPlan))
		if p.CityMajor {
			line += " 市重大"
		}
		if p.Code != "" {
			line += " #" + p.Code
		}
		if s.Header != nil && p.ResponsibleUnit != "" && !slices.ContainsFunc(s.Columns,
			func(c importer.Column) bool { return c.Field == importer.FieldResponsibleUnit }) {
			line += " @" + p.ResponsibleUnit
		}
		lines = append(lines, line)
	}
	for _, r := range s.Reports {
		lines = append(lines, fmt.Sprintf("report %d %s %s/%s %s %s", r.Row, r.Month, money(r.MonthAmount),
			money(r.YearToDate), r.Rate, r.Physical))
	}
	for _, m := range s.Milestones {
		line := fmt.Sprintf("milestone %s / %s %s %s", m.Project, m.Name, m.Due, m.Precision)
		if m.Controlling {
			line += " 控制性"
		}
		if m.DoneOn != 0 {
			line += " 完成" + m.DoneOn.String()
		}
		lines = append(lines, line)
	}
	for _, section := range s.Sections {
		declared := "-"
		if section.Declared != nil {
			declared = fmt.Sprint(*section.Declared)
		}
		lines = append(lines, fmt.Sprintf("section %d %s %s/%d %v", section.Level, section.Title, declared, section.Counted,
			section.OK))
	}
	for _, total := range s.Totals {
		if !total.OK {
			lines = append(lines, fmt.Sprintf("wrong %s %s %s", total.Cell, total.Label, total.Field))
		}
	}
	lines = append(lines, fmt.Sprintf("totals %d", len(s.Totals)))
	for _, f := range s.Findings {
		lines = append(lines, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Cell))
	}
	return lines
}

// layout is a sheet with what must be understood of it.
type layout struct {
	name  string
	sheet booktest.Sheet
	want  []string
}

var layouts = []layout{
	{
		name: "three-row header, quarters under the plan, counts in another column, column numbers",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"附件1"},
				{"2021年张店区重点项目投资计划表"},
				{"编制单位：区重点项目办", nil, nil, nil, nil, nil, nil, nil, nil, "单位：万元"},
				{"序号", "项 目\n名 称", "责任单位", "建设规模及\n内容", "计划总投资", "2021年投资", nil, nil, nil, "备注"},
				{nil, nil, nil, nil, nil, "计划投资", "其中", nil, nil, nil},
				{nil, nil, nil, nil, nil, nil, "一季度", "二季度", "下半年", nil},
				{1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
				{"总计", nil, "3个", nil, 60000, 22000, nil, nil, nil, nil},
				{"一、产业项目", nil, 2, nil, 50000, 20000},
				{1, "甲项目", "区工信局", "新建厂房", 20000, 8000, 2000, 2000, 4000},
				{2, "乙项目", "区工信局", "设备", 30000, 12000},
				{"二、民生项目", nil, 1, nil, 10000, 2000},
				{3, "丙学校", "区教育局", "教学楼", 10000, 2000},
				{"注：本表由区重点项目办编制。"},
				{"填报人：", nil, nil, "审核人：", nil, nil, "填报日期："},
			},
			Merges: []string{"A2:J2", "A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "F4:I4", "F5:F6", "G5:I5", "J4:J6",
				"A14:J14"},
		},
		want: []string{
			"plan 万元 2021 ",
			"10 甲项目 [一、产业项目] 20000/8000",
			"11 乙项目 [一、产业项目] 30000/12000",
			"13 丙学校 [二、民生项目] 10000/2000",
			"section 1 一、产业项目 2/2 true",
			"section 1 二、民生项目 1/1 true",
			"totals 7",
		},
	},
	{
		name: "two units, both inside the headers, total at the bottom, marks behind the name",
		sheet: booktest.Sheet{
			Name: "2021年",
			Rows: [][]any{
				{"序号", "工程名称", "项目业主", "牵头单位", "总投资（亿元）", "2021年计划投资（万元）", "拟开工时间", "拟竣工时间", "项目性质"},
				{1, "甲产业园★", "甲单位", "区发改局", 12.5, "54,583.00", "2021年3月", 2022.1, "续建"},
				{2, "乙大桥", "乙单位", "区交通局", "1.2亿", "约5000", "3月底", "2021.10", "新开工"},
				{3, "丙医院", "丙单位", "区卫健局", "—", "待定", nil, nil, "竣工投产"},
				{"合  计", nil, nil, nil, 13.7, 59583},
				{"注：★为市级重大项目"},
			},
			Merges: []string{"A5:D5", "A6:I6"},
		},
		want: []string{
			"plan  2021 ",
			"2 甲产业园 [] 125000/54583 市重大",
			"3 乙大桥 [] 12000/5000",
			"4 丙医院 [] ?/?",
			"totals 2",
			"warning ambiguous_date H2",
			"warning approximate F3",
		},
	},
	{
		name: "a milestone a column, dates in the cells",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目节点计划"},
				{"序号", "项目名称", "责任单位", "节点计划", nil, nil, nil, "备注"},
				{nil, nil, nil, "开工进场时间", "主体封顶时间", "设备安装完成时间", "正式投产时间", nil},
				{1, "甲项目", "区工信局", "2021年3月", "2021/6/30", "三季度", "年底"},
				{2, "乙项目", "区工信局", "已开工", "8月中旬", nil, "2021/2/30"},
			},
			Merges: []string{"A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3"},
		},
		want: []string{
			"milestones  2021 ",
			"4 甲项目 [] ?/?",
			"5 乙项目 [] ?/?",
			"milestone 甲项目 / 开工进场 2021-03-31 month 控制性",
			"milestone 甲项目 / 主体封顶 2021-06-30 day 控制性",
			"milestone 甲项目 / 设备安装 2021-09-30 quarter",
			"milestone 甲项目 / 正式投产 2021-12-31 month 控制性",
			"milestone 乙项目 / 主体封顶 2021-08-20 day 控制性",
			"totals 0",
			"warning not_a_date D5",
			"error impossible_date G5",
		},
	},
	{
		name: "milestones as text under months",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年度重点项目推进计划"},
				{"序号", "项目名称", "牵头单位", "8月", "9月", "10月"},
				{1, "甲项目", "区工信局", "主体施工", "主体施工", "主体封顶"},
				{2, "乙项目", "区工信局", "土地平整", "—", "开工"},
			},
			Merges: []string{"A1:F1"},
		},
		want: []string{
			"milestones  2021 ",
			"3 甲项目 [] ?/?",
			"4 乙项目 [] ?/?",
			"milestone 甲项目 / 主体施工 2021-08-31 month",
			"milestone 甲项目 / 主体施工（9月） 2021-09-30 month",
			"milestone 甲项目 / 主体封顶 2021-10-31 month 控制性",
			"milestone 乙项目 / 土地平整 2021-08-31 month",
			"milestone 乙项目 / 开工 2021-10-31 month 控制性",
			"totals 0",
			"warning unsure_column D2",
		},
	},
	{
		name: "a milestone a row, the project's cells merged down or left blank",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目节点台账"},
				{"序号", "项目名称", "责任单位", "节点名称", "控制性节点", "计划完成时间", "实际完成时间"},
				{1, "甲项目", "区工信局", "施工许可", "否", "2021.3.15", "2021-03-10"},
				{nil, nil, nil, "主体封顶", "√", "2021年6月底"},
				{2, "乙项目", "区教育局", "开工", "是", "二季度"},
				{nil, nil, nil, "竣工", "是", nil},
			},
			Merges: []string{"A1:G1", "A3:A4", "B3:B4", "C3:C4"},
		},
		want: []string{
			"milestones  2021 ",
			"3 甲项目 [] ?/?",
			"5 乙项目 [] ?/?",
			"milestone 甲项目 / 施工许可 2021-03-15 day 完成2021-03-10",
			"milestone 甲项目 / 主体封顶 2021-06-30 month 控制性",
			"milestone 乙项目 / 开工 2021-06-30 quarter 控制性",
			"milestone 乙项目 / 竣工   控制性",
			"totals 0",
			"warning milestone_without_date F6",
		},
	},
	{
		name: "progress, month only in the title, header in row 7 under an overview, rates in three styles",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"附件2"},
				{"2021年6月份全区重点项目建设进展情况"},
				{"截至6月底，全区重点项目完成投资3.2亿元，占年度计划的45%，较好地完成了任务。"},
				{nil},
				{nil, nil, nil, nil, nil, nil, nil, "金额单位：亿元"},
				{nil},
				{"序号", "项目名称", "责任单位", "年度计划投资", "本月完成投资", "年初至本月累计完成投资", "完成率", "工程形象进度", "存在困难和问题"},
				{"合计", nil, nil, 7.0, 0.6, 3.2, 0.457},
				{1, "甲项目", "区工信局", 4, 0.3, 1.7, "42.5%", "主体\n施工", "无"},
				{2, "乙项目", "区工信局", 3, 0.3, 1.5, 0.5, "装修", nil},
			},
			Merges: []string{"A2:I2", "A3:I3"},
		},
		want: []string{
			"progress 亿元 2021 2021-06",
			"9 甲项目 [] ?/40000",
			"10 乙项目 [] ?/30000",
			"report 9 2021-06 3000/17000 42.50 主体\n施工",
			"report 10 2021-06 3000/15000 50.00 装修",
			"totals 3",
		},
	},
	{
		name: "progress with a column for each month and the span over it",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年区重点项目月度完成情况（万元）"},
				{"序号", "项目名称", "建设单位", "总投资", "年度计划投资", "完成投资情况", nil, nil, nil, "进展情况"},
				{nil, nil, nil, nil, nil, "1月", "2月", "3月", "1-3月累计", nil},
				{1, "甲项目", "甲单位", 5000, 2000, 100, 200, 300, 600, "基础"},
				{2, "乙项目", "乙单位", 4000, 1000, nil, 50, 50, 100, "桩基"},
			},
			Merges: []string{"A1:J1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:I2", "J2:J3"},
		},
		want: []string{
			"progress 万元 2021 2021-03",
			"4 甲项目 [] 5000/2000",
			"5 乙项目 [] 4000/1000",
			"report 4 2021-01 100/?  ",
			"report 4 2021-02 200/?  ",
			"report 4 2021-03 300/600  基础",
			"report 5 2021-02 50/?  ",
			"report 5 2021-03 50/100  桩基",
			"totals 0",
		},
	},
	{
		name: "sections on three levels, numbers in their own column, subtotals, of-which, wrong count",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目计划表", nil, nil, nil, nil, "单位：万元"},
				{"序号", "项目名称", "建设地点", "主管部门", "总投资", "2021年计划投资"},
				{nil, "合计（4项）", nil, nil, 100, 40},
				{"一", "产业项目（3项）", nil, nil, 70, 30},
				{"（一）", "电子信息（2项）", nil, nil, 30, 20},
				{"1", "甲项目", "高新区", "区工信局", 10, 5},
				{"2", "乙项目", "高新区", "区工信局", 20, 15},
				{nil, "其中：省重点", nil, nil, 20, 15},
				{"（二）", "新材料（2项）", nil, nil, 40, 10},
				{"1", "丙项目", "经开区", "区工信局", 40, 10},
				{nil, "小计", nil, nil, 40, 10},
				{"二", "民生项目（1项）", nil, nil, 30, 11},
				{"1", "丁学校", "城区", "区教育局", 30, 10},
			},
		},
		want: []string{
			"plan 万元 2021 ",
			"6 甲项目 [一、产业项目 / （一）电子信息] 10/5",
			"7 乙项目 [一、产业项目 / （一）电子信息] 20/15",
			"10 丙项目 [一、产业项目 / （二）新材料] 40/10",
			"13 丁学校 [二、民生项目] 30/10",
			"section 1 一、产业项目 3/3 true",
			"section 2 （一）电子信息 2/2 true",
			"section 2 （二）新材料 2/1 false",
			"section 1 二、民生项目 1/1 true",
			"wrong F12 二、民生项目 annual_plan",
			"totals 13",
			"notice of_which A8",
			"warning count_differs B9",
			"warning total_differs F12",
		},
	},
	{
		name: "split heading without a merge, instruction row, area groups, two stacked tables",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2020年重点项目计划"},
				{"编号", "名称", "项目单位", "建设起", "总投资", "2021年"},
				{nil, nil, nil, "止年限", "（万元）", "计划投资（万元）"},
				{"填写数字", "填写全称", "必填", "如：2019-2023", "保留两位小数", "保留两位小数"},
				{"市直", nil, 2, nil, 30, 13},
				{1, "甲项目", "甲单位", "2019-2023", 10, 5},
				{2, "乙项目", "乙单位", "2020-2021", 20, 8},
				{"编号", "名称", "项目单位", "建设起", "总投资", "2021年"},
				{"镇办", nil, 1, nil, 7, 3},
				{1, "丙项目", "丙单位", "2021年", 7, 3},
			},
			Merges: []string{"A1:F1"},
		},
		want: []string{
			"plan  2021 ",
			"6 甲项目 [市直] 10/5",
			"7 乙项目 [市直] 20/8",
			"10 丙项目 [镇办] 7/3",
			"section 1 市直 2/2 true",
			"section 1 镇办 1/1 true",
			"totals 4",
			"warning title_year A1",
			"notice instruction_row A4",
		},
	},
	{
		name: "kind of project merged down the first column, city-major column of ticks, no unit",
		sheet: booktest.Sheet{
			Rows: [][]any{
				{"2021年重点项目"},
				{"项目类别", "序号", "项目名称", "责任单位", "是否市重大项目", "总投资", "2021年计划投资"},
				{"产业", 1, "甲项目", "区工信局", "√", 10, 5},
				{nil, 2, "乙项目", "区工信局", nil, 20, 8},
				{"民生", 3, "丙学校", "区教育局", "否", 7, 3},
			},
			Merges: []string{"A1:G1", "A3:A4"},
		},
		want: []string{
			"plan  2021 ",
			"3 甲项目 [] ?/? 市重大",
			"4 乙项目 [] ?/?",
			"5 丙学校 [] ?/?",
			"totals 0",
			"error unit_missing F2",
			"error unit_missing G2",
		},
	},
}

func TestLayouts(t *testing.T) {
	for _, layout := range slices.Concat(layouts, layoutsOfHabit) {
		t.Run(layout.name, func(t *testing.T) {
			book := inspect(t, layout.sheet)
			if d := cmp.Diff(layout.want, outline(book.Sheets[0])); d != "" {
				t.Errorf("- want + got\n%s", d)
				for _, c := range book.Sheets[0].Columns {
					t.Logf("%s %s = %s %.2f", c.Column, c.Header, c.Field, c.Confidence)
				}
				for _, f := range book.Sheets[0].Findings {
					t.Logf("%s %s", f.Cell, f.Message)
				}
			}
		})
	}
}
