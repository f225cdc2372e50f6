package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// tally is what a row of the summary adds up.
type tally struct {
	name                                     string
	projects                                 int
	total, plan, month, yearToDate, schedule models.Money
	colours                                  map[models.Colour]int
	bases                                    map[Basis]int
}

func tallyOf(name string) *tally {
	return &tally{name: name, colours: map[models.Colour]int{}, bases: map[Basis]int{}}
}

func (t *tally) add(line MonthlyLine) {
	t.projects++
	t.total += line.TotalInvestment
	t.plan += line.AnnualPlan
	t.schedule += line.Scheduled
	t.colours[line.Colour]++
	t.bases[line.Basis]++
	if line.Month != nil {
		t.month += *line.Month
	}
	if line.YearToDate != nil {
		t.yearToDate += *line.YearToDate
	}
}

// tallies groups the projects by some word of theirs, in the order the words first appear.
func (m Monthly) tallies(by func(MonthlyLine) string) []*tally {
	var all []*tally
	for line := range m.lines() {
		name := by(line)
		at := slices.IndexFunc(all, func(t *tally) bool { return t.name == name })
		if at < 0 {
			at = len(all)
			all = append(all, tallyOf(name))
		}
		all[at].add(line)
	}
	return all
}

// tallied are the colours in the order the summary counts them.
var tallied = []models.Colour{models.Green, models.YellowHue, models.RedHue, models.TopHue, models.NoData}

func summarySheet(m Monthly, detail *table) *table {
	g := layOut(detail)
	units := m.tallies(func(line MonthlyLine) string { return line.ResponsibleUnit })
	slices.SortStableFunc(units, func(a, b *tally) int { return cmp.Compare(b.ahead(), a.ahead()) })
	byUnit := group{title: "一、按责任单位（按与序时差距排序）"}
	for _, t := range units {
		byUnit.lines = append(byUnit.lines, summaryCells(t, g.where("unit", t.name)))
	}
	bySection := group{title: "二、按项目类别"}
	for i, section := range m.Sections {
		t := tallyOf(sectionName(section.Title))
		for _, line := range section.Lines {
			t.add(line)
		}
		bySection.lines = append(bySection.lines, summaryCells(t, g.within(i)))
	}
	byLevel := group{title: "三、按项目级别"}
	for _, t := range m.tallies(func(line MonthlyLine) string { return levelWord(line.CityMajor) }) {
		byLevel.lines = append(byLevel.lines, summaryCells(t, g.where("level", t.name)))
	}
	return &table{
		sheet: sheetSummary, title: m.title("汇总表"), preparedBy: m.caption(), unit: "单位：万元", lead: m.headline(), lineHeight: 20,
		columns: summaryColumns(m.Month), groups: []group{byUnit, bySection, byLevel}, signed: true, onePage: true,
		notes: append([]string{rateNote(m), gapNote, "同一项目在三种口径中各计一次，三部分不得相加"}, m.Notes...),
	}
}

// ahead is how far ahead of schedule a tally is, in 1/10000 of its plan.
func (t *tally) ahead() models.Money { return (t.yearToDate - t.schedule).Share(10000, int64(t.plan)) }

func summaryColumns(month models.Month) []column {
	columns := []column{
		{key: "name", head: "分类", width: 30},
		{key: "projects", head: "项目数（个）", width: 10, show: showCount, sum: true},
		{key: "total", head: "总投资（亿元）", width: 13, show: showAmount, unit: models.YiYuan, sum: true},
		{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "month", head: fmt.Sprintf("%d月完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "rate", head: "投资完成率", width: 12, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		{key: "scheduled", head: "序时目标", width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "gap", head: "与序时差距（百分点）", width: 13, show: showPoints, ratio: gapRatio},
	}
	for _, c := range tallied {
		columns = append(columns, column{key: string(c), parent: "预警情况（个）", head: c.Chinese(), width: 9, show: showCount, sum: true})
	}
	return columns
}

// source gives the formula that adds up a column of 明细 for one row of the summary, and the one that counts projects
// of a colour ("" for all).
type source struct {
	sum   func(key string) string
	count func(c models.Colour) string
}

func summaryCells(t *tally, from source) []any {
	cells := []any{
		t.name, live{from.count(""), int64(t.projects)}, live{from.sum("total"), int64(t.total)}, live{from.sum("plan"), int64(t.plan)},
		live{from.sum("month"), int64(t.month)}, live{from.sum("ytd"), int64(t.yearToDate)}, nil, live{from.sum("scheduled"), int64(t.schedule)}, nil,
	}
	for _, c := range tallied {
		cells = append(cells, live{from.count(c), int64(t.colours[c])})
	}
	return cells
}

// where takes the projects whose column says the name that stands in the summary's row. Projects that say nothing
// cannot be asked for by name: their figures are written without a formula.
func (g *grid) where(key, name string) source {
	if name == "" || strings.ContainsAny(name[:1], "<>=") || strings.ContainsAny(name, "*?~") {
		return source{sum: func(string) string { return "" }, count: func(models.Colour) string { return "" }}
	}
	who := g.span(key, g.dataFirst, g.dataLast)
	return source{
		sum: func(column string) string {
			return "SUMIFS(" + g.span(column, g.dataFirst, g.dataLast) + "," + who + ",{name})"
		},
		count: func(c models.Colour) string {
			if c == "" {
				return "COUNTIFS(" + who + ",{name})"
			}
			return "COUNTIFS(" + who + ",{name}," + g.span("colour", g.dataFirst, g.dataLast) + `,"` + colourWord(c) + `")`
		},
	}
}

// within takes the projects of one section.
func (g *grid) within(section int) source {
	row := g.dataFirst
	for _, before := range g.groups[:section] {
		row += 1 + len(before.lines)
	}
	first, last := row+1, row+len(g.groups[section].lines)
	return source{
		sum: func(column string) string { return "SUM(" + g.span(column, first, last) + ")" },
		count: func(c models.Colour) string {
			if c == "" {
				return "COUNTA(" + g.span("name", first, last) + ")"
			}
			return "COUNTIF(" + g.span("colour", first, last) + `,"` + colourWord(c) + `")`
		},
	}
}

// span names a column's cells from another sheet.
func (g *grid) span(key string, first, last int) string {
	column := strings.TrimRight(g.ref(g.index[key], 1), "1")
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", g.sheet, column, first, column, last)
}

// sectionName is a section's title without its number: "一、产业项目" gives "产业项目".
func sectionName(title string) string {
	if _, name, ok := strings.Cut(title, "、"); ok {
		return name
	}
	return title
}

// headline says in one paragraph how the programme stands, each rate with its base.
func (m Monthly) headline() string {
	all, city := tallyOf(""), 0
	for line := range m.lines() {
		all.add(line)
		if line.CityMajor {
			city++
		}
	}
	n := m.Month.Number()
	s := fmt.Sprintf("%s共%d个项目（其中市重大%d个），总投资%s亿元，年度计划投资%s亿元", m.Programme, all.projects, city, all.total.Rounded(models.YiYuan), all.plan.Rounded(models.YiYuan))
	if m.Target > 0 {
		s += fmt.Sprintf("，年度目标%s亿元", m.Target.Rounded(models.YiYuan))
	}
	s += fmt.Sprintf("。%d月完成投资%s亿元，1-%d月累计完成%s亿元，占年度计划的%s%%", n, all.month.Rounded(models.YiYuan), n, all.yearToDate.Rounded(models.YiYuan), models.Percent(all.yearToDate, all.plan))
	if m.Target > 0 {
		s += fmt.Sprintf("、年度目标的%s%%", models.Percent(all.yearToDate, m.Target))
	}
	s += fmt.Sprintf("；序时目标%s亿元，%s。", all.schedule.Rounded(models.YiYuan), pointsWord(all.yearToDate-all.schedule, all.plan))
	return s + fmt.Sprintf("数据口径：审定%d个，上报未审定%d个，未报%d个。", all.bases[BasisApproved], all.bases[BasisReported], all.bases[BasisNone])
}

// pointsWord says how far ahead or behind, in percentage points of the plan.
func pointsWord(ahead, plan models.Money) string {
	switch {
	case plan <= 0:
		return "序时差距无法计算"
	case ahead < 0:
		return "滞后" + models.Percent(-ahead, plan) + "个百分点"
	}
	return "超前" + models.Percent(ahead, plan) + "个百分点"
}
