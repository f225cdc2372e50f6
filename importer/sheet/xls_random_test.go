package sheet_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/importer/sheet"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// anyWorkbook is a workbook of everything a cell can hold, with texts longer than a record of an .xls.
func anyWorkbook(t testing.TB) string {
	t.Helper()
	random := rand.New(rand.NewPCG(9, 7))
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	texts := []string{"项目", "a<b>&\"c\"", " 前后 ", "换\n行", "𠮷野", "=1+1", "12.50", "é", strings.Repeat("长文字", 2000),
		strings.Repeat("x", 9000)}
	for _, name := range []string{"Sheet1", "第二张", "藏"} {
		if name != "Sheet1" {
			_, err := f.NewSheet(name)
			must(err)
		}
		for range 400 {
			at, err := excelize.CoordinatesToCellName(1+random.IntN(30), 1+random.IntN(80))
			must(err)
			switch random.IntN(7) {
			case 0:
				must(f.SetCellValue(name, at, texts[random.IntN(len(texts))]))
			case 1:
				must(f.SetCellValue(name, at, fmt.Sprintf("第%d项", random.IntN(10_000))))
			case 2:
				must(f.SetCellValue(name, at, random.IntN(2_000_000_000)-1_000_000_000))
			case 3:
				must(f.SetCellValue(name, at, float64(random.IntN(100_000_000))/100))
			case 4:
				must(f.SetCellValue(name, at, random.IntN(2) == 0))
				must(f.SetCellStyle(name, at, at, 0)) // LibreOffice makes a number of one that is shown as a date
			case 5:
				must(f.SetCellValue(name, at, int(models.DateOf(2021, 1, 1+random.IntN(365))-models.DateOf(1899, 12, 30))))
				must(f.SetCellStyle(name, at, at, day))
			case 6:
				must(f.SetCellRichText(name, at, []excelize.RichTextRun{{Text: "甲"},
					{Text: "乙丙", Font: &excelize.Font{Bold: true}}}))
			}
		}
		must(f.SetCellValue(name, "A90", "藏行"))
		must(f.SetRowVisible(name, 90, false))
		must(f.SetColVisible(name, "AD", false))
		must(f.MergeCell(name, "B100", "D102"))
		must(f.SetCellValue(name, "B100", "合并"))
	}
	must(f.SetSheetVisible("藏", false))
	path := filepath.Join(t.TempDir(), "any.xlsx")
	must(f.SaveAs(path))
	return path
}

// sameCells checks that two files of one workbook hold the same in each cell.
func sameCells(t *testing.T, file, other string) {
	t.Helper()
	var held [2]map[string][]string
	for i, path := range []string{file, other} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if held[i], err = sheet.Stored(filepath.Base(path), content); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range held[0] {
		if len(want) < 300 {
			t.Errorf("%s: only %d cells", name, len(want))
		}
		for i := range held[1][name] {
			held[1][name][i] = strings.TrimSuffix(held[1][name][i], " formula") // LibreOffice writes a truth value as =TRUE()
		}
		if diff := cmp.Diff(want, held[1][name]); diff != "" {
			t.Errorf("%s (-%s +%s):\n%.3000s", name, filepath.Ext(file), filepath.Ext(other), diff)
		}
	}
}
