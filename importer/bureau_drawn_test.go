package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// drawnTable is a table as it was drawn: reading it must give back the same lines.
type drawnTable struct {
	lines []string
}

// drawing draws the tables of a sheet below each other.
type drawing struct {
	t      *rapid.T
	rows   [][]any
	tables []drawnTable
	n      int // projects drawn so far
}

func (d *drawing) row(cells ...any) { d.rows = append(d.rows, cells) }

func (d *drawing) yes(label string) bool { return rapid.Bool().Draw(d.t, label) }

func (d *drawing) one(label string, words ...string) string {
	return rapid.SampledFrom(words).Draw(d.t, label)
}

// shortUnits are units without 元, as headers have them.
var shortUnits = map[models.Unit]string{models.YiYuan: "亿", models.WanYuan: "万", models.BaiWanYuan: "百万",
	models.QianWanYuan: "千万"}

// table draws a table: its title, where its unit stands, its sections, further pages and totals.
func (d *drawing) table(kind importer.SheetKind) {
	unit := rapid.SampledFrom(models.Units()).Draw(d.t, "unit")
	year := 2019 + len(d.tables) // with the same title it would be a further page
	month := rapid.IntRange(3, 12).Draw(d.t, "month")
	title := fmt.Sprintf("%d年重点项目计划表", year)
	if kind == importer.KindProgress {
		title = fmt.Sprintf("%d年%d月重点项目完成情况表", year, month)
	}
	heads := []string{"总投资", d.one("plan", "年度计划投资", fmt.Sprintf("%d年计划投资", year), "年度投资计划")}
	if kind == importer.KindProgress {
		heads = []string{d.one("month's", "本月完成投资", fmt.Sprintf("%d月完成投资", month), "当月完成投资"),
			d.one("cumulative", fmt.Sprintf("1-%d月累计完成投资", month), fmt.Sprintf("%d年1-%d月完成投资", year, month),
				fmt.Sprintf("今年1—%d月累计完成投资", month), fmt.Sprintf("完成投资（1-%d月）", month), "年初至本月累计完成投资")}
	}
	var line []any
	switch d.one("unit's place", "title", "line", "headers", "names", "short") {
	case "title":
		title += "（单位：" + string(unit) + "）"
	case "line":
		line = []any{nil, nil, nil, nil, d.one("unit word", "单位：", "金额单位：", "单位:人民币") + string(unit)}
	case "names":
		line = []any{fmt.Sprintf("单位：%s（%s），%s（%s）", heads[0], unit, heads[1], unit)}
	case "short":
		if short := shortUnits[unit]; short != "" {
			heads[0], heads[1] = heads[0]+"（"+short+"）", heads[1]+"（"+short+"）"
			break
		}
		fallthrough
	default:
		heads[0], heads[1] = heads[0]+"（"+string(unit)+"）", heads[1]+"/"+string(unit)
	}
	head := func(again string) {
		d.row(title + again)
		if line != nil {
			d.row(line...)
		}
		d.row("序号", "项目名称", "责任单位", heads[0], heads[1])
	}
	head("")
	want := drawnTable{[]string{fmt.Sprintf("%s %d %s", kind, year, monthOf(kind, year, month))}}
	var all [2]models.Money
	number := 0
	for s := range rapid.IntRange(1, 3).Draw(d.t, "sections") {
		label := ""
		if n := rapid.IntRange(1, 3).Draw(d.t, "projects"); d.yes("section") {
			label = chinese[s] + "、" + []string{"产业项目", "基础设施项目", "民生项目"}[s]
			d.row(fmt.Sprintf("%s（%d个）", label, n))
			number = d.projects(kind, unit, &want, label, n, number, &all, head)
		} else if s == 0 {
			number = d.projects(kind, unit, &want, "", n, number, &all, head)
		}
	}
	if d.yes("total") {
		d.row(nil, d.one("total word", "合计", "总计", "合计数", "汇总", "累计"), nil, in(all[0], unit), in(all[1], unit))
	}
	if d.yes("note") {
		d.row("注：数据由各责任单位填报。")
	}
	d.row()
	d.tables = append(d.tables, want)
}

func monthOf(kind importer.SheetKind, year, month int) string {
	if kind == importer.KindProgress {
		return models.MonthOf(year, month).String()
	}
	return ""
}

func in(m models.Money, unit models.Unit) float64 { return float64(m) / float64(unit.Fen()) }

// projects draws the projects of a section; between two of them a further page may begin.
func (d *drawing) projects(kind importer.SheetKind, unit models.Unit, want *drawnTable, label string, n, number int,
	all *[2]models.Money, head func(string)) int {
	for i := range n {
		if i > 0 && d.yes("page") {
			head(d.one("again", "", "（续）"))
		}
		d.n++
		number++
		name := fmt.Sprintf("%s第%d期工程", d.one("name", "其中路改造", "审核楼：加固", "合计路小学", "智能制造园", "累计河治理"), d.n)
		first := models.Money(rapid.IntRange(1000, 50_000).Draw(d.t, "first")) * 100_000_000 // in millions of yuan
		second := first / 10_000_000_000 * 1_000_000_000
		if kind == importer.KindProgress {
			first, second = max(second, 1_000_000_000), first
		}
		all[0], all[1] = all[0]+first, all[1]+second
		d.row(number, name, "区工信局", in(first, unit), in(second, unit))
		want.lines = append(want.lines, fmt.Sprintf("%s [%s] %s/%s", name, label, first.Wan(), second.Wan()))
	}
	return number
}

// readLines are the lines of a table as it was read.
func readLines(s importer.Sheet) []string {
	lines := []string{fmt.Sprintf("%s %d %s", s.Kind, s.Year, s.Month)}
	say := func(m *models.Money) string {
		if m == nil {
			return "?"
		}
		return string(m.Wan())
	}
	for _, p := range s.Projects {
		first, second := p.TotalInvestment, p.AnnualPlan
		for _, r := range s.Reports {
			if r.Row == p.Row {
				first, second = r.MonthAmount, r.YearToDate
			}
		}
		lines = append(lines, fmt.Sprintf("%s [%s] %s/%s", p.Name, p.Section, say(first), say(second)))
	}
	return lines
}

// Tables below each other with units, years and months of their own, on several pages, with sections and totals, are
// read exactly.
func TestDrawnTablesAreReadAsTheyWereDrawn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := &drawing{t: rt}
		kind := rapid.SampledFrom([]importer.SheetKind{importer.KindPlan, importer.KindProgress}).Draw(rt, "kind")
		for range rapid.IntRange(1, 3).Draw(rt, "tables") {
			d.table(kind)
		}
		book, err := importer.Inspect("表.xlsx", booktest.Draw(t, booktest.Sheet{Rows: d.rows}))
		if err != nil {
			rt.Fatal(err)
		}
		var want, got, wrong []string
		for _, table := range d.tables {
			want = append(want, table.lines...)
		}
		for _, s := range book.Sheets {
			got = append(got, readLines(s)...)
			for _, total := range s.Totals {
				if !total.OK {
					wrong = append(wrong, fmt.Sprintf("%s %s is not the sum", total.Cell, total.Label))
				}
			}
		}
		for _, f := range book.Findings() {
			if f.Severity == importer.SeverityError {
				wrong = append(wrong, f.Cell+" "+f.Message.Text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(wrong) > 0 {
			var drawn strings.Builder
			for i, row := range d.rows {
				fmt.Fprintln(&drawn, i+1, slices.Clip(row))
			}
			rt.Fatalf("- drawn + read\n%s%q\n%s", diff, wrong, &drawn)
		}
	})
}
