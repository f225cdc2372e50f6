package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// drawnColumn is a column of a sheet: its header, a value for each row, and the field it must become.
type drawnColumn struct {
	header string
	values []any
	field  importer.Field
}

// drawColumns draws a plan of three projects with the given columns beside the usual ones.
func drawColumns(t *testing.T, title string, columns ...drawnColumn) importer.Sheet {
	t.Helper()
	head := []any{"序号", "项目名称", "责任单位"}
	rows := [][]any{{title}, nil}
	for i, name := range []string{"甲工程", "乙工程", "丙工程"} {
		row := []any{i + 1, name, "区工信局"}
		for _, c := range columns {
			row = append(row, c.values[i])
		}
		rows = append(rows, row)
	}
	for _, c := range columns {
		head = append(head, c.header)
	}
	rows[1] = head
	return inspect(t, booktest.Sheet{Rows: rows}).Sheets[0]
}

// Headers that no table of words lists are known by looking at the values too; the same words over other values are
// not.
func TestColumnsKnownByTheirValues(t *testing.T) {
	money, texts := []any{58000, 12000, 3000}, []any{"完成主体结构", "基础施工，完成桩基", "开工建设"}
	total := drawnColumn{"总投资", money, importer.FieldTotalInvestment}
	plan := drawnColumn{"年度计划投资", []any{1000, 2000, 300}, importer.FieldAnnualPlan}
	for _, c := range []drawnColumn{
		{"今年形象目标", texts, importer.FieldGoal}, {"全年要达到的形象目标", texts, importer.FieldGoal},
		{"承建主体", []any{"甲公司", "乙公司", "区城投"}, importer.FieldOwner},
		{"项目出资企业", []any{"甲公司", "乙公司", "区城投"}, importer.FieldOwner},
		{"性质", []any{"续建", "新开工", "竣工"}, importer.FieldStage}, {"性质", []any{"新建", "扩建", "改建"}, importer.FieldOther},
		{"性质", []any{"政府投资", "社会资本", "国企"}, importer.FieldInvestor},
		{"去年底前已投", []any{100, 200, 0}, importer.FieldToEndOfLastYear},
		{"上年末以前实际投入", []any{100, 200, 0}, importer.FieldToEndOfLastYear},
		{"开建", []any{"2020.3", "2021年5月", "2021-06-30"}, importer.FieldPlannedStart},
		{"开建", []any{"是", "否", "已开工"}, importer.FieldStarted}, {"开建", []any{100, 200, 300}, importer.FieldNone},
		{"建成", []any{"2022年", "2023年6月", "2022-12"}, importer.FieldPlannedFinish},
		{"建成", []any{"是", "否", "否"}, importer.FieldFinished},
		{"卡点堵点", []any{"土地未落实", "无", "资金缺口"}, importer.FieldProblems},
		{"落户位置", []any{"人民路", "开发区", "柳泉路"}, importer.FieldPlace},
		{"督办科室", []any{"一科", "二科", "三科"}, importer.FieldNone},
	} {
		columns := []drawnColumn{total, plan, c}
		s := drawColumns(t, "2021年区重点项目计划表（单位：万元）", columns...)
		if got := s.Columns[5].Field; got != c.field {
			t.Errorf("%s over %v: %q, want %q", c.header, c.values, got, c.field)
		}
		if len(s.Projects) != 3 || *s.Projects[0].TotalInvestment != 58000*models.Money(1_000_000) {
			t.Errorf("%s: %+v", c.header, s.Projects)
		}
	}
	for _, c := range []drawnColumn{{"本年安排", money, importer.FieldAnnualPlan}, {"今年拟投入", money, importer.FieldAnnualPlan},
		{"2021年安排投入", money, importer.FieldAnnualPlan}} {
		if s := drawColumns(t, "2021年重点项目（单位：万元）", total, c); s.Columns[4].Field != c.field {
			t.Errorf("%s: %q, want %q", c.header, s.Columns[4].Field, c.field)
		}
	}
}

// Words that say what is built are no unknown stages, and 新建 beside them is no new start.
func TestWordsForWhatIsBuiltAreNoStages(t *testing.T) {
	rows := [][]any{{"2021年区重点项目计划表（单位：万元）"}, {"序号", "项目名称", "责任单位", "项目性质", "总投资", "年度计划投资"}}
	words := []string{"新建", "续建", "扩建", "改建", "迁建", "收尾", "新开工", "在建"}
	for i, w := range words {
		rows = append(rows, []any{i + 1, fmt.Sprint("项目", i), "区工信局", w, 1000, 100})
	}
	s := inspect(t, booktest.Sheet{Rows: rows}).Sheets[0]
	var got []string
	for _, p := range s.Projects {
		got = append(got, string(p.Stage))
	}
	want := []string{"", string(models.StageCarried), "", "", "", string(models.StageCompleting),
		string(models.StageNewStart),
		string(models.StageCarried)}
	if strings.Join(got, ",") != strings.Join(want, ",") || len(s.Findings) != 0 {
		t.Errorf("%q, want %q: %v", got, want, s.Findings)
	}
}

// Lists in English are read, those of the GMPP among them; amounts in pounds are asked about.
func TestHeadersInEnglish(t *testing.T) {
	s := inspect(t, booktest.Sheet{Rows: [][]any{{"Key projects 2021"},
		{"No.", "Project Name", "Responsible Department", "Owner", "Total Investment (万元)", "Annual Plan (万元)",
			"Planned Start Date",
			"Completion Date", "Remarks"},
		{1, "Bridge", "Bureau A", "Company B", 58000, 1200, "2021-03-31", "31-Dec-22", "x"}}}).Sheets[0]
	if len(s.Projects) != 1 {
		t.Fatalf("%+v", s)
	}
	p := s.Projects[0]
	if p.Name != "Bridge" || p.ResponsibleUnit != "Bureau A" || p.Owner != "Company B" ||
		*p.TotalInvestment != 58_000_000_000 ||
		*p.AnnualPlan != 1_200_000_000 || p.PlannedStart.String() != "2021-03-31" ||
		p.PlannedFinish.String() != "2022-12-31" {
		t.Errorf("%+v", p)
	}
	gmpp := inspect(t, booktest.Sheet{Rows: [][]any{
		{"GMPP ID Number", "Project Name", "Department", "Annual Report Category", "Description / Aims",
			"IPA Delivery Confidence Assessment", "Project - Start Date (Latest Approved Start Date)",
			"Project - End Date (Latest Approved End Date)", "Financial Year Baseline (£m) (including Non-Government Costs)",
			"Financial Year Forecast (£m)", "Total Baseline Whole Life Costs (£m) (including Non-Government Costs)"},
		{"DFT_0013_1112-Q1", "Crossrail", "DfT", "Infrastructure", "A railway.", "Amber", "22/07/2008", "31/12/2021", 100, 90,
			18000}}}).Sheets[0]
	want := []importer.Field{importer.FieldCode, importer.FieldName, importer.FieldResponsibleUnit, importer.FieldSector,
		importer.FieldScale, importer.FieldOther, importer.FieldPlannedStart, importer.FieldPlannedFinish,
		importer.FieldAnnualPlan, importer.FieldOther, importer.FieldTotalInvestment}
	for i, c := range gmpp.Columns {
		if c.Field != want[i] {
			t.Errorf("%s: %q, want %q", c.Header, c.Field, want[i])
		}
	}
	asked := 0
	for _, q := range gmpp.Questions {
		if q.Kind == importer.AskUnit {
			asked++
		}
	}
	if asked != 2 {
		t.Errorf("%d questions for units: %+v", asked, gmpp.Questions)
	}
}
