package workbook

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

const wanYuan = models.Money(1_000_000)

func smallPlan() PlanTable {
	months := []models.MonthPlan{{Month: models.MonthOf(2021, 3), Plan: 300 * wanYuan}, {Month: models.MonthOf(2021, 9),
		Plan: 700*wanYuan + 1}}
	day := func(m, d int) PlannedDate { return PlannedDate{Date: models.DateOf(2021, m, d)} }
	return PlanTable{
		Title: "2021年某区重点项目投资计划表", PreparedBy: "某区重点项目办公室", Year: 2021, Notes: []string{"金额为示例数据"},
		Sections: []PlanSection{
			{Title: "一、产业项目", Lines: []PlanLine{
				{
					Project: models.Project{Name: "甲项目", Stage: models.StageNewStart, Investor: models.InvestorPrivate, Scale: "车间",
						Period: "2021年", Goal: "开工",
						TotalInvestment: 5000 * wanYuan, AnnualPlan: 1000*wanYuan + 1},
					Owner: "甲单位", ResponsibleUnit: "甲局", Sponsor: "分管工业副区长", CityMajor: true, MonthPlans: months, Start: day(3, 8),
					Finish: day(12, 1),
				},
				{Project: models.Project{Name: "乙项目", TotalInvestment: 123_456_789, ToEndOfLastYear: 7, AnnualPlan: 5}},
			}},
			{Title: "二、民生项目", Lines: []PlanLine{
				{Project: models.Project{Name: "丙项目", Stage: models.StageCompleting, TotalInvestment: 9 * wanYuan,
					ToEndOfLastYear: 2 * wanYuan, AnnualPlan: 7 * wanYuan}},
			}},
		},
	}
}

func TestPlanStandsAsABureauPrintsIt(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WritePlan(w, smallPlan()) })
	const sheet = "2021年投资计划"
	want := map[string]string{
		"A1": "2021年某区重点项目投资计划表", "A2": "编制单位：某区重点项目办公室", "A3": "序号", "C3": "建设单位", "E3": "包保领导", "F3": "项目性质",
		"J3": "总投资", "K3": "至2020年底累计完成投资", "L3": "2021年计划投资", "L4": "小计", "M4": "1月", "X4": "12月", "Y3": "2021年工作目标",
		"Z3": "计划开工时间", "AA3": "计划竣工时间",
		"A5": "合计", "B5": "3个", "A6": "一、产业项目（2个）", "A7": "1", "B7": "★甲项目", "F7": "新开工", "G7": "社会投资", "B8": "乙项目",
		"A9": "二、民生项目（1个）", "A10": "3", "B10": "丙项目", "F10": "竣工投产", "M7": "", "O7": "300",
		"A11": "注：1.带★的为市重大项目；2.金额为示例数据。", "A12": "填报人：",
	}
	for cell, value := range want {
		if got := raw(t, f, sheet, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		t.Fatal(err)
	}
	ranges := map[string]bool{}
	for _, m := range merged {
		ranges[m[0]] = true
	}
	for _, r := range []string{"A1:AA1", "A3:A4", "L3:X3", "A6:I6", "AA3:AA4"} {
		if !ranges[r] {
			t.Errorf("%s is not merged", r)
		}
	}
	for cell, fen := range map[string]models.Money{"J5": 5009*wanYuan + 123_456_789, "J6": 5000*wanYuan + 123_456_789,
		"L5": 1007*wanYuan + 6, "L7": 1000*wanYuan + 1, "J8": 123_456_789, "K8": 7, "L8": 5} {
		if got := moneyAt(t, f, sheet, cell, models.WanYuan); got != fen {
			t.Errorf("%s comes to %d fen, want %d", cell, got, fen)
		}
	}
	if n := checkFormulas(t, f, sheet); n != 3*15+1 {
		t.Errorf("%d formulas, want one for each sum column of the total and both sections, and 甲's 小计", n)
	}
}

func TestSheetsPrintOnA3WithTheHeadRepeated(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WritePlan(w, smallPlan()) })
	const sheet = "2021年投资计划"
	page, err := f.GetPageLayout(sheet)
	if err != nil {
		t.Fatal(err)
	}
	props, err := f.GetSheetProps(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if *page.Size != 8 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 ||
		!*props.FitToPage {
		t.Errorf("size %d %s, fit %d × %d, fit to page %t", *page.Size, *page.Orientation, *page.FitToWidth,
			*page.FitToHeight, *props.FitToPage)
	}
	footer, err := f.GetHeaderFooter(sheet)
	if err != nil || !strings.Contains(footer.OddFooter, "第 &P 页，共 &N 页") {
		t.Errorf("footer %+v, %v", footer, err)
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" || names[0].RefersTo != "'2021年投资计划'!$3:$4" {
		t.Errorf("defined names %+v", names)
	}
	dimension, err := f.GetSheetDimension(sheet)
	if err != nil || dimension != "A1:AA12" {
		t.Errorf("dimension %q, %v", dimension, err)
	}
	lists, err := f.GetDataValidations(sheet)
	if err != nil || len(lists) != 2 {
		t.Errorf("%d drop-downs, %v; want 项目性质 and 投资主体", len(lists), err)
	}
}

func TestCodesHaveAColumnWhenThereAreAny(t *testing.T) {
	plan := smallPlan()
	plan.Sections[1].Lines[0].Project.Code = "ZD-2021-003"
	f := written(t, func(w io.Writer) error { return WritePlan(w, plan) })
	for cell, value := range map[string]string{"B3": "项目编码", "C3": "项目名称", "B7": "", "B10": "ZD-2021-003", "C5": "3个",
		"C7": "★甲项目"} {
		if got := raw(t, f, "2021年投资计划", cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	checkFormulas(t, f, "2021年投资计划")
}

func smallProgress() ProgressTable {
	month, ytd, none := 10*wanYuan, 50*wanYuan+3, models.Money(0)
	return ProgressTable{
		Title: "2021年6月某区重点项目进展情况表", Month: models.MonthOf(2021, 6),
		Sections: []ProgressSection{{Title: "一、产业项目", Lines: []ProgressLine{
			{Name: "甲项目", TotalInvestment: 12_345_678_901, AnnualPlan: 100 * wanYuan, Month: &month, YearToDate: &ytd,
				Physical: "主体封顶", Statistics: "是"},
			{Name: "乙项目", TotalInvestment: 30_000_000_000, AnnualPlan: 300 * wanYuan},
			{Name: "丙项目", TotalInvestment: 1_000_000_000, Month: &none, YearToDate: &none},
		}}},
	}
}

func TestProgressMixesUnitsAndKeepsBlanks(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteProgress(w, smallProgress()) })
	const sheet = "6月进展"
	want := map[string]string{
		"E3": "总投资（亿元）", "F3": "2021年计划投资", "G3": "6月完成投资", "H3": "1-6月累计完成投资", "I3": "投资完成率", "M3": "是否纳统",
		"G7": "", "H7": "", "I7": "", "G8": "0", "H8": "0", "I8": "", "J6": "主体封顶", "M6": "是", "A9": "填报人：",
	}
	for cell, value := range want {
		if got := raw(t, f, sheet, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	if got := moneyAt(t, f, sheet, "E6", models.YiYuan); got != 12_345_678_901 {
		t.Errorf("total investment %d fen, want 12345678901", got)
	}
	if formula, _ := f.GetCellFormula(sheet, "I6"); formula != "H6/F6" {
		t.Errorf("rate of 甲 is %q", formula)
	}
	if n := checkFormulas(t, f, sheet); n != 2*5+1 {
		t.Errorf("%d formulas, want four sums and a rate in total and section, and 甲's rate", n)
	}
}

func TestMilestonesMergeDown(t *testing.T) {
	due := func(m, d int, p models.Precision) PlannedDate { return PlannedDate{models.DateOf(2021, m, d), p} }
	table := MilestoneTable{Title: "2021年某区重点项目节点计划表", Year: 2021, Projects: []MilestoneProject{
		{Name: "甲项目", ResponsibleUnit: "甲局", CityMajor: true, Milestones: []MilestoneLine{
			{Name: "开工", Controlling: true, Due: due(3, 8, models.PrecisionDay), DoneOn: models.DateOf(2021, 3, 9)},
			{Name: "基础完成", Due: due(6, 30, models.PrecisionMonth)},
			{Name: "招商", Due: due(9, 30, models.PrecisionQuarter)},
			{Name: "封顶", Due: due(10, 31, models.PrecisionMonth), Note: "待定"},
			{Name: "验收"},
		}},
		{Name: "乙项目", Milestones: []MilestoneLine{{Name: "开工", Due: due(5, 6, "")}}},
	}}
	f := written(t, func(w io.Writer) error { return WriteMilestones(w, table) })
	const sheet = "2021年节点计划"
	want := map[string]string{
		"A4": "1", "B4": "★甲项目", "D4": "开工", "E4": "是", "F4": "44263", "G4": "44264", "D5": "基础完成", "E5": "否", "F5": "2021.6",
		"G5": "",
		"F6": "2021年三季度", "F7": "2021年10月", "H7": "待定", "F8": "", "A9": "2", "B9": "乙项目", "F9": "44322",
	}
	for cell, value := range want {
		if got := raw(t, f, sheet, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		t.Fatal(err)
	}
	var down []string
	for _, m := range merged {
		if strings.HasSuffix(m[0], "8") {
			down = append(down, m[0])
		}
	}
	if diff := cmp.Diff([]string{"A4:A8", "B4:B8", "C4:C8"}, down); diff != "" {
		t.Errorf("merged down (-want +got):\n%s", diff)
	}
}

func TestTheSameTableIsTheSameBytes(t *testing.T) {
	for range 5 { // excelize orders some parts by map
		var a, b bytes.Buffer
		for _, out := range []*bytes.Buffer{&a, &b} {
			if err := WriteMonthly(out, smallMonthly()); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatal("two exports of one report differ")
		}
	}
}

func TestEveryFenSurvivesTheSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(0, 99_999_999_999_999), 1, 40).Draw(t, "fen") // below 10,000 亿元
		section := ProgressSection{Title: "一、产业项目"}
		for _, fen := range amounts {
			m := models.Money(fen)
			section.Lines = append(section.Lines, ProgressLine{Name: "项目", TotalInvestment: m, AnnualPlan: m, Month: &m,
				YearToDate: &m})
		}
		var out bytes.Buffer
		if err := WriteProgress(&out, ProgressTable{Title: "表", Month: models.MonthOf(2021, 6),
			Sections: []ProgressSection{section}}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		for i, fen := range amounts {
			for col, unit := range map[string]models.Unit{"E": models.YiYuan, "F": models.WanYuan, "H": models.WanYuan} {
				cell, _ := excelize.JoinCellName(col, 6+i)
				text, _ := f.GetCellValue("6月进展", cell, excelize.Options{RawCellValue: true})
				if got, err := models.ParseMoney(text, unit); err != nil || int64(got) != fen {
					t.Fatalf("%s holds %q: %d fen, want %d (%v)", cell, text, got, fen, err)
				}
			}
		}
	})
}

func TestTooLongATextIsMarkedAsCut(t *testing.T) {
	for _, unit := range []string{"长", "a", "𠮷"} {
		got := trimCell(strings.Repeat(unit, 40_000))
		units := 0
		for _, r := range got {
			units += len([]rune(string(r)))
			if r > 0xFFFF {
				units++
			}
		}
		if units > 32_767 || !strings.HasSuffix(got, "已截断）") || units < 30_000 {
			t.Errorf("%s: cut to %d units, ending %q", unit, units, got[len(got)-20:])
		}
	}
	if got := trimCell("短"); got != "短" {
		t.Errorf("a short text became %q", got)
	}
}
