package workbook

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/need"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// opened is what a reader understands of a workbook.
type opened struct {
	File    string   `json:"file"`
	Reader  string   `json:"reader"`
	Sheets  []string `json:"sheets"`
	First   string   `json:"first"` // A1 of the first sheet
	Title   string   `json:"title"`
	Created string   `json:"created"`
}

// everyBook writes one workbook of every kind to a folder and returns what a reader is to find in each.
func everyBook(t *testing.T, folder string) (files []string, want map[string]opened) {
	t.Helper()
	want = map[string]opened{}
	for name, write := range map[string]func(io.Writer) error{
		"monthly": func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) },
		"plan":    func(w io.Writer) error { return WritePlan(w, smallPlan()) },
		"escalations": func(w io.Writer) error {
			return WriteEscalations(w, EscalationTable{Title: "2021年某区重点项目督办清单"})
		},
		"plan form": func(w io.Writer) error { return WritePlanForm(w, PlanForm{Year: 2021, Units: []string{"甲局"}}) },
		"progress form": func(w io.Writer) error {
			return WriteProgressForm(w, ProgressForm{Month: models.MonthOf(2021, 6)})
		},
		"milestone form": func(w io.Writer) error { return WriteMilestoneForm(w, MilestoneForm{Year: 2021}) },
		"project form": func(w io.Writer) error {
			return WriteProjectForm(w, ProjectForm{Month: models.MonthOf(2021, 6), Line: ProgressFormLine{Code: "ZD-1",
				Name: "甲项目"}})
		},
	} {
		var book bytes.Buffer
		if err := write(&book); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, name+".xlsx")
		if err := os.WriteFile(file, book.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		props, err := f.GetDocProps()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		sheets := f.GetSheetList()
		want[file] = opened{File: file, Sheets: sheets, First: raw(t, f, sheets[0], "A1"), Title: props.Title,
			Created: "2006-09-16T00:00:00.000Z"}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return files, want
}

// openWith opens the workbooks with a program and compares what it prints with what is in them.
func openWith(t *testing.T, readers int, program string, args ...string) {
	t.Helper()
	files, want := everyBook(t, t.TempDir())
	out, err := exec.CommandContext(t.Context(), program, append(args, files...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.3000s", err, out)
	}
	n := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); n++ {
		var got opened
		if err := json.Unmarshal(lines.Bytes(), &got); err != nil {
			t.Fatalf("%v\n%.3000s", err, out)
		}
		expected := want[got.File]
		expected.Reader = got.Reader
		if diff := cmp.Diff(expected, got); diff != "" {
			t.Errorf("%s, %s: %s", filepath.Base(got.File), got.Reader, diff)
		}
	}
	if n != readers*len(files) {
		t.Errorf("%d workbooks opened, want %d", n, readers*len(files))
	}
}

func TestExcelJSAndSheetJSOpenEveryWorkbook(t *testing.T) {
	node := need.Tool(t, "node", "apt-get install nodejs npm")
	if _, err := os.Stat("testdata/readers/node_modules/exceljs"); err != nil {
		need.Skip(t, "needs exceljs and SheetJS: npm ci --prefix importer/workbook/testdata/readers")
	}
	openWith(t, 2, node, "testdata/readers/open.cjs")
}

func TestOpenpyxlOpensEveryWorkbook(t *testing.T) {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import openpyxl").Run() == nil {
			openWith(t, 1, python, "testdata/readers/open.py")
			return
		}
	}
	need.Skip(t, "needs openpyxl: apt-get install python3-openpyxl")
}

// A sheet that is not imported says so beside the paper, not on it.
func TestWhatIsNotImportedSaysSoBesideThePaper(t *testing.T) {
	f := written(t, func(w io.Writer) error { return WriteMonthly(w, smallMonthly()) })
	areas := map[string]string{}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Area" {
			areas[name.Scope] = name.RefersTo
		}
	}
	for _, sheet := range f.GetSheetList() {
		if sheet == sheetDetail {
			continue
		}
		found, err := f.SearchSheet(sheet, "仅供查阅，导入时不读取")
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %v %v", sheet, found, err)
			continue
		}
		column, row, err := excelize.CellNameToCoordinates(found[0])
		if err != nil {
			t.Fatal(err)
		}
		_, corner, _ := strings.Cut(strings.ReplaceAll(areas[sheet], "$", ""), ":")
		last, _, err := excelize.CellNameToCoordinates(corner)
		if err != nil || row != 1 || column != last+1 {
			t.Errorf("%s: the note is in %s, the paper %s, %v", sheet, found[0], areas[sheet], err)
		}
	}
}

// The fonts of the prints say their kind and their character set, so that a program without them takes a similar one.
func TestFontsSayTheirKind(t *testing.T) {
	var book bytes.Buffer
	if err := WriteMonthly(&book, smallMonthly()); err != nil {
		t.Fatal(err)
	}
	styles := partOf(t, book.Bytes(), "xl/styles.xml")
	for font, kind := range fontFamilies {
		if !strings.Contains(styles, `<name val="`+font+`"></name>`+kind) {
			t.Errorf("%s does not say %s", font, kind)
		}
	}
	if strings.Contains(styles, "<color></color>") {
		t.Error("a colour without a value")
	}
}

// partOf reads one part of a workbook.
func partOf(t *testing.T, book []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
