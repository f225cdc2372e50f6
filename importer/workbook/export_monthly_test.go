package workbook

import (
	"io"
	"strings"
	"testing"

	"duban/models"
)

func smallMonthly() Monthly {
	june := models.MonthOf(2021, 6)
	line := func(name, section, unit string, city bool, plan, ytd, scheduled models.Money,
		c models.Colour) models.ProjectFigures {
		month := ytd / 2
		return models.ProjectFigures{
			ProjectID: name, Year: 2021, Name: name, Section: section, Unit: unit, CityMajor: city,
			TotalInvestment: 10 * plan, Plan: plan, Month: june, InMonth: &month, ApprovedIn: &month, Approved: &ytd,
			Scheduled: scheduled, Light: c, Round: models.RoundApproved,
		}
	}
	const one, two = "一、产业项目", "二、民生项目"
	green := line("甲项目", one, "甲局", true, 100*wanYuan, 60*wanYuan, 50*wanYuan, models.Green)
	yellow := line("乙项目", one, "乙局", false, 200*wanYuan, 70*wanYuan, 100*wanYuan, models.YellowHue)
	worse := line("丙项目", one, "乙局", false, 100*wanYuan, 30*wanYuan, 50*wanYuan, models.YellowHue)
	red := line("丁项目", two, "甲局", false, 400*wanYuan, 10*wanYuan+1, 20*wanYuan, models.RedHue)
	red.Reason, red.Rung, red.CarriedFrom, red.Round = models.Messagef("设备未到"), models.Red, june-1, models.RoundMissing
	red.Milestones = []models.MilestoneFigures{{Name: "主体封顶", Due: models.DateOf(2021, 7, 31),
		Status: models.MilestoneOpen, Rung: models.Red}}
	red.Escalations = []models.EscalationFigures{{Rung: models.Red}}
	silent := line("戊项目", two, "", true, 100*wanYuan, 0, 50*wanYuan, models.NoData)
	silent.InMonth, silent.ApprovedIn, silent.Approved, silent.Round = nil, nil, nil, models.RoundWaiting
	reported := 5 * wanYuan
	silent.Reported, silent.ReportedIn = &reported, &reported
	return monthlyOf(green, yellow, worse, red, silent)
}

// monthlyOf is June's report of the projects given.
func monthlyOf(lines ...models.ProjectFigures) Monthly {
	return Monthly{
		Programme: "2021年某区重点项目", PreparedBy: "某区重点项目办公室", AsOf: models.DateOf(2021, 7, 6).At(9, 0),
		Figures: models.ProgrammeFigures{Month: models.MonthOf(2021, 6), At: models.DateOf(2021, 6, 30).At(23, 59),
			Target: 1000 * wanYuan, Rank: models.RankByPoints, Lines: lines, Totals: models.TotalsOf(lines)},
	}
}

// again sums up after a test has changed the lines.
func (m Monthly) again() Monthly {
	m.Figures.Totals = models.TotalsOf(m.Figures.Lines)
	return m
}

func TestMonthlyDetailIsAProgressSheet(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	if got := strings.Join(f.GetSheetList(), " "); got != "汇总 明细 滞后清单 问题清单 节点表 图表" {
		t.Fatalf("sheets %s", got)
	}
	columns := progressColumns(models.MonthOf(2021, 6), false)
	for i, c := range columns {
		cell := layOut(&table{}).ref(i, 4)
		if got := raw(t, f, sheetDetail, cell); got != c.head {
			t.Errorf("%s is headed %q, a progress sheet has %q", cell, got, c.head)
		}
	}
	for cell, value := range map[string]string{
		"A1": "2021年某区重点项目6月投资完成情况明细表（未报齐）",
		"A2": "编制单位：某区重点项目办公室　　编制时间2021-07-06 09:00　　未月结　　调度数据，不作为统计数据",
		"A3": "未报齐：应报5个，已审定3个；待审定1个：戊项目；未报1个：丁项目。",
		"A5": "合计", "B5": "5个", "B7": "★甲项目", "P7": "● 绿灯", "R7": "审定", "U7": "", "V7": "区重点",
		"P11": "● 红灯", "Q11": "达到红牌标准", "R11": "沿用", "S11": "5月", "G12": "", "H12": "", "O12": "",
		"R12": "上报", "P12": "○ 无数据", "T12": "5", "T5": "5", "A6": "一、产业项目（3个）",
	} {
		if cell == "V7" {
			value = "市重大"
		}
		if got := raw(t, f, sheetDetail, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	if got := moneyAt(t, f, sheetDetail, "H5", models.WanYuan); got != 170*wanYuan+1 {
		t.Errorf("year-to-date %d fen in all", got)
	}
	for _, sheet := range []string{sheetDetail, sheetSummary, sheetLagging, sheetCharts} {
		if n := checkFormulas(t, f, sheet); n == 0 {
			t.Errorf("%s has no live formula", sheet)
		}
	}
}

func TestMonthlySummaryCountsEveryProjectOnceInEachPart(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	want := map[string]string{
		// by unit, ranked by the programme's rule; 戊 has no unit
		"A6": "一、按责任单位（按较序时进度百分点排序）", "B6": "5", "A7": "甲局", "B7": "2", "A8": "乙局", "B8": "2", "A9": "（未注明）",
		"B9": "1", "A10": "二、按项目类别", "B10": "5", "A11": "产业项目", "B11": "3", "A12": "民生项目", "B12": "2",
		"A13": "三、按项目级别", "B13": "5", "A14": "市重大", "B14": "2", "A15": "区重点", "B15": "3",
		// reported and not approved, then lights: green, yellow, red, none
		"K6": "5", "K9": "5", "L6": "1", "M6": "2", "N6": "1", "O6": "1", "M8": "2", "O9": "1", "N12": "1", "O14": "1",
		// places by the gap; 戊 has no figure and no place
		"J4": "排名（按较序时进度百分点）", "J6": "", "J7": "1", "J8": "2", "J9": "", "J11": "1", "J12": "2",
	}
	for cell, value := range want {
		if got := raw(t, f, sheetSummary, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	for _, cell := range []string{"F6", "F10", "F13"} {
		if got := moneyAt(t, f, sheetSummary, cell, models.WanYuan); got != 170*wanYuan+1 {
			t.Errorf("%s: year-to-date %d fen, the programme has 170 万元 and a fen", cell, got)
		}
	}
	lead := raw(t, f, sheetSummary, "A3")
	for _, part := range []string{"未报齐：应报5个", "共5个项目（其中市重大2个）", "占年度计划的18.9%、年度目标的17.0%", "滞后11.1个百分点",
		"其中1个项目沿用以前月份的审定数，共0.00亿元", "另有1个项目当月上报0.00亿元尚未审定", "绿灯1个，黄灯2个，红灯1个，无数据1个"} {
		if !strings.Contains(lead, part) {
			t.Errorf("headline does not say %q: %s", part, lead)
		}
	}
}

// The rule of a programme decides order, ranks and headings of every sheet that ranks.
func TestMonthlyRanksByTheRuleOfTheProgramme(t *testing.T) {
	for rule, want := range map[models.RankRule][3]string{
		models.RankByPlan:     {"一、按责任单位（按年度计划完成率排序）", "乙局", "甲局"},
		models.RankBySchedule: {"一、按责任单位（按序时完成率排序）", "甲局", "乙局"},
		models.RankByPoints:   {"一、按责任单位（按较序时进度百分点排序）", "甲局", "乙局"},
	} {
		m := smallMonthly()
		m.Figures.Rank = rule
		f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
		if n := checkFormulas(t, f, sheetSummary); n == 0 {
			t.Errorf("%s: no formula", rule)
		}
		for i, name := range want {
			if got := raw(t, f, sheetSummary, layOut(&table{}).ref(0, 6+i)); got != name {
				t.Errorf("%s: row %d is %q, want %q", rule, 6+i, got, name)
			}
		}
		if got := shownRows(t, f, sheetCharts, 4); !strings.HasPrefix(got[1], "二、各责任单位（按"+rule.Chinese()) ||
			!strings.HasPrefix(got[2], want[1]) {
			t.Errorf("%s: charts %q", rule, got)
		}
	}
}

func TestMonthlyLaggingListHasTheWorstFirst(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	for i, want := range []string{"丁项目", "丙项目", "乙项目", "★戊项目", "注：1.按亮灯由重到轻、督办层级由高到低、与序时差距由大到小排列"} {
		column := 2
		if i == 4 {
			column = 0
		}
		cell := layOut(&table{}).ref(column, 5+i)
		if got := raw(t, f, sheetLagging, cell); !strings.HasPrefix(got, want) {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{"A3": "共4个项目需要关注：红灯1个，黄灯2个，无数据1个。逾期事项：达到红牌标准1项。", "L5": "设备未到",
		"N5": "主体封顶", "O5": "44408", "P5": "达到红牌标准", "P6": "—"} {
		if got := raw(t, f, sheetLagging, cell); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
}

// The list goes out: it has the share of a private firm's project and none of its amounts.
func TestMonthlyLaggingListNamesNoPrivateAmounts(t *testing.T) {
	m := smallMonthly()
	m.Figures.Lines[3].Investor = models.InvestorPrivate
	m.Figures.Lines[3].Reason = models.Messagef("1-%d月完成%s万元", models.MonthNumber(5), "10.00")
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	for cell, want := range map[string]string{"C5": "丁项目", "G5": "—", "H5": "—", "I5": "0.0250000025", "J5": "—",
		"L5": "完成序时进度的50.0%", "G6": "100"} {
		if got := raw(t, f, sheetLagging, cell); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	if note := shownRows(t, f, sheetLagging, 9)[0]; !strings.Contains(note, "社会投资项目不单列金额") {
		t.Error(note)
	}
	m.PrivateAmounts = models.Yes
	f = written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	if got := raw(t, f, sheetLagging, "G5"); got == "—" || got == "" {
		t.Errorf("the office names amounts, the list has %q", got)
	}
}

// Printed parts that do not come to their printed sum have a note, and only those.
func TestRoundedSumsHaveANote(t *testing.T) {
	for fen, off := range map[models.Money]bool{0: false, 33_35: true} { // 0.0033 万元: three of them are 0.01
		m := smallMonthly()
		m.Figures.Lines = m.Figures.Lines[:3]
		for i := range m.Figures.Lines {
			m.Figures.Lines[i].Plan += fen
		}
		f := written(t, func(w io.Writer) error { return WriteMonthly(w, m.again()) })
		rows := shownRows(t, f, sheetDetail, 5)
		if got := strings.Contains(strings.Join(rows, "\n"), models.RoundingNote); got != off {
			t.Errorf("%d fen more: note %v", fen, got)
		}
	}
}

func TestMonthlyWithNothingLaggingSaysSo(t *testing.T) {
	f := written(t, func(w io.Writer) error {
		return WriteMonthly(w, monthlyOf(smallMonthly().Figures.Lines[0]))
	})
	if got := raw(t, f, sheetLagging, "A3"); got != "全部项目均为绿灯，无滞后项目。" {
		t.Errorf("lead says %q", got)
	}
	if got := raw(t, f, sheetLagging, "A5"); !strings.HasPrefix(got, "注：") {
		t.Errorf("under the head stands %q", got)
	}
	if got := raw(t, f, sheetDetail, "A1"); got != "2021年某区重点项目6月投资完成情况明细表" {
		t.Errorf("title %q", got)
	}
}

func TestEmptyProgrammeStillPrints(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, monthlyOf()) })
	if got := raw(t, f, sheetDetail, "B4"); got != "0个" {
		t.Errorf("total counts %q", got)
	}
}

// The month's report has the open problems of the ledger, the highest level first; a private firm's money is not named.
func TestMonthlyHasTheOpenProblems(t *testing.T) {
	m := smallMonthly()
	m.Open = []ProblemLine{
		{Code: "ZD-1", Project: "甲项目", Kind: models.ProblemLand, Quantity: 12_500, Level: models.LevelDistrict, DaysLate: 4},
		{Code: "ZD-2", Project: "乙项目", Kind: models.ProblemMoney, Quantity: 100_000_00, Level: models.LevelCity,
			Investor: models.InvestorPrivate},
	}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	text := strings.Join(shownRows(t, f, sheetOpen, 1), "\n")
	for _, want := range []string{"共2项问题待协调解决，其中逾期1项", "一、市级", "二、区级", "12.5", models.AmountsNote} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	m.PrivateAmounts = models.Yes
	f = written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	if named := strings.Join(shownRows(t, f, sheetOpen, 1), "\n"); named == text || strings.Contains(named,
		models.AmountsNote) {
		t.Errorf("the office names amounts:\n%s", named)
	}
}
