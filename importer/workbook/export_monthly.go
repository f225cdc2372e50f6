package workbook

import (
	"fmt"
	"io"
	"strings"

	"duban/importer"
	"duban/models"
)

// The sheets of a month's report.
const (
	sheetDetail     = "明细"
	sheetSummary    = "汇总"
	sheetLagging    = "滞后清单"
	sheetProblems   = "问题清单"
	sheetMilestones = "节点表"
	sheetCharts     = "图表"
)

// WriteMonthly writes a month's report: 明细, in the layout of a progress sheet, so that it can be imported; 汇总, by
// responsible unit, section, sector, level, stage, investor and basis; 滞后清单, the worst first; 问题清单, the oldest first;
// 节点表, the month's milestones and the late ones; 图表. Sums, rates and ranks are formulas with their results; those of
// the summary refer to 明细. Amounts are exact to the fen. The same report gives the same bytes. Errors are KindInternal.
func WriteMonthly(w io.Writer, m Monthly) error {
	detail := detailSheet(m)
	return writeBook(w, m.title(""), detail, summarySheet(m, detail), laggingSheet(m), problemsSheet(m),
		milestonesSheet(m), chartsSheet(m))
}

func (m Monthly) title(what string) string {
	return fmt.Sprintf("%s%d月投资完成情况%s", m.Programme, m.Month.Number(), what)
}

func (m Monthly) caption() string {
	return strings.TrimSpace(preparedBy(m.PreparedBy) + "　　数据截至" + m.AsOf.Minute())
}

// detailSheet is the progress sheet with the office's additional columns at its right.
func detailSheet(m Monthly) *table {
	coded, stars := false, false
	for line := range m.lines() {
		coded = coded || line.Code != ""
		stars = stars || line.CityMajor
	}
	t := &table{
		sheet: sheetDetail, title: m.title("明细表"), preparedBy: m.caption(), unit: "单位：万元", lead: m.silence(), total: "合计",
		countKey: "name", signed: true,
		columns: append(progressColumns(m.Month, coded),
			column{key: "scheduled", head: "序时目标", width: 13, show: showAmount, unit: models.WanYuan, sum: true},
			column{key: "gap", head: "与序时差距（百分点）", width: 11, show: showPoints, ratio: gapRatio},
			column{key: "colour", head: "预警", width: 11, show: showCentre},
			column{key: "basis", head: "数据口径", width: 7, show: showCentre},
			column{key: "level", head: "项目级别", width: 8, show: showCentre},
		),
		notes: withStarNote(stars, m.notes(rateNote(m), gapNote)),
	}
	for i := range t.columns {
		t.columns[i].blank = t.columns[i].key == "month" || t.columns[i].key == "ytd"
	}
	t.onPaper = len(t.columns)
	for _, c := range classes { // the summary's formulas refer to them
		t.columns = append(t.columns, column{key: c.key, head: c.head, width: 10, show: showCentre})
	}
	number := 0
	for _, section := range m.Sections {
		g := group{title: counted(section.Title, len(section.Lines))}
		for _, line := range section.Lines {
			number++
			cells := append(progressCells(number, coded, line.ProgressLine),
				line.Scheduled, nil, colourCell(line.Colour), basisWords[line.Basis], levelWord(line.CityMajor))
			for _, c := range classes {
				cells = append(cells, text(c.of(line)))
			}
			g.lines = append(g.lines, cells)
		}
		t.groups = append(t.groups, g)
	}
	return t
}

// classes are the groupings of projects besides unit, section and level, each with its column of 明细.
var classes = []struct {
	key, head string
	of        func(MonthlyLine) string
}{
	{"sector", "产业类别", func(l MonthlyLine) string { return l.Sector }},
	{"stage", "项目性质", func(l MonthlyLine) string { return l.Stage.Chinese() }},
	{"investor", "投资主体", func(l MonthlyLine) string { return l.Investor.Chinese() }},
	{"category", "建设类/准备类", func(l MonthlyLine) string { return l.Category.Chinese() }},
}

// silence returns the banner of a month without reports.
func (m Monthly) silence() string {
	listed := false
	for line := range m.lines() {
		if line.Basis != importer.BasisNone {
			return ""
		}
		listed = true
	}
	if !listed {
		return ""
	}
	return fmt.Sprintf("%d年%d月尚无项目上报：本月和累计完成投资空白，不是零。", m.Month.Year(), m.Month.Number())
}

// notes returns the sheet's own footnotes before those of the report.
func (m Monthly) notes(own ...string) []string {
	if m.StandsAt != 0 {
		own = append(own, fmt.Sprintf("预警、滞后原因、节点和督办层级为%s的状态，投资数据为截至编制时的上报和审定结果，年度计划、责任单位等为现行值", m.StandsAt.Chinese()))
	}
	return append(own, m.Notes...)
}

// gapRatio is the distance of year-to-date from schedule, in percentage points of the annual plan; negative is behind.
var gapRatio = &ratio{part: "ytd", minus: "scheduled", whole: "plan", scale: 100}

const gapNote = "与序时差距=（累计完成投资－序时目标）÷年度计划投资，单位为百分点，负数为滞后"

func rateNote(m Monthly) string {
	return fmt.Sprintf("投资完成率=1-%d月累计完成投资÷%d年计划投资，合计的基数为全部项目年度计划之和，未报项目计入基数", m.Month.Number(), m.Month.Year())
}

var basisWords = map[importer.Basis]string{importer.BasisNone: "未报", importer.BasisReported: "上报",
	importer.BasisApproved: "审定"}

var colourCodes = map[models.Colour]string{
	models.Green: "00703C", models.YellowHue: "B07D00", models.RedHue: "C00000", models.TopHue: "7B0000",
	models.NoData: "7F7F7F",
}

// colourWord returns a colour's name with a sign, readable on a black and white print.
func colourWord(c models.Colour) string {
	if c == models.NoData {
		return "○ " + c.Chinese()
	}
	return "● " + c.Chinese()
}

func colourCell(c models.Colour) any {
	if c == "" {
		return nil
	}
	return coloured{text: colourWord(c), colour: colourCodes[c]}
}

func levelWord(cityMajor bool) string {
	if cityMajor {
		return "市重大"
	}
	return "区重点"
}

// lines yields the projects in sheet order.
func (m Monthly) lines() func(yield func(MonthlyLine) bool) {
	return func(yield func(MonthlyLine) bool) {
		for _, section := range m.Sections {
			for _, line := range section.Lines {
				if !yield(line) {
					return
				}
			}
		}
	}
}
