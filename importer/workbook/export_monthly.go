package workbook

import (
	"fmt"
	"io"
	"strings"

	"duban/models"
)

// The sheets of a month's report.
const (
	sheetSummary    = "汇总"
	sheetDetail     = "明细"
	sheetLagging    = "滞后清单"
	sheetProblems   = "问题清单"
	sheetOpen       = "待协调问题"
	sheetMilestones = "节点表"
	sheetEstimates  = "预计数"
	sheetCharts     = "图表"
)

// WriteMonthly writes a month's report: 汇总, the month in words, and by responsible unit, section, sector, level, stage,
// investor and basis; 明细, in the layout of a progress sheet, so that it can be imported; 滞后清单, the worst first;
// 问题清单, the oldest first; 待协调问题, the open ones of the ledger, if the report is of the present month; 节点表, the month's
// milestones and the late ones; 预计数, what was expected of the month, if anything was; 图表. Sums, rates and ranks are
// formulas with their results; those of the summary refer to 明细. Amounts are exact to the fen. The same report gives
// the same bytes. Errors are KindInternal.
func WriteMonthly(w io.Writer, m Monthly) error {
	detail := detailSheet(m)
	sheets := []*table{summarySheet(m, detail), detail, laggingSheet(m), problemsSheet(m), milestonesSheet(m)}
	if m.Open != nil {
		sheets = append(sheets, openSheet(m))
	}
	if m.estimated() {
		sheets = append(sheets, estimatesSheet(m))
	}
	return writeBook(w, m.title(""), append(sheets, chartsSheet(m))...)
}

func (m Monthly) title(what string) string { return m.titled("投资完成情况" + what) }

// titled is the title of a sheet; it says when the month's round is incomplete.
func (m Monthly) titled(what string) string {
	s := fmt.Sprintf("%s%d月%s", m.Programme, m.Figures.Month.Number(), what)
	if m.Figures.Incomplete() {
		s += "（未报齐）"
	}
	return s
}

func (m Monthly) caption() string {
	return strings.TrimSpace(preparedBy(m.PreparedBy) + "　　编制时间" + m.AsOf.Minute() + "　　" + m.Figures.Source())
}

// detailSheet is the progress sheet with the office's additional columns at its right.
func detailSheet(m Monthly) *table {
	coded, stars := false, false
	for _, line := range m.Figures.Lines {
		coded = coded || line.Code != ""
		stars = stars || line.CityMajor
	}
	t := &table{
		sheet: sheetDetail, title: m.title("明细表"), preparedBy: m.caption(), unit: "单位：万元", lead: m.gaps(), total: "合计",
		countKey: "name", signed: true, figures: true,
		columns: append(progressColumns(m.Figures.Month, coded),
			column{key: "scheduled", head: "序时目标", width: 13, show: showAmount, unit: models.WanYuan, sum: true},
			column{key: "gap", head: "与序时差距（百分点）", width: 11, show: showPoints, ratio: gapRatio},
			column{key: "light", head: "亮灯", width: 10, show: showCentre},
			column{key: "rung", head: "督办层级", width: 11, show: showCentre},
			column{key: "basis", head: "数据口径", width: 9, show: showCentre},
			column{key: "carried", head: "沿用月份", width: 8, show: showCentre},
			column{key: "reported", head: reportedHead, width: 13, show: showAmount, unit: models.WanYuan, sum: true},
			column{key: "late", head: "报送情况", width: 8, show: showCentre},
			column{key: "level", head: "项目级别", width: 8, show: showCentre},
		),
		notes: withStarNote(stars, m.notes(rateNote(m, "投资完成率"), gapNote, basisNote)),
	}
	for i := range t.columns {
		switch t.columns[i].key {
		case "month", "ytd", "reported":
			t.columns[i].blank = true
		}
	}
	t.onPaper = len(t.columns)
	for _, c := range classes { // the summary's formulas refer to them
		t.columns = append(t.columns, column{key: c.key, head: c.head, width: 10, show: showCentre})
	}
	number := 0
	for _, section := range m.sections() {
		g := group{title: counted(section.title, len(section.lines))}
		for _, line := range section.lines {
			number++
			g.lines = append(g.lines, detailCells(number, coded, *line))
		}
		t.groups = append(t.groups, g)
	}
	return t
}

func detailCells(number int, coded bool, line models.ProjectFigures) []any {
	progress := ProgressLine{
		Code: line.Code, Name: line.Name, Owner: line.Owner, ResponsibleUnit: line.Unit, CityMajor: line.CityMajor,
		TotalInvestment: line.TotalInvestment, AnnualPlan: line.Plan, Month: line.InMonth, YearToDate: line.Approved,
		Physical: line.Physical, Problems: line.Problems, NextStep: line.NextStep,
		Statistics: line.InStatistics.Chinese(),
	}
	light, rung := colourCell(line.Light), text(line.Rung.Reached())
	if line.Dropped {
		progress.TotalInvestment, progress.AnnualPlan, progress.Statistics = 0, 0, ""
		progress.Physical, progress.Problems, progress.NextStep = fmt.Sprintf("%d月后调出清单", line.Until.Number()), "", ""
		light, rung = nil, nil
	}
	var carried, late any
	if line.CarriedFrom != 0 {
		carried = fmt.Sprintf("%d月", line.CarriedFrom.Number())
	}
	if line.LateReport {
		late = "迟报"
	}
	cells := append(progressCells(number, coded, progress), line.Scheduled, nil, light, rung, string(line.Basis()),
		carried, amount(line.ReportedIn), late, levelWord(line.CityMajor))
	for _, c := range classes {
		cells = append(cells, text(c.of(line)))
	}
	return cells
}

// classes are what projects are grouped by besides unit, section and level, each with its column of 明细.
var classes = []struct {
	key, head string
	of        func(models.ProjectFigures) string
}{
	{"sector", "产业类别", func(l models.ProjectFigures) string { return l.Sector }},
	{"stage", "项目性质", func(l models.ProjectFigures) string { return l.Stage.Chinese() }},
	{"investor", "投资主体", func(l models.ProjectFigures) string { return l.Investor.Chinese() }},
	{"category", "建设类/准备类", func(l models.ProjectFigures) string { return l.Category.Chinese() }},
}
