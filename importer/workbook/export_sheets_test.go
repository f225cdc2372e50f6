package workbook

import (
	"io"
	"strings"
	"testing"

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
	lines := m.Figures.Lines
	lines[0].Problems, lines[1].Problems, lines[1].NextStep, lines[2].Problems = "无", "资金缺口", "区财政协调", "用地未落实"
	lines[1].ProblemFrom, lines[2].ProblemFrom = models.MonthOf(2021, 6), models.MonthOf(2021, 4)
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	want := []string{"1|丙项目||乙局||用地未落实||2021年4月|3|● 黄灯", "2|乙项目||乙局||资金缺口|区财政协调|2021年6月|1|● 黄灯"}
	if diff := cmp.Diff(want, shownRows(t, f, sheetProblems, 5)[:2]); diff != "" {
		t.Error(diff)
	}
	if got := raw(t, f, sheetProblems, "A3"); got != "6月共2个项目反映问题，其中1个持续两个月以上。" {
		t.Error(got)
	}
}

func TestMilestonesOfTheMonthStandBeforeTheLateOnes(t *testing.T) {
	m, day := smallMonthly(), models.DateOf
	milestone := func(name string, baseline, due, done models.Date, counted, since int) models.MilestoneFigures {
		s := models.MilestoneFigures{Name: name, Baseline: baseline, Due: due, DoneOn: done, Status: models.MilestoneOpen,
			Lateness: models.Lateness{Counted: counted, Since: since}}
		if done != 0 {
			s.Status = models.MilestoneDone
		}
		return s
	}
	late := milestone("开工", day(2021, 3, 8), day(2021, 5, 8), 0, 36, 36)
	late.Controlling, late.Rung = true, models.Red
	lines := m.Figures.Lines
	lines[0].Milestones = []models.MilestoneFigures{late}
	lines[1].Milestones = []models.MilestoneFigures{
		milestone("封顶", day(2021, 6, 30), day(2021, 6, 30), day(2021, 6, 28), 0, 0),
		milestone("基础", day(2021, 5, 1), day(2021, 5, 1), day(2021, 6, 2), 20, 20),
		milestone("收尾", day(2021, 6, 4), day(2021, 6, 4), day(2021, 6, 5), 0, 0), // a Saturday: late all the same
	}
	lines[2].Milestones = []models.MilestoneFigures{
		milestone("竣工", day(2021, 9, 1), day(2021, 9, 1), day(2021, 6, 2), 0, 0)}
	lines[3].Milestones = []models.MilestoneFigures{
		milestone("进场", day(2021, 6, 1), day(2021, 6, 1), 0, 21, 21),
		milestone("停工", day(2021, 6, 2), day(2021, 6, 2), 0, 0, 20), // paused
	}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	want := []string{
		"6月应完成节点4个，已完成2个；以前到期仍未完成1个。",
		"序号|项目名称|责任单位|节点|控制性|原定时间|现行时间|完成时间|逾期（工作日）|状态|督办层级",
		"一、当月到期节点（4个）",
		"1|丁项目|甲局|进场|否|2021-06-01|2021-06-01||21|逾期21个工作日|—",
		"2|丁项目|甲局|停工|否|2021-06-02|2021-06-02|||到期未完成|—",
		"3|乙项目|乙局|收尾|否|2021-06-04|2021-06-04|2021-06-05||超期完成|—",
		"4|乙项目|乙局|封顶|否|2021-06-30|2021-06-30|2021-06-28||按期完成|—",
		"二、以前到期、仍未完成的节点（1个）",
		"1|★甲项目|甲局|开工|是|2021-03-08|2021-05-08||36|逾期36个工作日|达到红牌标准",
		"三、以前到期、当月完成的节点（1个）",
		"1|乙项目|乙局|基础|否|2021-05-01|2021-05-01|2021-06-02|20|超期20个工作日完成|—",
		"四、提前完成的节点（1个）",
		"1|丙项目|乙局|竣工|否|2021-09-01|2021-09-01|2021-06-02||按期完成|—",
	}
	if diff := cmp.Diff(want, shownRows(t, f, sheetMilestones, 3)[:len(want)]); diff != "" {
		t.Error(diff)
	}
}

func TestRatesAreGivenWithTheirBase(t *testing.T) {
	m := smallMonthly()
	due, done := models.RateShare{Due: true}, models.RateShare{Due: true, Done: true}
	lines := m.Figures.Lines
	lines[0].Started, lines[0].Entered, lines[0].InStatistics = done, done, models.Yes
	lines[1].Started = due
	lines[2].Started, lines[2].Finished, lines[2].Entered = done, done, due
	lines[3].Started, lines[3].Finished = due, due
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m.again()) })
	want := "开工率50.0%（应开工4个，已开工2个）；竣工率50.0%（年内计划竣工2个，已竣工1个）；纳统率50.0%（已开工2个，已纳统1个）。已开工项目中1个未填是否纳统。"
	if lead := raw(t, f, sheetSummary, "A3"); !strings.HasSuffix(lead, "\n"+want) {
		t.Error(lead)
	}
}

// A project that has left the list counts with its money and not as a project.
func TestWhatLeftTheListCountsWithItsMoneyOnly(t *testing.T) {
	m := smallMonthly()
	ytd := 7 * wanYuan
	m.Figures.Lines = append(m.Figures.Lines, models.ProjectFigures{ProjectID: "己项目", Name: "己项目", Unit: "甲局",
		Section: "一、产业项目", Plan: 9 * wanYuan, Approved: &ytd, InMonth: new(models.Money), Scheduled: 5 * wanYuan,
		Month: m.Figures.Month, CarriedFrom: m.Figures.Month - 2, Dropped: true, Until: m.Figures.Month - 2,
		Light: models.Green, Round: models.RoundMissing})
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m.again()) })
	checkFormulas(t, f, sheetSummary)
	if got := moneyAt(t, f, sheetSummary, "F6", models.WanYuan); got != 177*wanYuan+1 || raw(t, f, sheetSummary,
		"B6") != "5" {
		t.Errorf("%d of %s projects", got, raw(t, f, sheetSummary, "B6"))
	}
	if lead := raw(t, f, sheetSummary, "A3"); !strings.Contains(lead, "共5个项目") || !strings.Contains(lead, "已审定3个") {
		t.Error(lead)
	}
	if rows := strings.Join(shownRows(t, f, sheetDetail, 13), "\n"); !strings.HasPrefix(rows, "三、已调出清单的项目（1个）") ||
		!strings.Contains(rows, "4月后调出清单") {
		t.Error(rows)
	}
}

func TestAMonthWithoutReportsHasABannerAndBlanks(t *testing.T) {
	m := smallMonthly()
	for i := range m.Figures.Lines {
		l := &m.Figures.Lines[i]
		l.InMonth, l.Approved, l.Reported, l.ReportedIn, l.CarriedFrom = nil, nil, nil, nil, 0
		l.Light, l.Round = models.NoData, models.RoundMissing
	}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m.again()) })
	if got := raw(t, f, sheetDetail, "A3"); !strings.HasPrefix(got, "2021年6月尚无项目上报") {
		t.Errorf("the banner says %q", got)
	}
	for _, cell := range []string{"G6", "H6", "I6", "G7", "H7"} {
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
	course := make([]models.CoursePoint, 12)
	course[5] = models.CoursePoint{Month: models.MonthOf(2021, 6), Approved: &ytd, InMonth: &june}
	none := LedgerLine{Figures: models.ProjectFigures{Course: make([]models.CoursePoint, 12)}}
	l := Ledger{Plan: smallPlan(), AsOf: models.DateOf(2021, 7, 6).At(9, 0), Done: []LedgerLine{
		{Figures: models.ProjectFigures{Approved: &ytd, Month: models.MonthOf(2021, 6), Physical: "主体施工", Problems: "资金缺口",
			Light: models.RedHue, CarriedFrom: models.MonthOf(2021, 5), Course: course}, Finished: 2, Open: 3, Late: 1},
		none, none,
	}}
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
		"逾期": "1", "亮灯": "● 红灯", "累计口径": "沿用5月", "备注": "主体施工；问题：资金缺口", "3月": "300", "项目名称": "★甲项目"} {
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
		{Code: "B", Project: "乙", What: "节点“开工”应于2021-06-30完成", Due: day, Rung: models.Red, Since: (day + 9).At(9, 0),
			DaysLate: 7, To: "分管副区长", Open: true, Standing: "未了结", Assumed: true},
	}}
	f := written(t, func(w io.Writer) error { return WriteEscalations(w, table) })
	want := []string{
		"一、未了结（1个）", "1|B|乙|||节点“开工”应于2021-06-30完成|2021-06-30|达到红牌标准|2021-07-09|7|分管副区长|未了结",
		"二、已了结及提醒（1个）", "1|A|甲|||6月月报应于2021-07-05前报送|2021-06-30|提醒|2021-06-30||项目单位联系人|已提醒",
		"注：1.逾期按工作日计算，审核中和暂停的日期不计，已了结的计到了结之日；2.部分逾期天数为推算：缺少该年度放假安排。",
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
