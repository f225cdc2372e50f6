package workbook

import (
	"io"
	"strings"
	"testing"

	"duban/importer"
	"duban/models"
)

func smallMonthly() Monthly {
	line := func(name, unit string, city bool, plan, ytd, scheduled models.Money, c models.Colour) MonthlyLine {
		month := ytd / 2
		return MonthlyLine{
			ProgressLine: ProgressLine{Name: name, ResponsibleUnit: unit, CityMajor: city, TotalInvestment: 10 * plan,
				AnnualPlan: plan, Month: &month, YearToDate: &ytd},
			Scheduled: scheduled, Basis: importer.BasisApproved, Colour: c,
		}
	}
	green := line("甲项目", "甲局", true, 100*wanYuan, 60*wanYuan, 50*wanYuan, models.Green)
	yellow := line("乙项目", "乙局", false, 200*wanYuan, 70*wanYuan, 100*wanYuan, models.YellowHue)
	worse := line("丙项目", "乙局", false, 100*wanYuan, 30*wanYuan, 50*wanYuan, models.YellowHue)
	red := line("丁项目", "甲局", false, 400*wanYuan, 10*wanYuan+1, 20*wanYuan, models.RedHue)
	red.Reason, red.OpenRung, red.NextName, red.NextDue, red.Basis = "设备未到", models.Red, "主体封顶",
		models.DateOf(2021, 7, 31), importer.BasisReported
	silent := line("戊项目", "", true, 100*wanYuan, 0, 50*wanYuan, models.NoData)
	silent.Month, silent.YearToDate, silent.Basis = nil, nil, importer.BasisNone
	return Monthly{
		Programme: "2021年某区重点项目", PreparedBy: "某区重点项目办公室", Month: models.MonthOf(2021, 6), AsOf: models.DateOf(2021, 7, 6).
				At(9, 0),
		Target: 1000 * wanYuan,
		Sections: []MonthlySection{
			{Title: "一、产业项目", Lines: []MonthlyLine{green, yellow, worse}},
			{Title: "二、民生项目", Lines: []MonthlyLine{red, silent}},
		},
	}
}

func TestMonthlyDetailIsAProgressSheet(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	if got := strings.Join(f.GetSheetList(), " "); got != "明细 汇总 滞后清单 问题清单 节点表 图表" {
		t.Fatalf("sheets %s", got)
	}
	columns := progressColumns(models.MonthOf(2021, 6), false)
	for i, c := range columns {
		cell := layOut(&table{}).ref(i, 3)
		if got := raw(t, f, sheetDetail, cell); got != c.head {
			t.Errorf("%s is headed %q, a progress sheet has %q", cell, got, c.head)
		}
	}
	for cell, value := range map[string]string{"A4": "合计", "B4": "5个", "B6": "★甲项目", "P6": "● 正常", "Q6": "审定", "R6": "市重大",
		"Q10": "上报", "H11": "", "I11": "", "O11": "", "Q11": "未报", "P11": "○ 无数据", "A5": "一、产业项目（3个）"} {
		if got := raw(t, f, sheetDetail, cell); got != value {
			t.Errorf("%s holds %q, want %q", cell, got, value)
		}
	}
	if got := moneyAt(t, f, sheetDetail, "H4", models.WanYuan); got != 170*wanYuan+1 {
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
		// by unit, the farthest ahead first; 戊 has no unit
		"A6": "一、按责任单位（按与序时差距排序）", "B6": "5", "A7": "甲局", "B7": "2", "A8": "乙局", "B8": "2", "A9": "（未注明）", "B9": "1",
		"A10": "二、按项目类别", "B10": "5", "A11": "产业项目", "B11": "3", "A12": "民生项目", "B12": "2",
		"A13": "三、按项目级别", "B13": "5", "A14": "市重大", "B14": "2", "A15": "区重点", "B15": "3",
		// colours: green, yellow, red, top, none
		"K6": "1", "L6": "2", "M6": "1", "N6": "0", "O6": "1", "L8": "2", "O9": "1", "M12": "1", "O14": "1",
		// places by the gap; 戊 did not report and has none
		"J6": "", "J7": "1", "J8": "2", "J9": "", "J11": "1", "J12": "2",
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
	for _, part := range []string{"共5个项目（其中市重大2个）", "占年度计划的18.9%、年度目标的17.0%", "滞后11.1个百分点", "审定3个，上报未审定1个，未报1个"} {
		if !strings.Contains(lead, part) {
			t.Errorf("headline does not say %q: %s", part, lead)
		}
	}
}

func TestMonthlyLaggingListHasTheWorstFirst(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	for i, want := range []string{"丁项目", "丙项目", "乙项目", "★戊项目", "注：1.按预警等级由重到轻、同级按与序时差距由大到小排列；2." + gapNote + "。"} {
		column := 2
		if i == 4 {
			column = 0
		}
		cell := layOut(&table{}).ref(column, 5+i)
		if got := raw(t, f, sheetLagging, cell); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{"A3": "共4个项目需要关注：红牌1个，黄牌2个，无数据1个。", "L5": "设备未到", "N5": "主体封顶",
		"O5": "44408", "P5": "红牌", "P6": "—"} {
		if got := raw(t, f, sheetLagging, cell); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
}

func TestMonthlyWithNothingLaggingSaysSo(t *testing.T) {
	m := smallMonthly()
	m.Sections = []MonthlySection{{Title: "一、产业项目", Lines: m.Sections[0].Lines[:1]}}
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, m) })
	if got := raw(t, f, sheetLagging, "A3"); got != "全部项目均按序时进度推进，无滞后项目。" {
		t.Errorf("lead says %q", got)
	}
	if got := raw(t, f, sheetLagging, "A5"); !strings.HasPrefix(got, "注：") {
		t.Errorf("under the head stands %q", got)
	}
}

func TestEmptyProgrammeStillPrints(t *testing.T) {
	f := written(t, func(w io.Writer) error {
		return WriteMonthly(w, Monthly{Programme: "2021年某区重点项目", Month: models.MonthOf(2021, 6)})
	})
	if got := raw(t, f, sheetDetail, "B4"); got != "0个" {
		t.Errorf("total counts %q", got)
	}
}
