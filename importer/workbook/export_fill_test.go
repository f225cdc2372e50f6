package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const citySheet = "附件 2（市）"

// cityForm is a form as a city's office sends it: a two-row merged head, 单位：万元, a few bordered rows, a total with
// sums, a footnote and a signature line, print settings of its own.
func cityForm(t *testing.T, blank int, totalAbove bool, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(f.SetSheetName("Sheet1", citySheet))
	do(f.SetCellStr(citySheet, "A1", "2021年6月市重大项目进展情况表"))
	do(f.MergeCell(citySheet, "A1", "J1"))
	do(f.SetCellStr(citySheet, "H2", "单位：万元"))
	do(f.MergeCell(citySheet, "H2", "J2"))
	for cell, text := range map[string]string{
		"A3": "序号", "B3": "项目名称", "D3": "责任单位", "E3": "总投资", "F3": "2021年投资", "F4": "年度计划", "G4": "6月完成", "H4": "1-6月累计完成",
		"I3": "完成率", "J3": "分管市领导意见",
	} {
		do(f.SetCellStr(citySheet, cell, text))
	}
	for _, m := range [][2]string{{"A3", "A4"}, {"B3", "C4"}, {"D3", "D4"}, {"E3", "E4"}, {"F3", "H3"}, {"I3", "I4"},
		{"J3", "J4"}} {
		do(f.MergeCell(citySheet, m[0], m[1]))
	}
	row := 5
	first, last := row, row+blank-1
	total := row + blank
	if totalAbove {
		total, first, last = row, row+1, row+blank
	}
	body, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "楷体", Size: 11},
		Border: []excelize.Border{{Type: "top", Style: 1, Color: "000000"}}, NumFmt: 2})
	do(err)
	for r := first; r <= last; r++ {
		do(f.SetRowHeight(citySheet, r, 33))
		do(f.SetCellStyle(citySheet, fmt.Sprintf("A%d", r), fmt.Sprintf("J%d", r), body))
		do(f.MergeCell(citySheet, fmt.Sprintf("B%d", r), fmt.Sprintf("C%d", r)))
		do(f.SetCellFormula(citySheet, fmt.Sprintf("I%d", r), fmt.Sprintf("IF(F%d=0,0,H%d/F%d)", r, r, r)))
	}
	for i, values := range rows {
		for column, value := range values {
			if value != nil { // a nil in a merged block would empty all of it
				do(f.SetCellValue(citySheet, sheet.CellName(first+i, column+1), value))
			}
		}
	}
	do(f.SetCellStr(citySheet, fmt.Sprintf("A%d", total), "合计"))
	for _, c := range []string{"E", "F", "G", "H"} {
		do(f.SetCellFormula(citySheet, fmt.Sprintf("%s%d", c, total), fmt.Sprintf("SUM(%s%d:%s%d)", c, first, c, last)))
	}
	after := max(total, last) + 1
	do(f.SetCellStr(citySheet, fmt.Sprintf("A%d", after), "注：1.本表每月6日前报送；2.不得改动表样。"))
	do(f.MergeCell(citySheet, fmt.Sprintf("A%d", after), fmt.Sprintf("J%d", after)))
	do(f.SetCellStr(citySheet, fmt.Sprintf("A%d", after+1), "填报人："))
	do(f.SetColWidth(citySheet, "B", "B", 41))
	do(f.SetPageLayout(citySheet, &excelize.PageLayoutOptions{Size: new(8), Orientation: new("landscape")}))
	do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'附件 2（市）'!$3:$4", Scope: citySheet}))
	do(f.SetHeaderFooter(citySheet, &excelize.HeaderFooterOptions{OddFooter: "&C市重点项目办 第&P页"}))
	var out bytes.Buffer
	do(f.Write(&out))
	do(f.Close())
	return out.Bytes()
}

func cityFilling(n int) Filling {
	w := Filling{Month: models.MonthOf(2021, 6)}
	for i := 1; i <= n; i++ {
		amount, ytd := models.Money(i)*10*wanYuan, models.Money(i)*50*wanYuan+7
		w.Lines = append(w.Lines, FillingLine{
			PlanLine: PlanLine{
				Project: models.Project{Code: fmt.Sprintf("ZD-2021-%03d", i), Name: fmt.Sprintf("甲%d号项目", i),
					TotalInvestment: models.Money(i) * 1000 * wanYuan, AnnualPlan: models.Money(i) * 100 * wanYuan},
				ResponsibleUnit: "甲局", CityMajor: true,
			},
			Reports: map[models.Month]FillingReport{w.Month: {Amount: &amount, YearToDate: &ytd, Physical: "主体施工"}},
		})
	}
	return w
}

func filledForm(t *testing.T, form []byte, with Filling) (*excelize.File, []string, []byte) {
	t.Helper()
	var out bytes.Buffer
	left, err := Fill(&out, "市重大.xlsx", form, with)
	if err != nil {
		t.Fatal(err)
	}
	content := bytes.Clone(out.Bytes())
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var texts []string
	for _, m := range left {
		texts = append(texts, m.Text)
	}
	return f, texts, content
}

func TestABlankFormGrowsWithItsSums(t *testing.T) {
	for _, c := range []struct {
		name       string
		blank      int
		totalAbove bool
		projects   int
		total      string  // row of the total afterwards
		rows       [][]any // what stands in the blank rows
	}{
		{"rows with numbers", 4, false, 6, "11", [][]any{{1}, {2}, {3}, {4}}},
		{"as many rows as projects", 4, false, 4, "9", nil},
		{"more rows than projects", 6, false, 4, "11", nil},
		{"a few rows", 3, false, 26, "31", nil},
		{"two rows", 2, false, 26, "31", nil},
		{"one row", 1, false, 26, "31", nil},
		{"total above, one row", 1, true, 26, "5", nil},
		{"total above, three rows", 3, true, 26, "5", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			with := cityFilling(c.projects)
			f, left, content := filledForm(t, cityForm(t, c.blank, c.totalAbove, c.rows...), with)
			first := 5
			if c.totalAbove {
				first = 6
			}
			sums := map[string]models.Money{}
			for i, line := range with.Lines {
				row := fmt.Sprint(first + i)
				if got := raw(t, f, citySheet, "B"+row) + raw(t, f, citySheet, "D"+row) +
					raw(t, f, citySheet, "A"+row); got != line.Project.Name+"甲局"+fmt.Sprint(i+1) {
					t.Errorf("row %s is %q", row, got)
				}
				report := line.Reports[with.Month]
				for column, want := range map[string]models.Money{"E": line.Project.TotalInvestment, "F": line.Project.AnnualPlan,
					"G": *report.Amount, "H": *report.YearToDate} {
					if got := moneyAt(t, f, citySheet, column+row, models.WanYuan); got != want {
						t.Errorf("%s%s is %d, want %d", column, row, got, want)
					}
					sums[column] += want
				}
				if formula, _ := f.GetCellFormula(citySheet, "I"+row); formula != fmt.Sprintf("IF(F%s=0,0,H%s/F%s)", row, row,
					row) {
					t.Errorf("I%s is %q", row, formula)
				}
				style, _ := f.GetCellStyle(citySheet, "G"+row)
				if s, err := f.GetStyle(style); err != nil || s.Font.Family != "楷体" || len(s.Border) != 1 {
					t.Errorf("G%s looks otherwise: %+v, %v", row, s, err)
				}
				if h, _ := f.GetRowHeight(citySheet, first+i); h != 33 {
					t.Errorf("row %s is %v high", row, h)
				}
			}
			for column, want := range sums {
				if got := moneyAt(t, f, citySheet, column+c.total, models.WanYuan); got != want {
					t.Errorf("total %s%s is %d, want %d", column, c.total, got, want)
				}
				formula, _ := f.GetCellFormula(citySheet, column+c.total)
				last := first + max(c.projects, c.blank) - 1
				if want := fmt.Sprintf("SUM(%s%d:%s%d)", column, first, column, last); formula != want {
					t.Errorf("total is %s, want %s", formula, want)
				}
			}
			if diff := cmp.Diff([]string{"以下列没有填写：J“分管市领导意见”"}, left); diff != "" {
				t.Error(diff)
			}
			checkFrame(t, f, first, c.projects)
			rereads(t, content, with)
		})
	}
}

// checkFrame looks whether what is around the rows is as the city sent it.
func checkFrame(t *testing.T, f *excelize.File, first, projects int) {
	t.Helper()
	merged, err := f.GetMergeCells(citySheet, true)
	if err != nil {
		t.Fatal(err)
	}
	var ranges []string
	for _, m := range merged {
		ranges = append(ranges, m[0])
	}
	for _, want := range []string{"A1:J1", "H2:J2", "A3:A4", "B3:C4", "F3:H3", "J3:J4", fmt.Sprintf("B%d:C%d", first,
		first), fmt.Sprintf("B%d:C%d", first+projects-1, first+projects-1)} {
		if !slices.Contains(ranges, want) {
			t.Errorf("%s is not merged: %v", want, ranges)
		}
	}
	page, _ := f.GetPageLayout(citySheet)
	footer, _ := f.GetHeaderFooter(citySheet)
	width, _ := f.GetColWidth(citySheet, "B")
	if *page.Size != 8 || *page.Orientation != "landscape" || footer.OddFooter != "&C市重点项目办 第&P页" || width != 41 {
		t.Errorf("printed otherwise: %d %s %q, B %v wide", *page.Size, *page.Orientation, footer.OddFooter, width)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'附件 2（市）'!$3:$4" {
		t.Errorf("names %+v", names)
	}
	rows, _ := f.GetRows(citySheet)
	tail := rows[len(rows)-2:]
	if !strings.HasPrefix(tail[0][0], "注：1.本表每月6日前") || tail[1][0] != "填报人：" {
		t.Errorf("ends with %v", tail)
	}
}

// rereads looks whether the filled form says to the importer what it was filled with.
func rereads(t *testing.T, content []byte, with Filling) {
	t.Helper()
	book, err := importer.Inspect("市重大.xlsx", content)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]models.Money{}
	for _, r := range book.Sheets[0].Reports {
		got[r.Project] = *r.YearToDate
	}
	want := map[string]models.Money{}
	for _, line := range with.Lines {
		want[line.Project.Name] = *line.Reports[with.Month].YearToDate
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, total := range book.Sheets[0].Totals {
		if !total.OK {
			t.Errorf("%s: declared %d, computed %d", total.Cell, total.Declared, total.Computed)
		}
	}
}

func TestRowsThatStandInAFormAreMatched(t *testing.T) {
	form := cityForm(t, 4, false,
		[]any{1, "甲2号项目", nil, nil, 1999, nil, 1, 2}, // described already, last month's figures
		[]any{2, "别的项目", nil, "乙局"},
		[]any{3, "甲 1 号项目"},
	)
	with := cityFilling(3)
	f, left, _ := filledForm(t, form, with)
	for cell, want := range map[string]string{"E5": "1999", "F5": "200", "G5": "20", "H5": "100.000007", "D5": "甲局",
		"E6": "", "H6": "", "E7": "1000", "H7": "50.000007", "B7": "甲 1 号项目", "B8": ""} {
		if got := raw(t, f, citySheet, cell); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	want := []string{"以下列没有填写：J“分管市领导意见”", "第 6 行“别的项目”不在项目清单中或有同名项目，没有填写", "清单中有 1 个项目不在表内：甲3号项目"}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Error(diff)
	}
}

func TestAFormThatCannotBeFilledIsRefused(t *testing.T) {
	var plain bytes.Buffer
	f := excelize.NewFile()
	_ = f.SetCellStr("Sheet1", "A1", "会议通知")
	_ = f.Write(&plain)
	for name, content := range map[string][]byte{"通知.xlsx": plain.Bytes(),
		"表.csv": []byte("序号,项目名称,责任单位,总投资（万元）\n1,甲,乙局,3\n")} {
		_, err := Fill(&bytes.Buffer{}, name, content, cityFilling(1))
		if e := models.AsError(err); err == nil || e.Code != "not_fillable" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
