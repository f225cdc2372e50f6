package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// trap is one thing a bureau does to its list; everything else of the sketch is drawn by chance. The list must be read
// exactly all the same.
type trap struct {
	name string
	set  func(s *sketch) // before the projects are invented
	then func(s *sketch) // after
	warn []string        // warnings that may be raised
}

var traps = []trap{
	{name: "nothing unusual"},
	{name: "title and notes of twenty rows above the header", set: func(s *sketch) {
		for i := range 16 {
			s.above = append(s.above, []any{fmt.Sprintf("%d．各单位须于每月25日前报送，数据以核定为准，逾期通报。", i+1)})
		}
	}},
	{name: "an overview sentence above the table", set: func(s *sketch) {
		s.above = [][]any{{"2021年全区共安排重点项目48个，总投资449亿元，年度计划投资70亿元，比上年增长5%。"}}
	}},
	{name: "no title at all", set: func(s *sketch) {
		s.noTitle, s.words["plan"] = true, "2021年计划投资"
		if s.unitIn == "title" {
			s.unitIn = "header"
		}
	}},
	{name: "header of three rows", set: func(s *sketch) {
		s.height = 3
		s.extra = []pillar{other("前期手续", "用地", "土地证"), other("前期手续", "用地", "规划许可"), other("前期手续", "环评", "批复")}
	}},
	{name: "header of four rows", set: func(s *sketch) {
		s.height, s.merged = 3, true
		s.extra = []pillar{other("前期手续", "用地", "审批", "土地证"), other("前期手续", "用地", "审批", "规划许可")}
	}},
	{name: "header cells not merged", set: func(s *sketch) { s.height, s.merged = 2, false }},
	{name: "header words with spaces, breaks and stars", set: func(s *sketch) { s.spaced = true }},
	{name: "a word split over two header rows", set: func(s *sketch) {
		s.merged, s.height = false, 2
		s.extra = []pillar{{path: []string{"建设起", "止年限"}, cell: func(*thing) any { return "2019-2023" }}}
	}},
	{name: "bare numbers above the header", set: func(s *sketch) { s.numbersOver = true }},
	{name: "column numbers below the header", set: func(s *sketch) { s.numbersRow = true }},
	{name: "instructions between header and data", set: func(s *sketch) { s.instruction = true }},
	{name: "instructions and column numbers", set: func(s *sketch) { s.instruction, s.numbersRow = true, true }},
	{name: "the header again before each section", set: func(s *sketch) { s.repeatedHeader, s.levels = true, 2 }},
	{name: "table begins in column C", set: func(s *sketch) { s.offset = 2 }},
	{name: "amounts in 亿元", set: func(s *sketch) { s.unit = models.YiYuan }},
	{name: "amounts in 元", set: func(s *sketch) { s.unit = models.Yuan }},
	{name: "unit only inside the headers", set: func(s *sketch) { s.unitIn = "header" }},
	{name: "unit at the right of the note on who prepared it", set: func(s *sketch) { s.unitIn = "row" }},
	{name: "unit for counts and money in one note", set: func(s *sketch) {
		s.unitIn = "none"
		s.above = [][]any{{nil, nil, nil, "单位：个、" + string(s.unit)}}
	}},
	{name: "amounts as text with separators", set: func(s *sketch) { s.amounts = "text" }},
	{name: "amounts with a unit of their own", set: func(s *sketch) { s.amounts = "own unit" }},
	{name: "total parted by source of funds", set: func(s *sketch) {
		s.merged = true
		s.drop = []string{"total"}
		total := func(t *thing) models.Money { return t.total }
		s.extra = []pillar{
			{path: []string{"资金来源", "计划总投资"}, money: total, cell: func(t *thing) any { return s.amount(t.total, s.unit) }},
			{path: []string{"资金来源", "财政资金"}, cell: func(t *thing) any { return s.amount(t.total/4, s.unit) }},
			{path: []string{"资金来源", "银行贷款"}, cell: func(t *thing) any { return s.amount(t.total/2, s.unit) }},
		}
		if s.unitIn == "header" {
			s.unitIn = "row"
		}
	}},
	{name: "last year's plan beside this year's", set: func(s *sketch) {
		s.words["plan"] = "2021年计划投资"
		s.extra = []pillar{{path: []string{"2020年计划投资"}, cell: func(t *thing) any { return s.amount(t.plan/3, s.unit) }}}
	}},
	{name: "last year's title left in", set: func(s *sketch) { s.title, s.words["plan"] = "2020年重点项目计划表", "2021年计划投资" },
		warn: []string{"title_year"}},
	{name: "three levels of sections with counts in the label", set: func(s *sketch) { s.levels, s.counts = 3, "label" }},
	{name: "three levels of sections with counts in a column", set: func(s *sketch) {
		s.levels, s.counts, s.subtotals = 3,
			"column", "row"
	}},
	{name: "sections with counts in brackets and subtotals below", set: func(s *sketch) {
		s.levels, s.counts,
			s.subtotals = 2, "bracket", "below"
	}},
	{name: "sections Ⅰ, 一、, （一）", set: func(s *sketch) { s.levels, s.styles = 3, []string{"Ⅰ", "一、", "（一）"} }},
	{name: "sections 第一部分, 一、, （一）", set: func(s *sketch) { s.levels, s.styles = 3, []string{"第一部分", "一、", "（一）"} }},
	{name: "sections 一、, (1), ①", set: func(s *sketch) {
		s.levels, s.styles, s.counts = 3, []string{"一、", "(1)", "①"},
			"label"
	}},
	{name: "sections marked by dashes", set: func(s *sketch) {
		s.levels, s.styles, s.counts, s.subtotals = 3, []string{"一、", "（一）", "——"}, "column", "row"
	}},
	{name: "total on top with 其中 below it", set: func(s *sketch) { s.totals, s.ofWhich = "top", true }},
	{name: "total at the bottom, spelt with spaces", set: func(s *sketch) { s.totals, s.totalWord = "bottom", "合    计" }},
	{name: "total with a count in its cell", set: func(s *sketch) { s.totals = "top" }, then: func(s *sketch) {
		n := 0
		for _, g := range s.top {
			n += len(g.all())
		}
		s.totalWord = s.pick(fmt.Sprintf("合计（%d项）", n), fmt.Sprintf("总计%d个", n), fmt.Sprintf("张店区合计%d个", n),
			fmt.Sprintf("合计：%d个项目", n))
	}},
	{name: "marks before names, explained in a footnote", set: func(s *sketch) {
		s.marks = s.pick("★", "▲", "☆", "*", "●")
		s.foot = []string{"注：1．" + s.marks + "为市重大项目；2．数据由各单位提供。"}
	}, then: everySecondMajor},
	{name: "marks explained above the header", set: func(s *sketch) { s.marks, s.above = "▲", [][]any{{"说明：带▲的为市级重点项目"}} },
		then: everySecondMajor},
	{name: "numbering that starts again in each section", set: func(s *sketch) { s.levels, s.numbering = 2, "restart" }},
	{name: "numbers in brackets", set: func(s *sketch) { s.numbering = "(1)" }},
	{name: "numbers with a sign behind", set: func(s *sketch) { s.numbering = "marked" },
		warn: []string{"mark_unexplained"}},
	{name: "numbers with a stop behind", set: func(s *sketch) { s.numbering = "dotted" }},
	{name: "names with spaces and breaks", then: func(s *sketch) {
		for _, g := range s.top {
			for _, t := range g.all() {
				t.name = strings.Replace(t.name, "第", "  第", 1)
			}
		}
	}},
	{name: "a bundled project with parts 1.1 and 1.2", set: func(s *sketch) {
		s.numbering, s.bundles = "rising",
			"inside"
	}, then: bundle},
	{name: "a bundled project with parts (1) and (2)", set: func(s *sketch) {
		s.numbering, s.bundles = "restart",
			"bracket"
	}, then: bundle},
	{name: "a bundled project with parts without a number", set: func(s *sketch) {
		s.numbering, s.bundles = "rising",
			"blank"
	}, then: bundle},
	{name: "lines on funding below a project", set: func(s *sketch) { s.funding = true }},
	{name: "codes under 编号", set: func(s *sketch) {
		s.extra = []pillar{{path: []string{"项目编号"}, cell: func(t *thing) any { return t.code }}}
		s.words["number"] = "序号"
	}},
	{name: "one column of √ for each stage", set: func(s *sketch) {
		s.drop, s.merged = []string{"stage"}, true
		for _, stage := range []models.Stage{models.StageNewStart, models.StageCarried, models.StageCompleting} {
			s.extra = append(s.extra, pillar{path: []string{"项目性质", stageSaid[stage]}, cell: func(t *thing) any {
				if t.stage == stage {
					return "√"
				}
				return nil
			}})
		}
	}},
	{name: "stages as columns of √ without a head over them", set: func(s *sketch) {
		s.drop = []string{"stage"}
		for _, stage := range []models.Stage{models.StageNewStart, models.StageCarried, models.StageCompleting} {
			s.extra = append(s.extra, pillar{path: []string{stageSaid[stage]}, cell: func(t *thing) any {
				if t.stage == stage {
					return "√"
				}
				return nil
			}})
		}
	}},
	{name: "real dates as text of many styles", set: func(s *sketch) { s.dates = "real" }},
	{name: "amounts before the names' details", set: func(s *sketch) { s.before = []string{"plan", "total", "before"} }},
	{name: "columns nobody keeps among those read", set: func(s *sketch) {
		s.extra = []pillar{other("联系人"), other("联系电话"), other("用地面积"), other("四证"), other("税收")}
	}},
	{name: "progress with the month in the headers", set: func(s *sketch) {
		s.kind, s.words["month"], s.words["ytd"] = "progress", "6月完成投资", "1-6月累计完成投资"
	}},
	{name: "progress with the month only in the title", set: func(s *sketch) {
		s.kind, s.words["month"], s.words["ytd"] = "progress", "本月完成投资", "年初至本月累计完成投资"
	}},
	{name: "progress by sections with subtotals", set: func(s *sketch) {
		s.kind, s.levels, s.subtotals, s.totals = "progress", 2, "row", "top"
	}},
	{name: "progress whose columns stand under 完成投资", set: func(s *sketch) {
		s.kind, s.merged, s.drop = "progress", true, []string{"month", "ytd"}
		s.extra = []pillar{
			{path: []string{"2021年完成投资", "6月"}, money: func(t *thing) models.Money { return t.month },
				cell: func(t *thing) any { return s.amount(t.month, s.unit) }},
			{path: []string{"2021年完成投资", "1-6月累计"}, money: func(t *thing) models.Money { return t.ytd },
				cell: func(t *thing) any { return s.amount(t.ytd, s.unit) }},
		}
		if s.unitIn == "header" {
			s.unitIn = "row"
		}
	}},
}

func other(path ...string) pillar {
	return pillar{path: path, cell: func(*thing) any { return "已办" }}
}

func everySecondMajor(s *sketch) {
	for _, g := range s.top {
		for i, t := range g.all() {
			t.major = i%2 == 0
		}
	}
}

func bundle(s *sketch) { s.top[0].all()[1].parts = []string{"东片区配套", "西片区配套"} }

// seen is what a sheet says of a project, as the thing it was drawn from says it.
type seen struct {
	Name, Section, Unit, Owner, Place, Scale, Stage, Start, Finish string
	Total, Before, Plan, Month, YearToDate                         string
	Major                                                          bool
	Parts                                                          []string
}

func amountSaid(m *models.Money) string {
	if m == nil {
		return "?"
	}
	return m.In(models.Yuan)
}

func seenOf(s importer.Sheet) []seen {
	var out []seen
	reports := map[int]importer.ReportRow{}
	for _, r := range s.Reports {
		reports[r.Row] = r
	}
	for _, p := range s.Projects {
		out = append(out, seen{
			Name: p.Name, Section: p.Section, Unit: p.ResponsibleUnit, Owner: p.Owner, Place: p.Place, Scale: p.Scale,
			Stage: string(p.Stage),
			Start: p.PlannedStart.String(), Finish: p.PlannedFinish.String(), Total: amountSaid(p.TotalInvestment),
			Before: amountSaid(p.ToEndOfLastYear),
			Plan:   amountSaid(p.AnnualPlan), Month: amountSaid(reports[p.Row].MonthAmount),
			YearToDate: amountSaid(reports[p.Row].YearToDate),
			Major:      p.CityMajor, Parts: p.Parts,
		})
	}
	return out
}

func (s *sketch) truth() []seen {
	var out []seen
	printed := func(kind string, m models.Money) string {
		if kind != "" && kind != s.kind {
			return "?"
		}
		return m.In(models.Yuan)
	}
	for _, g := range s.top {
		for _, t := range g.all() {
			out = append(out, seen{
				Name: strings.ReplaceAll(t.name, " ", ""), Section: t.section, Unit: t.unit, Owner: t.owner, Place: t.place,
				Scale: t.scale, Stage: string(t.stage),
				Start: t.start.Last().String(), Finish: t.finish.Last().String(), Total: printed("plan", t.total),
				Before: printed("plan", t.before),
				Plan:   printed("", t.plan), Month: printed("progress", t.month), YearToDate: printed("progress", t.ytd),
				Major: t.major,
				Parts: t.parts,
			})
		}
	}
	return out
}

// sectionsOf lists the sections as they must be read, and how many declared counts and sums must be confirmed.
func (s *sketch) sections() []string {
	var out []string
	var walk func(g *group, level int)
	walk = func(g *group, level int) {
		if g.label != "" {
			declared := "-"
			if s.counts != "none" {
				declared = fmt.Sprint(len(g.all()))
			}
			out = append(out, fmt.Sprintf("%d %s %s/%d", level, strings.Join(strings.Fields(g.label), ""), declared,
				len(g.all())))
		}
		for _, inner := range g.groups {
			walk(inner, level+1)
		}
	}
	for _, g := range s.top {
		walk(g, 1)
	}
	return out
}

// Every way a bureau draws its list is read exactly: names, amounts to the fen, sections with their counts, sums.
func TestEveryLayoutIsReadExactly(t *testing.T) {
	for i, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			for seed := range uint64(6) {
				s := newSketch(uint64(i)*100 + seed)
				if trap.set != nil {
					trap.set(s)
				}
				s.populate()
				if trap.then != nil {
					trap.then(s)
				}
				sheet := s.draw()
				book, err := importer.Inspect("表.xlsx", booktest.Draw(t, sheet))
				check(t, err)
				if !readExactly(t, s, book, trap.warn) {
					t.Logf(
						"seed %d: %s, header %d, merged %v, levels %d %v, counts %s, subtotals %s, totals %s %s, numbers %s, amounts %s",
						seed, s.kind, s.height,
						s.merged, s.levels, s.styles, s.counts, s.subtotals, s.totals, s.totalWord, s.numbering, s.amounts)
					for _, row := range sheet.Rows {
						t.Logf("%.200q", fmt.Sprint(row))
					}
					return
				}
			}
		})
	}
}

func readExactly(t *testing.T, s *sketch, book *importer.Book, allowed []string) bool {
	t.Helper()
	sheet := book.Sheets[0]
	if len(book.Sheets) != 1 || !sheet.Skipped.IsZero() || string(sheet.Kind) != s.kind || sheet.Year != s.year {
		t.Errorf("%d sheets, %s, skipped: %s, %d", len(book.Sheets), sheet.Kind, sheet.Skipped, sheet.Year)
		return false
	}
	if d := cmp.Diff(s.truth(), seenOf(sheet)); d != "" {
		t.Errorf("projects - want + got\n%.3000s", d)
	}
	var sections []string
	for _, section := range sheet.Sections {
		declared := "-"
		if section.Declared != nil {
			declared = fmt.Sprint(*section.Declared)
		}
		sections = append(sections, fmt.Sprintf("%d %s %s/%d", section.Level, section.Title, declared, section.Counted))
	}
	if d := cmp.Diff(s.sections(), sections); d != "" {
		t.Errorf("sections - want + got\n%.2000s", d)
	}
	sums := 0
	for _, total := range sheet.Totals {
		if !total.OK {
			t.Errorf("%s %s %s: %d and %d", total.Cell, total.Label, total.Field, total.Declared, total.Computed)
		}
		if total.Field != importer.FieldCount {
			sums++
		}
	}
	if want := s.declaredSums(); sums != want {
		t.Errorf("%d sums were checked, %d are declared", sums, want)
	}
	for _, f := range sheet.Findings {
		if f.Severity == importer.SeverityError || f.Severity == importer.SeverityWarning && !slices.Contains(allowed,
			f.Code) {
			t.Errorf("%s %s %s: %s", f.Severity, f.Code, f.Cell, f.Message)
		}
	}
	if t.Failed() {
		for _, c := range sheet.Columns {
			t.Logf("%s %.40q = %s %s %.2f", c.Column, c.Header, c.Field, c.Unit, c.Confidence)
		}
	}
	return !t.Failed()
}

// declaredSums is how many sums the sketch declares: in its total, in its sections' rows, in its subtotals.
func (s *sketch) declaredSums() int {
	columns := 0
	for _, c := range s.columns {
		if c.money != nil {
			columns++
		}
	}
	rows, leaves := 0, 0
	var walk func(g *group)
	walk = func(g *group) {
		if g.label != "" {
			rows++
			if len(g.groups) == 0 {
				leaves++
			}
		}
		for _, inner := range g.groups {
			walk(inner)
		}
	}
	for _, g := range s.top {
		walk(g)
	}
	n := map[string]int{"row": rows, "below": leaves}[s.subtotals]
	if s.totals != "none" {
		n++
	}
	return n * columns
}
