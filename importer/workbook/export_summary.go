package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/importer"
	"duban/models"
)

// tally is what a row of the summary adds up.
type tally struct {
	name                                     string
	projects                                 int
	total, plan, month, yearToDate, schedule models.Money
	colours                                  map[models.Colour]int
	bases                                    map[importer.Basis]int
	stated                                   bool // some project has a figure
}

func tallyOf(name string) *tally {
	return &tally{name: name, colours: map[models.Colour]int{}, bases: map[importer.Basis]int{}}
}

func (t *tally) add(line MonthlyLine) {
	t.total += line.TotalInvestment
	t.plan += line.AnnualPlan
	t.schedule += line.Scheduled
	if !line.Dropped {
		t.projects++
		t.colours[line.Colour]++
		t.bases[line.Basis]++
	}
	t.stated = t.stated || line.YearToDate != nil || line.Month != nil
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
	t := &table{
		sheet: sheetSummary, title: m.title("汇总表"), preparedBy: m.caption(), unit: "单位：万元", lead: m.headline(),
		lineHeight: 20,
		columns:    summaryColumns(m.Month), signed: true, onePage: true, readOnly: true,
	}
	add := func(title string, lines [][]any) {
		t.groups = append(t.groups, group{title: numerals[len(t.groups)] + "、按" + title, lines: lines})
	}
	by := func(key string, of func(MonthlyLine) string) (lines [][]any, named bool) {
		all := m.tallies(of)
		if key == "unit" {
			slices.SortStableFunc(all, func(a, b *tally) int { return cmp.Compare(b.ahead(), a.ahead()) })
		}
		for _, t := range all {
			lines = append(lines, summaryCells(t, g.where(key, t.name)))
			named = named || t.name != ""
		}
		return lines, named
	}
	units, _ := by("unit", func(line MonthlyLine) string { return line.ResponsibleUnit })
	add("责任单位（按与序时差距排序）", units)
	var sections [][]any
	for i, section := range m.Sections {
		t := tallyOf(sectionName(section.Title))
		for _, line := range section.Lines {
			t.add(line)
		}
		sections = append(sections, summaryCells(t, g.within(i)))
	}
	add("项目类别", sections)
	levels, _ := by("level", func(line MonthlyLine) string { return levelWord(line.CityMajor) })
	add("项目级别", levels)
	for _, c := range classes {
		if lines, named := by(c.key, c.of); named {
			add(c.head, lines)
		}
	}
	var bases [][]any
	all := m.tallies(func(line MonthlyLine) string { return basisWords[line.Basis] })
	for _, b := range []importer.Basis{importer.BasisApproved, importer.BasisReported, importer.BasisNone} {
		for _, t := range all {
			if t.name == basisWords[b] {
				bases = append(bases, summaryCells(t, g.where("basis", t.name)))
			}
		}
	}
	add("数据口径", bases)
	t.notes = m.notes(rateNote(m), gapNote, "排名按与序时差距由高到低，同一口径内排列", "数据口径：审定为重点项目办已审定，上报为已上报未审定",
		fmt.Sprintf("同一项目在%s种口径中各计一次，各部分不得相加", numerals[len(t.groups)-1]))
	return t
}

var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// ahead is how far ahead of schedule a tally is, in 1/10000 of its plan.
func (t *tally) ahead() models.Money { return (t.yearToDate - t.schedule).Share(10000, int64(t.plan)) }

func summaryColumns(month models.Month) []column {
	columns := []column{
		{key: "name", head: "分类", width: 30},
		{key: "projects", head: "项目数（个）", width: 10, show: showCount, sum: true},
		{key: "total", head: "总投资（亿元）", width: 13, show: showAmount, unit: models.YiYuan, sum: true},
		{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true},
		{key: "month", head: fmt.Sprintf("%d月完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true},
		{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true},
		{key: "rate", head: "投资完成率", width: 12, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		{key: "scheduled", head: "序时目标", width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "gap", head: "与序时差距（百分点）", width: 13, show: showPoints, ratio: gapRatio},
		{key: "rank", head: "排名", width: 7, show: showCount, rank: &rank{"gap"}},
	}
	for i := range columns {
		columns[i].blank = columns[i].key == "month" || columns[i].key == "ytd"
	}
	for _, c := range tallied {
		columns = append(columns, column{key: string(c), parent: "预警情况（个）", head: c.Chinese(), width: 9, show: showCount,
			sum: true})
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
	var month, ytd any
	if t.stated {
		month, ytd = live{from.sum("month"), int64(t.month)}, live{from.sum("ytd"), int64(t.yearToDate)}
	}
	cells := []any{
		cmp.Or(t.name, "（未注明）"), live{from.count(""), int64(t.projects)}, live{from.sum("total"), int64(t.total)},
		live{from.sum("plan"), int64(t.plan)},
		month, ytd, nil, live{from.sum("scheduled"), int64(t.schedule)}, nil, nil,
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
				// those that left the list have none
				return "COUNTIFS(" + who + ",{name}," + g.span("colour", g.dataFirst, g.dataLast) + `,"?*")`
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
				return "COUNTA(" + g.span("colour", first, last) + ")"
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
