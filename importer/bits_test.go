package importer_test

import (
	"bytes"
	"testing"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// A damaged copy of the plan of 48 projects is refused or read exactly as the sound one: never with a row less.
func TestDamagedPlanIsNeverAShorterOne(t *testing.T) {
	var plan bytes.Buffer
	if err := workbook.WritePlan(&plan, sample.Programme(2021).Plan()); err != nil {
		t.Fatal(err)
	}
	sound, err := importer.Inspect("plan.xlsx", plan.Bytes())
	if err != nil || len(sound.Sheets[0].Projects) != 48 {
		t.Fatal(err)
	}
	want, refused, same := sound.ContentHash(), 0, 0
	for what, content := range booktest.DamagedCopies(plan.Bytes(), 2000) {
		book, err := importer.Inspect("plan.xlsx", content)
		switch {
		case err != nil && models.KindOf(err) != models.KindInvalid:
			t.Fatalf("%s: %v", what, err)
		case err != nil:
			refused++
		case book.ContentHash() != want:
			t.Fatalf("%s: read as something else", what)
		default:
			same++
		}
	}
	t.Logf("%d refused, %d read as the sound one", refused, same)
	if refused < 1500 {
		t.Errorf("only %d refused: the test does not reach the content", refused)
	}
}
