package sheet_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"duban/importer"
	"duban/importer/sheet"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/internal/testkit/booktest"
	"duban/models"

	"github.com/google/go-cmp/cmp"
)

// samples are the workbooks of the sample programme, by file name.
func samples(t testing.TB) map[string]string {
	t.Helper()
	d, dir := sample.Programme(2021), t.TempDir()
	files := map[string]string{}
	for name, write := range map[string]func(io.Writer) error{
		"plan.xlsx":     func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) },
		"progress.xlsx": func(w io.Writer) error { return workbook.WriteProgress(w, d.Progress(models.MonthOf(2021, 6))) },
		"milestones.xlsx": func(w io.Writer) error {
			return workbook.WriteMilestones(w,
				d.Milestones(models.DateOf(2021, 6, 30)))
		},
	} {
		files[name] = filepath.Join(dir, name)
		f, err := os.Create(files[name])
		if err == nil {
			err = write(f)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// understood is what must not depend on the format a workbook is saved in.
func understood(t testing.TB, file string) (sheet.Format, []importer.Sheet) {
	t.Helper()
	book, err := importer.InspectFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sheets := slices.DeleteFunc(book.Sheets, func(s importer.Sheet) bool { return !s.Skipped.IsZero() })
	if len(sheets) == 0 {
		t.Fatalf("%s: no sheet is read", filepath.Base(file))
	}
	return book.Format, sheets
}

func TestSavedAsXLSIsTheSame(t *testing.T) {
	files := samples(t)
	files["any.xlsx"] = anyWorkbook(t)
	saved := booktest.Convert(t, files, "xls", "")
	t.Run("cells", func(t *testing.T) { sameCells(t, files["any.xlsx"], saved["any.xlsx"]) })
	delete(saved, "any.xlsx")
	t.Run("damaged", func(t *testing.T) { damagedXLS(t, saved["plan.xlsx"]) })
	for name, old := range saved {
		_, want := understood(t, files[name])
		format, got := understood(t, old)
		if format != sheet.XLS {
			t.Errorf("%s: format %s", old, format)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-xlsx +xls):\n%.3000s", name, diff)
		}
	}
}

// In a CSV merges, sheets and the kinds of cells are gone; what the rows say must not be.
func TestSavedAsCSVSaysTheSame(t *testing.T) {
	type said struct {
		Projects   []importer.ProjectRow
		Reports    []importer.ReportRow
		Milestones []importer.MilestoneRow
	}
	say := func(sheets []importer.Sheet) said {
		reports := slices.Clone(sheets[0].Reports)
		for i := range reports {
			reports[i].Rate = "" // a CSV holds what is shown: rounded
		}
		return said{sheets[0].Projects, reports, sheets[0].Milestones}
	}
	files := samples(t)
	for name, text := range booktest.Convert(t, files, "csv",
		"Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false") {
		_, want := understood(t, files[name])
		format, got := understood(t, text)
		if format != sheet.CSV {
			t.Errorf("%s: format %s", text, format)
		}
		if diff := cmp.Diff(say(want), say(got)); diff != "" {
			t.Errorf("%s (-xlsx +csv):\n%.3000s", name, diff)
		}
	}
}

// An .xls has no checksums, so that a turned bit can be another figure; but a cut one is refused, and none is a panic.
func damagedXLS(t *testing.T, file string) {
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	refused, read := 0, 0
	for what, content := range booktest.DamagedCopies(old, 100) {
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
