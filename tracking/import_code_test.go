package tracking_test

import (
	"strings"
	"testing"

	"duban/importer"
	"duban/models"
	"duban/tracking"
)

// The state's code of a project comes in with the bureau's list, as text; a second project with the same code and what
// cannot be a code are named, not taken. Undoing it leaves what people entered beside it.
func TestTheStatesCodeIsImportedAndUndone(t *testing.T) {
	s := newFixture(t)
	page, err := s.Plans(t.Context(), office, "")
	if err != nil || len(page.Projects) < 3 {
		t.Fatalf("%d projects, %v", len(page.Projects), err)
	}
	of, second, third := page.Projects[0], page.Projects[1], page.Projects[2]
	const code = "2021-370303-48-01-123456"
	list := "2021年重点项目清单（单位：万元）\n项目编码,项目名称,在线平台代码,总投资,2021年计划投资\n" +
		of.Code + "," + of.Name + "," + strings.ReplaceAll(code, "-", "") + ",,\n" +
		second.Code + "," + second.Name + "," + code + ",,\n" +
		third.Code + "," + third.Name + ",2021-990303-48-01-123456,,\n"
	p, err := s.PreviewImport(t.Context(), office, tracking.Upload{FileName: "2021年清单.csv", Content: []byte(list),
		Key: "codes"})
	if err != nil || p.Batch == "" {
		t.Fatalf("%+v %v", p, err)
	}
	found := ""
	for _, f := range p.Findings {
		found += f.Code + " "
	}
	if !strings.Contains(found, "same_approval_code") || !strings.Contains(found, "bad_area") {
		t.Errorf("findings: %s", found)
	}
	if p, err = s.CommitImport(t.Context(), office, p.Batch); err != nil {
		t.Fatal(err)
	}
	ref := "2021/" + of.Code
	if got, err := s.PermitPage(t.Context(), office, ref); err != nil || got.ApprovalCode != code {
		t.Errorf("after the import: %q %v", got.ApprovalCode, err)
	}
	if _, err := s.SetFormalities(t.Context(), office, "entered", ref, models.FormalitiesEntry{ApprovalCode: code,
		EnteredOn: models.DateOf(2021, 2, 1)}); err != nil {
		t.Fatal(err)
	}
	_, book, err := s.ExportPlan(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if again := s.preview("the export", book); again.Changed != 0 || again.New != 0 {
		t.Errorf("the export imported again: %+v", again)
	}
	read, err := importer.Inspect("计划.xlsx", book)
	if err != nil {
		t.Fatal(err)
	}
	exported := ""
	for _, row := range read.Sheets[0].Projects {
		exported += row.ApprovalCode
	}
	if exported != code {
		t.Errorf("the exported plan has the code %q", exported)
	}
	if _, err := s.UndoImport(t.Context(), office, "undo codes", p.Batch); err != nil {
		t.Fatal(err)
	}
	if got, err := s.PermitPage(t.Context(), office, ref); err != nil || got.ApprovalCode != "" || got.EnteredOn == 0 {
		t.Errorf("after the undo: %+v %v", got, err)
	}
}
