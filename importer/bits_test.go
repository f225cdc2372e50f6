package importer_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"duban/importer"
	"duban/internal/sample"
	"duban/models"
)

// damagedCopies are a workbook cut at every hundredth and with single bits of it turned, always the same ones.
func damagedCopies(content []byte, bits int) func(yield func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		for percent := range 100 {
			if !yield(fmt.Sprintf("cut at %d %%", percent), content[:len(content)*percent/100]) {
				return
			}
		}
		random := rand.New(rand.NewPCG(2021, 48))
		for range bits {
			at, bit := random.IntN(len(content)), random.IntN(8)
			turned := slices.Clone(content)
			turned[at] ^= 1 << bit
			if !yield(fmt.Sprintf("bit %d of byte %d", bit, at), turned) {
				return
			}
		}
	}
}

// A damaged copy of the plan of 48 projects is refused or read exactly as the sound one: never with a row less.
func TestDamagedPlanIsNeverAShorterOne(t *testing.T) {
	var plan bytes.Buffer
	if err := importer.WritePlan(&plan, sample.Programme(2021).Plan()); err != nil {
		t.Fatal(err)
	}
	sound, err := importer.Inspect("plan.xlsx", plan.Bytes())
	if err != nil || len(sound.Sheets[0].Projects) != 48 {
		t.Fatal(err)
	}
	want, refused, same := sound.ContentHash(), 0, 0
	for what, content := range damagedCopies(plan.Bytes(), 2000) {
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

// An .xls has no checksums, so that a turned bit can be another figure; but a cut one is refused, and none is a panic.
func damagedXLS(t *testing.T, file string) {
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	refused, read := 0, 0
	for what, content := range damagedCopies(old, 100) {
		_, err := importer.Inspect("plan.xls", content)
		switch {
		case err != nil && models.KindOf(err) != models.KindInvalid:
			t.Fatalf("%s: %v", what, err)
		case err != nil:
			refused++
		case len(content) < len(old):
			t.Errorf("%s: read", what)
		default:
			read++
		}
	}
	t.Logf("%d refused, %d read", refused, read)
}
