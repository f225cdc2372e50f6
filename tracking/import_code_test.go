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

// What people entered about a project after an import keeps the project when the import is undone.
func TestWhatWasEnteredAfterAnImportIsKeptFromItsUndo(t *testing.T) {
	s := newFixture(t)
	const code, corrected = "2021-370303-48-01-123456", "2021-370303-48-01-654321"
	page, err := s.Plans(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	of := page.Projects[0]
	list := "2021年重点项目清单（单位：万元）\n项目编码,项目名称,在线平台代码,总投资,2021年计划投资,责任单位\n" +
		of.Code + "," + of.Name + "," + code + ",,,\n" +
		"ZD-2021-801,新增学校甲," + "" + ",9000,3000,区教育和体育局\n" +
		"ZD-2021-802,新增学校乙," + "" + ",9000,3000,区教育和体育局\n"
	p, err := s.PreviewImport(t.Context(), office, tracking.Upload{FileName: "2021年清单.csv", Content: []byte(list),
		Key: "kept"})
	if err != nil || p.Batch == "" {
		t.Fatalf("%+v %v", p, err)
	}
	if p, err = s.CommitImport(t.Context(), office, p.Batch); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFormalities(t.Context(), office, "corrected", "2021/"+of.Code,
		models.FormalitiesEntry{ApprovalCode: corrected}); err != nil {
		t.Fatal(err)
	}
	amount := models.Money(100_000_000)
	if _, err := s.SetFund(t.Context(), office, "fund", "2021/ZD-2021-801", models.FundEntry{Source: "自筹",
		Month: models.MonthOf(2021, 1), FundAmounts: models.FundAmounts{Applied: &amount}}); err != nil {
		t.Fatal(err)
	}
	undone, err := s.UndoImport(t.Context(), office, "undo", p.Batch)
	if err != nil {
		t.Fatal(err)
	}
	reasons := ""
	for _, k := range undone.Kept {
		reasons += k.Reason + "；"
	}
	if len(undone.Kept) != 2 || !strings.Contains(reasons, "登记资金") || !strings.Contains(reasons, "更正") {
		t.Errorf("kept: %s", reasons)
	}
	if got, err := s.PermitPage(t.Context(), office, "2021/"+of.Code); err != nil || got.ApprovalCode != corrected {
		t.Errorf("after the undo: %q %v", got.ApprovalCode, err)
	}
}
