package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/models"
)

// tallied are the lights in the order the summary counts them.
var tallied = []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData}

// groups puts the projects together by some word of theirs, in the order in which the words first appear.
func (m Monthly) groups(by func(models.ProjectFigures) string) []models.Group {
	groups := models.GroupBy(m.Figures.Lines, by, m.Figures.Rank)
	first := func(g models.Group) int {
		return slices.IndexFunc(m.Figures.Lines, func(l models.ProjectFigures) bool { return by(l) == g.Name })
	}
	slices.SortStableFunc(groups, func(a, b models.Group) int { return cmp.Compare(first(a), first(b)) })
	return groups
}

func summarySheet(m Monthly, detail *table) *table {
	g := layOut(detail)
	t := &table{
		sheet: sheetSummary, title: m.title("汇总表"), preparedBy: m.caption(), unit: "单位：万元", lead: m.headline(),
		lineHeight: 20, figures: true,
		columns: summaryColumns(m.Figures), signed: true, onePage: true, readOnly: true,
	}
	add := func(title string, lines [][]any) {
		t.groups = append(t.groups, group{title: numerals[len(t.groups)] + "、按" + title, lines: lines})
	}
	by := func(key string, of func(models.ProjectFigures) string) (lines [][]any, named bool) {
		for _, one := range m.groups(of) {
			lines = append(lines, summaryCells(m.Figures.Rank, one, g.where(key, one.Name)))
			named = named || one.Name != ""
		}
		return lines, named
	}
	parts := m.unitParts()
	for _, part := range parts {
		var lines [][]any
		for _, one := range part.units {
			lines = append(lines, summaryCells(m.Figures.Rank, one, g.where("unit", one.Name)))
		}
		add(part.title, lines)
	}
	add("项目类别", m.sectionCells(g))
	levels, _ := by("level", func(line models.ProjectFigures) string { return levelWord(line.CityMajor) })
	add("项目级别", levels)
	for _, c := range classes {
		if lines, named := by(c.key, c.of); named {
			add(c.head, lines)
		}
	}
	add("数据口径", m.basisCells(g))
	kinds := len(t.groups) - max(0, len(parts)-1) // units are one basis, in however many parts
	notes := []string{rateNote(m, models.RankByPlan.Chinese()), gapNote, "排名按" + m.Figures.Rank.Chinese() +
		"由高到低，同一口径内排列", basisNote}
	if unranked := m.unrankedNote(); unranked != "" {
		notes = append(notes, unranked)
	}
	t.notes = m.notes(append(notes, fmt.Sprintf("同一项目在%s种口径中各计一次，各部分不得相加", numerals[kinds-1]))...)
	return t
}

// sectionCells are the rows of the sections, in the order of the list.
func (m Monthly) sectionCells(g *grid) (lines [][]any) {
	sections := m.sections()
	number := map[string]string{} // of a project's section
	for i, s := range sections {
		for _, line := range s.lines {
			number[line.ProjectID] = strconv.Itoa(i)
		}
	}
	of := func(l models.ProjectFigures) string { return number[l.ProjectID] }
	groups := map[string]models.Group{}
	for _, one := range models.GroupBy(m.Figures.Lines, of, m.Figures.Rank) {
		groups[one.Name] = one
	}
	for i, s := range sections {
		one := groups[strconv.Itoa(i)]
		one.Name = sectionName(s.title)
		lines = append(lines, summaryCells(m.Figures.Rank, one, g.within(i)))
	}
	return lines
}

// basisCells are the rows of the bases; they are not ranked against each other.
func (m Monthly) basisCells(g *grid) (lines [][]any) {
	all := models.GroupBy(m.Figures.Lines, func(l models.ProjectFigures) string { return string(l.Basis()) },
		m.Figures.Rank)
	for _, basis := range models.Bases {
		for _, one := range all {
			if one.Name == string(basis) {
				one.Rank = 0
				lines = append(lines, summaryCells(m.Figures.Rank, one, g.where("basis", one.Name)))
			}
		}
	}
	return lines
}

var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}

func summaryColumns(f models.ProgrammeFigures) []column {
	month := f.Month
	columns := []column{
		{key: "name", head: "分类", width: 30},
		{key: "projects", head: "项目数（个）", width: 10, show: showCount, sum: true},
		{key: "total", head: "总投资（亿元）", width: 13, show: showAmount, unit: models.YiYuan, sum: true},
		{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true},
		{key: "month", head: fmt.Sprintf("%d月完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true, blank: true},
		{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", month.Number()), width: 15, show: showAmount, unit: models.WanYuan,
			sum: true, blank: true},
		{key: "rate", head: models.RankByPlan.Chinese(), width: 12, show: showPercent, ratio: &ratio{part: "ytd",
			whole: "plan", scale: 1}},
		{key: "scheduled", head: "序时目标", width: 15, show: showAmount, unit: models.WanYuan, sum: true},
		{key: "gap", head: "与序时差距（百分点）", width: 13, show: showPoints, ratio: gapRatio},
	}
	by := "rate"
	switch f.Rank {
	case models.RankBySchedule:
		by = "of schedule"
		columns = append(columns, column{key: by, head: "序时完成率", width: 12, show: showPercent,
			ratio: &ratio{part: "ytd", whole: "scheduled", scale: 1}})
	case models.RankByPoints:
		by = "gap"
	case models.RankByPlan:
	}
	columns = append(columns,
		column{key: "rank", head: "排名（按" + f.Rank.Chinese() + "）", width: 11, show: showCount, rank: &rank{by}},
		column{key: "reported", head: reportedHead, width: 13, show: showAmount, unit: models.WanYuan, sum: true,
			blank: true})
	for _, c := range tallied {
		columns = append(columns, column{key: string(c), parent: "亮灯情况（个）", head: c.LightName(), width: 9,
			show: showCount, sum: true})
	}
	return columns
}

// source gives the formula that adds up a column of 明细 for one row of the summary, and the one that counts projects
// of a light ("" for all).
type source struct {
	sum   func(key string) string
	count func(c models.Colour) string
}

func summaryCells(rule models.RankRule, t models.Group, from source) []any {
	var month, ytd, reported, place any
	if t.Known() || t.Approved != 0 {
		month, ytd = live{from.sum("month"), int64(t.InMonth)}, live{from.sum("ytd"), int64(t.Approved)}
	}
	if t.ReportedCount > 0 {
		reported = live{from.sum("reported"), int64(t.Reported)}
	}
	if t.Rank > 0 {
		place = t.Rank
	}
	cells := []any{
		cmp.Or(t.Name, "（未注明）"), live{from.count(""), int64(t.Projects)},
		live{from.sum("total"), int64(t.TotalInvestment)}, live{from.sum("plan"), int64(t.Plan)},
		month, ytd, nil, live{from.sum("scheduled"), int64(t.Scheduled)}, nil,
	}
	if rule == models.RankBySchedule {
		cells = append(cells, nil)
	}
	cells = append(cells, place, reported)
	for _, c := range tallied {
		cells = append(cells, live{from.count(c), int64(t.Lights[c])})
	}
	return cells
}

// where selects the projects whose column has the name of the summary's row. A missing value cannot be selected by
// name: those figures are written without a formula.
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
				return "COUNTIFS(" + who + ",{name}," + g.span("light", g.dataFirst, g.dataLast) + `,"?*")`
			}
			return "COUNTIFS(" + who + ",{name}," + g.span("light", g.dataFirst, g.dataLast) + `,"` + colourWord(c) + `")`
		},
	}
}

// within selects the projects of one section.
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
				return "COUNTA(" + g.span("light", first, last) + ")"
			}
			return "COUNTIF(" + g.span("light", first, last) + `,"` + colourWord(c) + `")`
		},
	}
}

// span names a column's cells for a formula on another sheet.
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
