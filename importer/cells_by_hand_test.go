package importer_test

import (
	"testing"

	"duban/importer"
	"duban/internal/testkit/booktest"
)

// A cell that a person corrects is read as if it had been typed into the workbook, and that is noted.
func TestCellsAreCorrectedByHand(t *testing.T) {
	rows := append(plainPlan("甲"), []any{2, "乙", "局", "见附件", 30}, []any{"合计", nil, nil, 1100, 130.02})
	content := booktest.Draw(t, booktest.Sheet{Name: "计划", Rows: rows})
	book, err := importer.InspectWith(t.Context(), "a.xlsx", content, importer.Options{Cells: map[string]map[string]string{
		"计划": {"D4": "100", "E5": "130", "F4": "x", "Z99": "1"}, "别的": {"D3": "1"}}})
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	var found []string
	for _, f := range s.Findings {
		found = append(found, string(f.Severity)+" "+f.Code+" "+f.Cell)
	}
	if len(found) != 3 || found[0] != "notice cell_corrected D4" || found[1] != "notice cell_corrected E5" ||
		*s.Projects[1].TotalInvestment != 100_000_000 {
		t.Errorf("%v: %+v", found, s.Projects[1])
	}
	for _, total := range s.Totals {
		if !total.OK {
			t.Errorf("%+v", total)
		}
	}
}
