package workbook

import (
	"io"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// shownRows are the cells of a sheet's rows from a row on, joined; blank rows are left out.
func shownRows(t *testing.T, f *excelize.File, sheet string, from int) (rows []string) {
	t.Helper()
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all[from-1:] {
		if s := strings.Trim(strings.Join(row, "|"), "|"); s != "" {
			rows = append(rows, s)
		}
	}
	return rows
}

func TestProblemsStandTheOldestFirst(t *testing.T) {
	m := smallMonthly()
	lines := m.Sections[0].Lines
	lines[0].Problems, lines[1].Problems, lines[1].NextStep, lines[2].Problems = "无", "资金缺口", "区财政协调", "用地未落实"
	lines[1].ProblemSince, lines[2].ProblemSince = models.MonthOf(2021, 6), models.MonthOf(2021, 4)
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	want := []string{"1|丙项目||乙局||用地未落实||2021年4月|3|● 黄牌", "2|乙项目||乙局||资金缺口|区财政协调|2021年6月|1|● 黄牌"}
	if diff := cmp.Diff(want, shownRows(t, f, sheetProblems, 5)[:2]); diff != "" {
		t.Error(diff)
	}
	if got := raw(t, f, sheetProblems, "A3"); got != "6月共2个项目反映问题，其中1个持续两个月以上。" {
		t.Error(got)
	}
}

func TestMilestonesOfTheMonthStandBeforeTheLateOnes(t *testing.T) {
	m := smallMonthly()
	day := models.DateOf
	m.Milestones = []MonthlyMilestone{
		{Project: "甲项目", Name: "开工", Controlling: true, Baseline: day(2021, 3, 8), Due: day(2021, 5, 8), DaysLate: 36,
			Rung: models.Red},
		{Project: "乙项目", Name: "封顶", Baseline: day(2021, 6, 30), Due: day(2021, 6, 30), DoneOn: day(2021, 6, 28)},
		{Project: "乙项目", Name: "基础", Baseline: day(2021, 5, 1), Due: day(2021, 5, 1), DoneOn: day(2021, 6, 2), DaysLate: 20},
		{Project: "丙项目", Name: "竣工", Baseline: day(2021, 9, 1), Due: day(2021, 9, 1), DoneOn: day(2021, 6, 2)},
		{Project: "丁项目", Name: "进场", Baseline: day(2021, 6, 1), Due: day(2021, 6, 1), DaysLate: 21},
	}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	want := []string{
		"6月应完成节点2个，已完成1个；以前到期仍未完成1个。",
		"序号|项目名称|责任单位|节点|控制性|原定时间|现行时间|完成时间|逾期（工作日）|状态|督办层级",
		"一、当月到期节点（2个）",
		"1|丁项目||进场|否|2021-06-01|2021-06-01||21|逾期未完成|—",
		"2|乙项目||封顶|否|2021-06-30|2021-06-30|2021-06-28||按期完成|—",
		"二、以前到期、仍未完成的节点（1个）",
		"1|甲项目||开工|是|2021-03-08|2021-05-08||36|逾期未完成|红牌",
		"三、以前到期、当月完成的节点（1个）",
		"1|乙项目||基础|否|2021-05-01|2021-05-01|2021-06-02|20|逾期完成|—",
		"四、提前完成的节点（1个）",
		"1|丙项目||竣工|否|2021-09-01|2021-09-01|2021-06-02||按期完成|—",
	}
	if diff := cmp.Diff(want, shownRows(t, f, sheetMilestones, 3)[:len(want)]); diff != "" {
		t.Error(diff)
	}
}

func TestRatesAreGivenWithTheirBase(t *testing.T) {
	m := smallMonthly()
	lines := m.Sections[0].Lines
	lines[0].Stage, lines[0].Started, lines[0].Statistics = models.StageNewStart, true, "是"
	lines[1].Stage = models.StageNewStart
	lines[2].ToFinish, lines[2].Started, lines[2].Finished = true, true, true
	m.Sections[1].Lines[0].ToFinish = true
	m.Sections[1].Lines[1].Category = models.Preparatory
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	want := "开工率50.0%（建设类项目4个，已开工2个；其中新开工项目2个，已开工1个）；竣工率50.0%（年内计划竣工2个，已竣工1个）；纳统率25.0%（建设类项目4个，已纳统1个）。"
	if _, got, _ := strings.Cut(raw(t, f, sheetSummary, "A3"), "\n"); got != want {
		t.Error(got)
	}
}

// A project that has left the list counts with its money and not as a project.
func TestWhatLeftTheListCountsWithItsMoneyOnly(t *testing.T) {
	m := smallMonthly()
	ytd := 7 * wanYuan
	m.Sections = append(m.Sections, MonthlySection{Title: "三、已调出清单的项目", Lines: []MonthlyLine{{
		ProgressLine: ProgressLine{Name: "己项目", ResponsibleUnit: "甲局", YearToDate: &ytd}, Scheduled: 5 * wanYuan,
		Basis: importer.BasisApproved, Dropped: true,
	}}})
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	checkFormulas(t, f, sheetSummary)
	if got := moneyAt(t, f, sheetSummary, "F6", models.WanYuan); got != 177*wanYuan+1 || raw(t, f, sheetSummary,
		"B6") != "5" {
		t.Errorf("%d of %s projects", got, raw(t, f, sheetSummary, "B6"))
	}
	if lead := raw(t, f, sheetSummary, "A3"); !strings.Contains(lead, "共5个项目") || !strings.Contains(lead, "审定3个") {
		t.Error(lead)
	}
}

func TestAMonthWithoutReportsHasABannerAndBlanks(t *testing.T) {
	m := smallMonthly()
	for _, section := range m.Sections {
		for i := range section.Lines {
			l := &section.Lines[i]
			l.Month, l.YearToDate, l.Basis, l.Colour = nil, nil, importer.BasisNone, models.NoData
		}
	}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	if got := raw(t, f, sheetDetail, "A3"); !strings.HasPrefix(got, "2021年6月尚无项目上报") {
		t.Errorf("the banner says %q", got)
	}
	for _, cell := range []string{"G5", "H5", "I5", "G6", "H6"} {
		if got := raw(t, f, sheetDetail, cell); got != "" {
			t.Errorf("%s holds %q", cell, got)
		}
	}
	for _, sheet := range f.GetSheetList() {
		checkFormulas(t, f, sheet)
	}
	if got := raw(t, f, sheetDetail, "F5"); got != "900" {
		t.Errorf("the plan's total is %q", got)
	}
}

func TestTheLedgerHasTheYearBesideThePlan(t *testing.T) {
	ytd, june := 60*wanYuan, 10*wanYuan
	l := Ledger{Plan: smallPlan(), AsOf: models.DateOf(2021, 7, 6).At(9, 0), Done: []LedgerLine{
		{YearToDate: &ytd, Latest: models.MonthOf(2021, 6), Physical: "主体施工", Problems: "资金缺口", Finished: 2, Open: 3, Late: 1,
			Colour: models.RedHue}, {}, {},
	}}
	l.Done[0].Months[5] = &june
	f := written(t, func(w io.Writer) error { return WriteLedger(w, l) })
	const ledger = "2021年台账"
	checkFormulas(t, f, ledger)
	at := map[string]string{}
	for _, rows := range [][2]string{{"3", "4"}} {
		for i := range 60 {
			name := sheet.ColumnName(i + 1)
			if head := raw(t, f, ledger, name+rows[1]); head != "" {
				at[head] = name
			} else if head := raw(t, f, ledger, name+rows[0]); head != "" {
				at[head] = name
			}
		}
	}
	for head, want := range map[string]string{"实际6月": "10", "实际5月": "", "年内累计": "60", "截至": "6月", "已完成": "2", "未完成": "3",
		"逾期": "1", "预警": "● 红牌", "备注": "主体施工；问题：资金缺口", "3月": "300", "项目名称": "★甲项目"} {
		if got := raw(t, f, ledger, at[head]+"7"); got != want || at[head] == "" {
			t.Errorf("%s holds %q, want %q", head, got, want)
		}
	}
	if got := raw(t, f, ledger, at["年内累计"]+"8"); got != "" {
		t.Errorf("a project that did not report has %q", got)
	}
	page, err := f.GetPageLayout(ledger)
	if err != nil || *page.FitToWidth != 2 {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestOpenEscalationsStandFirst(t *testing.T) {
	day := models.DateOf(2021, 6, 30)
	table := EscalationTable{Title: "2021年某区重点项目督办清单", AsOf: day.At(9, 0), Lines: []EscalationLine{
		{Code: "A", Project: "甲", What: "6月月报应于2021-07-05前报送", Due: day, Since: day.At(9, 0), To: "项目单位联系人", Standing: "已提醒"},
		{Code: "B", Project: "乙", What: "节点「开工」应于2021-06-30完成", Due: day, Rung: models.Red, Since: (day + 9).At(9, 0),
			DaysLate: 7, To: "分管副区长", Open: true, Standing: "未了结", Assumed: true},
	}}
	f := written(t, func(w io.Writer) error { return WriteEscalations(w, table) })
	want := []string{
		"一、未了结（1个）", "1|B|乙|||节点「开工」应于2021-06-30完成|2021-06-30|红牌|2021-07-09|7|分管副区长|未了结",
		"二、已了结及提醒（1个）", "1|A|甲|||6月月报应于2021-07-05前报送|2021-06-30|提醒|2021-06-30||项目单位联系人|已提醒",
		"注：1.逾期按工作日计算，已了结的计到了结之日；2.部分逾期天数为推算：缺少该年度放假安排。",
	}
	if diff := cmp.Diff(want, shownRows(t, f, "督办清单", 4)[:5]); diff != "" {
		t.Error(diff)
	}
	table.Lines = nil
	f = written(t, func(w io.Writer) error { return WriteEscalations(w, table) })
	if got := raw(t, f, "督办清单", "A3"); got != "没有提醒或督办记录。" {
		t.Error(got)
	}
}
