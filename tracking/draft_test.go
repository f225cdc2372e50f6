package tracking_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/models"
	"duban/tracking"
)

// renamed is a workbook with the text of one cell changed, on its first sheet.
func renamed(t *testing.T, content []byte, from, to string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	cells, err := f.SearchSheet(sheet, from)
	if err != nil || len(cells) != 1 {
		t.Fatalf("%q stands in %v, %v", from, cells, err)
	}
	if err := f.SetCellValue(sheet, cells[0], to); err != nil {
		t.Fatal(err)
	}
	return workbookBytes(t, func(w io.Writer) error { return f.Write(w) })
}

func (h *env) draft(key string, files ...tracking.ImportFile) tracking.ImportDraft {
	h.t.Helper()
	id, err := h.StartDraft(h.t.Context(), office, key, files)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.shown(id)
}

func (h *env) shown(id string) tracking.ImportDraft {
	h.t.Helper()
	d, err := h.ShowDraft(h.t.Context(), office, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

func TestADraftSaysWhatAPlanComesTo(t *testing.T) {
	h := newEnv(t)
	d := h.draft("plan", tracking.ImportFile{Name: `C:\表\年度计划.xlsx`, Content: planBook(t, data)})
	want := tracking.ImportHeadline{Projects: 48, CityMajor: 26, TotalInvestment: 4_490_000_000_000,
		AnnualPlan: 700_000_000_000}
	if diff := cmp.Diff(want, d.Headline); diff != "" {
		t.Error(diff)
	}
	if d.File != "年度计划.xlsx" || d.Preview.New != 48 || d.Preview.Status != models.BatchStaged || !d.Problem.IsZero() ||
		d.Reading != nil || d.Cut {
		t.Errorf("%q: %d new, %q, %q", d.File, d.Preview.New, d.Preview.Status, d.Problem)
	}
	if got := h.commit(d.Preview.Batch); !got.Committed {
		t.Error("not committed")
	}
	if after := h.shown(d.ID); !after.Preview.Committed {
		t.Error("the draft does not know that it was committed")
	}
	if lines, err := h.Drafts(t.Context(), office); err != nil || len(lines) != 0 {
		t.Errorf("still waits: %v, %v", lines, err)
	}
	err := h.CorrectDraft(t.Context(), office, "late", d.ID, "", tracking.ImportChoices{GoodRows: true})
	wantCode(t, err, models.KindConflict, "batch_committed")
	wantCode(t, h.DiscardDraft(t.Context(), office, "late too", d.ID), models.KindConflict, "batch_committed")
}

// A column no one knows is told once; the file need not come again, and the month after no one is asked.
func TestADraftIsCorrected(t *testing.T) {
	h := newEnv(t)
	content := renamed(t, planBook(t, first(5)), "2021年计划投资", "2021年盘子")
	d := h.draft("plan", tracking.ImportFile{Name: "计划.xlsx", Content: content})
	i := slices.IndexFunc(d.Sheets, func(s tracking.ReadSheet) bool { return s.Skipped.IsZero() })
	if i < 0 || d.Preview.Batch != "" || d.Preview.Errors == 0 {
		t.Fatalf("staged %q with %d errors: %s", d.Preview.Batch, d.Preview.Errors, d.Problem)
	}
	k := slices.IndexFunc(d.Sheets[i].Columns, func(c tracking.ReadColumn) bool {
		return strings.Contains(c.Header,
			"盘子")
	})
	column := d.Sheets[i].Columns[k]
	if column.Field != "" || !column.Asked {
		t.Fatalf("not asked about: %+v", column)
	}
	say := tracking.ImportChoices{Columns: map[string]string{column.Key: "annual_plan",
		d.Sheets[i].Columns[k+1].Key: "月度计划投资"}}
	for range 2 { // a double tap
		if err := h.CorrectDraft(t.Context(), office, "say", d.ID, "", say); err != nil {
			t.Fatal(err)
		}
	}
	d = h.shown(d.ID)
	if got := d.Sheets[i].Columns[k]; got.Field != "annual_plan" || got.Word != "年度计划投资" || !got.Answered {
		t.Errorf("understood as %+v", got)
	}
	if d.Preview.New != 5 || d.Preview.Status != models.BatchStaged {
		t.Fatalf("%d new, %q: %s", d.Preview.New, d.Preview.Status, d.Preview.Message)
	}
	h.commit(d.Preview.Batch)
	if repeated := h.draft("again", tracking.ImportFile{Name: "计划2.xlsx",
		Content: content}); repeated.Preview.Errors != 0 ||
		!repeated.Preview.Identical || repeated.Preview.Committed {
		t.Errorf("asked again: %+v", repeated.Preview)
	} else if err := h.CorrectDraft(t.Context(), office, "more", repeated.ID, "",
		tracking.ImportChoices{GoodRows: true}); err != nil {
		t.Errorf("nothing more can be said of it: %v", err)
	}
}

func TestWhatIsSaidOnceIsNotRemembered(t *testing.T) {
	h := newEnv(t)
	content := renamed(t, planBook(t, first(3)), "2021年计划投资", "2021年盘子")
	d := h.draft("plan", tracking.ImportFile{Name: "计划.xlsx", Content: content})
	c := tracking.ImportChoices{Columns: map[string]string{"L": "annual_plan", "M": "month_plan"}, Once: true}
	if err := h.CorrectDraft(t.Context(), office, "say", d.ID, "", c); err != nil {
		t.Fatal(err)
	}
	h.commit(h.shown(d.ID).Preview.Batch)
	if repeated := h.draft("again", tracking.ImportFile{Name: "计划.xlsx", Content: content}); repeated.Preview.Errors == 0 {
		t.Error("remembered all the same")
	}
}

func TestACorrectionReplacesWhatWasStaged(t *testing.T) {
	h := newEnv(t)
	d := h.draft("plan", draftFile(t, 3)...)
	if err := h.CorrectDraft(t.Context(), office, "sender", d.ID, "", tracking.ImportChoices{Sender: "市住建局"}); err != nil {
		t.Fatal(err)
	}
	lines, err := h.Imports(t.Context(), office, "")
	if err != nil || len(lines) != 1 || lines[0].Sender != "市住建局" || lines[0].Batch == d.Preview.Batch {
		t.Errorf("staged: %+v, %v", lines, err)
	}
}

func TestADraftThatIsGivenUpLeavesNothing(t *testing.T) {
	h := newEnv(t)
	d := h.draft("plan", draftFile(t, 3)...)
	for range 2 {
		if err := h.DiscardDraft(t.Context(), office, "no", d.ID); err != nil {
			t.Fatal(err)
		}
	}
	_, err := h.ShowDraft(t.Context(), office, d.ID)
	wantCode(t, err, models.KindNotFound, "no_draft")
	if _, err := h.Evidence.Draft(d.ID); err == nil {
		t.Error("the file is still there")
	}
	if lines, err := h.Imports(t.Context(), office, ""); err != nil || len(lines) != 0 {
		t.Errorf("still staged: %v, %v", lines, err)
	}
}

func TestADraftGoesAfterADay(t *testing.T) {
	h := newEnv(t)
	old := h.draft("old", draftFile(t, 2)...)
	*h.clock = h.clock.Add(25 * time.Hour)
	if lines, err := h.Drafts(t.Context(), office); err != nil || len(lines) != 0 {
		t.Errorf("listed: %v, %v", lines, err)
	}
	h.draft("new", draftFile(t, 3)...)
	_, err := h.ShowDraft(t.Context(), office, old.ID)
	wantCode(t, err, models.KindNotFound, "no_draft")
}

func TestADraftNobodyCanReadSaysWhy(t *testing.T) {
	h := newEnv(t)
	d := h.draft("nonsense", tracking.ImportFile{Name: "说明.xlsx", Content: []byte("没有表")})
	if d.Problem.IsZero() || d.Preview.Batch != "" || len(d.Sheets) != 0 {
		t.Errorf("%+v", d)
	}
	early := h.draft("early", tracking.ImportFile{Name: "进展.xlsx", Content: progressBook(t, first(3), 6)})
	if !strings.Contains(early.Problem.Text, "请先导入年度计划") || len(early.Sheets) == 0 || early.Headline.Projects != 3 {
		t.Errorf("before there is a plan: %q, %+v", early.Problem, early.Headline)
	}
	_, err := h.StartDraft(t.Context(), office, "nothing", nil)
	wantCode(t, err, models.KindInvalid, "file_missing")
}

func TestSeveralFilesAreOneDraft(t *testing.T) {
	h := planned(t, 3)
	var files []tracking.ImportFile
	archive, err := zip.NewReader(bytes.NewReader(h.projectForms()), int64(len(h.projectForms())))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, tracking.ImportFile{Name: f.Name, Content: content})
	}
	d := h.draft("forms", files...)
	if d.Preview.Files != 3 || !strings.HasSuffix(d.File, "等3个文件.zip") || d.Headline.Projects != 3 {
		t.Errorf("%q: %d files, %+v %s", d.File, d.Preview.Files, d.Headline, d.Problem)
	}
	sheet, err := h.ShowDraftSheet(t.Context(), office, d.ID, len(d.Sheets)-1, 0)
	if err != nil || len(sheet.Window.Rows) == 0 {
		t.Errorf("the last sheet: %d rows, %v", len(sheet.Window.Rows), err)
	}
	files = append(files, tracking.ImportFile{Name: "更多.zip"})
	_, err = h.StartDraft(t.Context(), office, "nested", files)
	wantCode(t, err, models.KindInvalid, "nested_archive")
}

func (h *env) projectForms() []byte {
	h.t.Helper()
	_, content, err := h.Template(h.t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplateProject,
		Month: june})
	if err != nil {
		h.t.Fatal(err)
	}
	return content
}

// A long sheet is shown in parts; the rows with something wrong stand in every part, and every finding at its cell.
func TestADraftShowsItsSheetAsItIs(t *testing.T) {
	h := newEnv(t)
	content := planBook(t, data)
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	book, err := importer.Inspect("计划.xlsx", content)
	if err != nil {
		t.Fatal(err)
	}
	read := book.Sheets[0]
	k := slices.IndexFunc(read.Columns, func(c importer.Column) bool { return c.Field == importer.FieldTotalInvestment })
	wrong := read.Columns[k].Column + "45"
	if err := f.SetCellValue(sheet, wrong, "一个亿左右吧"); err != nil {
		t.Fatal(err)
	}
	d := h.draft("plan", tracking.ImportFile{Name: "计划.xlsx",
		Content: workbookBytes(t, func(w io.Writer) error { return f.Write(w) })})
	part, err := h.ShowDraftSheet(t.Context(), office, d.ID, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, r := range part.Window.Rows {
		rows = append(rows, r.Row)
	}
	if !slices.Contains(rows, 1) || !slices.Contains(rows, read.Header.Last+1) || !slices.Contains(rows, 45) ||
		len(rows) > 40 {
		t.Errorf("shows rows %v", rows)
	}
	if len(part.Said[wrong]) != 1 || part.Said[wrong][0].Severity != "error" {
		t.Errorf("said of %s: %+v", wrong, part.Said[wrong])
	}
	next, err := h.ShowDraftSheet(t.Context(), office, d.ID, 0, part.Next)
	if err != nil || next.From != part.From+20 || next.Previous != part.From {
		t.Errorf("the next part begins at %d after %d, before it %d: %v", next.From, part.From, next.Previous, err)
	}
	_, err = h.ShowDraftSheet(t.Context(), office, d.ID, 99, 0)
	wantCode(t, err, models.KindNotFound, "no_sheet")
	name, marked, err := h.DraftErrors(t.Context(), office, d.ID)
	if err != nil || name != "计划（问题）.xlsx" {
		t.Fatalf("%q, %v", name, err)
	}
	back, err := importer.Inspect(name, marked)
	if err != nil || len(back.Sheets) == 0 {
		t.Errorf("the marked workbook: %v", err)
	}
}
