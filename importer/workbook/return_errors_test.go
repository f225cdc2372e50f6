package workbook_test

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
)

// breakage is a wrong value typed into a good workbook.
type breakage struct {
	cell  string
	wrong any
	code  string // of the finding it must have
}

// A workbook comes back with its errors marked; once they are corrected in that copy it reads like the one that was
// never broken.
func TestACorrectedErrorWorkbookReadsLikeTheGoodOne(t *testing.T) {
	d := sample.Programme(2021)
	for name, tc := range map[string]struct {
		write func(io.Writer) error
		sheet string
		wrong []breakage
	}{
		"progress": {func(w io.Writer) error { return workbook.WriteProgress(w, d.Progress(june)) }, "6月进展", []breakage{
			{"G6", "约", "not_a_number"}, {"H8", "12,34.5万元", "not_a_number"}, {"H10", -5, "negative_amount"},
			{"G12", 99_999_999, "unit_slip"},
		}},
		"plan": {func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) }, "2021年投资计划", []breakage{
			{"Z8", "2021-02-30", "impossible_date"}, {"J9", "暂缓", "not_a_number"}, {"F8", "开工", "unknown_word"},
		}},
		"milestones": {func(w io.Writer) error { return workbook.WriteMilestones(w, d.Milestones(june.Last())) }, "2021年节点计划",
			[]breakage{
				{"F5", "2021年13月", ""}, {"E6", "也许", "not_yes_or_no"},
			}},
	} {
		t.Run(name, func(t *testing.T) {
			good := formBytes(t, tc.write)
			was := map[string]any{}
			broken := changed(t, good, func(f *excelize.File) {
				for _, b := range tc.wrong {
					was[b.cell] = valueOf(t, f, tc.sheet, b.cell)
					if err := f.SetCellValue(tc.sheet, b.cell, b.wrong); err != nil {
						t.Fatal(err)
					}
				}
			})
			findings := inspectedAs(t, name+".xlsx", broken).Findings()
			for _, b := range tc.wrong {
				if !finds(findings, b.cell, b.code) {
					t.Fatalf("%s: no finding %s: %v", b.cell, b.code, findings)
				}
			}
			marked := formBytes(t, func(w io.Writer) error { return workbook.WriteErrors(w, name+".xlsx", broken, findings) })
			checkMarked(t, marked, tc.sheet, tc.wrong)
			corrected := changed(t, marked, func(f *excelize.File) {
				for cell, value := range was {
					if err := f.SetCellValue(tc.sheet, cell, value); err != nil {
						t.Fatal(err)
					}
				}
			})
			want, got := inspectedAs(t, name+".xlsx", good), inspectedAs(t, name+".xlsx", corrected)
			if len(got.Sheets) != len(want.Sheets)+1 || got.Sheets[0].Skipped.IsZero() {
				t.Fatalf("%d sheets, the first skipped for %q", len(got.Sheets), got.Sheets[0].Skipped)
			}
			if diff := cmp.Diff(want.Sheets, got.Sheets[1:], cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("the corrected copy reads differently:\n%.3000s", diff)
			}
		})
	}
}

// checkMarked looks at the copy as a person does: the list names the cell, the cell is coloured and commented.
func checkMarked(t *testing.T, content []byte, sheet string, wrong []breakage) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	commented := map[string]bool{}
	for _, c := range comments {
		commented[c.Cell] = true
	}
	list, err := f.GetRows("问题清单")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range wrong {
		if !commented[b.cell] {
			t.Errorf("%s has no comment", b.cell)
		}
		id, _ := f.GetCellStyle(sheet, b.cell)
		style, err := f.GetStyle(id)
		if err != nil || len(style.Fill.Color) == 0 {
			t.Errorf("%s is not coloured: %v", b.cell, err)
		}
		listed := false
		for i, row := range list {
			if len(row) > 3 && row[1] == sheet && row[3]+row[2] == b.cell {
				_, target, err := f.GetCellHyperLink("问题清单", "C"+strconv.Itoa(i+1))
				listed = listed || err == nil && strings.HasSuffix(target, "!"+b.cell)
			}
		}
		if !listed {
			t.Errorf("%s is not in the list with a link", b.cell)
		}
	}
}

func finds(findings []importer.Finding, cell, code string) bool {
	for _, f := range findings {
		if f.Cell == cell && (code == "" || f.Code == code) {
			return true
		}
	}
	return false
}

func inspectedAs(t *testing.T, name string, content []byte) *importer.Book {
	t.Helper()
	book, err := importer.Inspect(name, content)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func changed(t *testing.T, content []byte, change func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	change(f)
	return formBytes(t, func(w io.Writer) error { return f.Write(w) })
}

// valueOf is a cell's value with its type, to be put back.
func valueOf(t *testing.T, f *excelize.File, sheet, cell string) any {
	t.Helper()
	text, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	kind, err := f.GetCellType(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber {
		if n, err := models.ParseMoney(text, models.WanYuan); err == nil {
			return n.Float(models.WanYuan)
		}
	}
	if text == "" {
		return nil
	}
	return text
}

// A text file comes back as a workbook, its texts as they were.
func TestATextFileComesBackMarkedAndCorrected(t *testing.T) {
	const good = "2021年6月重点项目进展情况表,,,\n单位：" +
		"万元,,,\n项目名称,年度计划投资,6月完成投资,1-6月累计完成投资\n甲项目,1000.00,100,500\n乙项目,\"2,000\",200,800\n"
	broken := strings.Replace(good, ",100,", ",一百,", 1)
	findings := inspectedAs(t, "progress.csv", []byte(broken)).Findings()
	if !finds(findings, "C4", "not_a_number") {
		t.Fatalf("findings: %v", findings)
	}
	marked := formBytes(t, func(w io.Writer) error {
		return workbook.WriteErrors(w, "progress.csv", []byte(broken),
			findings)
	})
	checkMarked(t, marked, "progress", []breakage{{cell: "C4"}})
	corrected := changed(t, marked, func(f *excelize.File) {
		if err := f.SetCellValue("progress", "C4", "100"); err != nil {
			t.Fatal(err)
		}
	})
	want, got := inspectedAs(t, "progress.csv", []byte(good)), inspectedAs(t, "progress.xlsx", corrected)
	if diff := cmp.Diff(want.Sheets, got.Sheets[1:], cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the corrected copy reads differently:\n%.3000s", diff)
	}
}
