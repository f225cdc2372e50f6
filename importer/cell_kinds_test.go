package importer_test

import (
	"slices"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// What a cell can hold: errors, formulas with and without a result, rich text with reading aids, dates by format.
func TestCellKinds(t *testing.T) {
	rows := booktest.TextRow(1, "序号", "项目名称", "计划开工时间", "总投资（万元）", "2021年计划投资（万元）") +
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh><r>` +
		`<t>项目</t></r></is></c><c r="C2" s="1"><v>44376</v></c><c r="D2"><f>5*1000</f><v>5000</v></c><c r="E2" t="e">` +
		`<f>1/0</f><v>#REF!</v></c></row>` +
		`<row><c t="n"><v>2</v></c><c t="str"><f>"乙"</f><v>乙项目</v></c><c s="2"><v>44348</v></c><c><v>1E+3</v></c><c>` +
		`<f>SUM(A1)</f></c></row>` +
		`<row r="9"><c r="A9"><v>3</v></c><c r="b9" t="s"><v>0</v></c><c r="D9"><v>713355.17399999897</v></c>` +
		`<c r="E9" t="str"><v>１２．５</v></c></row>`
	book, err := importer.Inspect("计划.xlsx", booktest.WithSheet(t, rows))
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	if len(s.Projects) != 3 {
		t.Fatalf("projects: %+v", s.Projects)
	}
	a, b, c := s.Projects[0], s.Projects[1], s.Projects[2]
	if a.Name != "甲项目" || a.PlannedStart.String() != "2021-06-29" || *a.TotalInvestment != 5_000_000_000 ||
		a.AnnualPlan != nil {
		t.Errorf("first: %+v", a)
	}
	if b.Row != 3 || b.Name != "乙项目" || b.PlannedStart.String() != "2021-06-30" || *b.TotalInvestment != 1_000_000_000 {
		t.Errorf("second: %+v", b)
	}
	if c.Row != 9 || c.Name != "甲项目" || *c.TotalInvestment != 713_355_174_000 || *c.AnnualPlan != 12_500_000 {
		t.Errorf("third: %+v", c)
	}
	var found []string
	for _, f := range s.Findings {
		found = append(found, f.Code+" "+f.Cell)
	}
	if want := []string{"formula_error E2", "formula_without_value E3", "duplicate_project B9",
		"unit_slip E9"}; !slices.Equal(found, want) {
		t.Errorf("findings %v, want %v", found, want)
	}
}

// FuzzSheet looks for a panic, or an error that is no refusal, behind the archive's checksums.
func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData>` + booktest.PlanRows(booktest.TextRow(3, "合计", "2个", "", "5000")) +
		`</sheetData><mergeCells><mergeCell ref="A3:B9"/></mergeCells></worksheet>`)
	f.Add(`<worksheet><sheetData>` + booktest.PlanRows(booktest.TextRow(3, "一、产业项目（1个）")+booktest.TextRow(4, "其中：省重点")+
		booktest.TextRow(5, "注：说明")) +
		`</sheetData></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		book, err := importer.Inspect("2021年6月.xlsx", booktest.Pack(t, booktest.SheetParts(sheet)))
		if err == nil {
			_, err = compare.Book(book, compare.Snapshot{}, compare.Choices{})
		}
		if err != nil && models.KindOf(err) != models.KindInvalid {
			t.Fatal(err)
		}
	})
}
