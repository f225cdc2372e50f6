package tracking_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// monthSheet is a month's sheet as an owner or a bureau types it: text, with the header it was given.
func monthSheet(header string, rows ...string) []byte {
	return []byte("2021年3月重点项目进展情况表\n单位：万元\n" + header + "\n" + strings.Join(rows, "\n") + "\n")
}

const usual = "项目编码,项目名称,3月完成投资,1-3月累计完成投资,形象进度"

// uploadOf returns an upload of one workbook with the choices for it.
func uploadOf(key string, content []byte, c tracking.ImportChoices) tracking.Upload {
	return tracking.Upload{FileName: key + ".csv", Content: content, Key: key, Choices: c}
}

func (h *env) preparePreview(u tracking.Upload) tracking.ImportPreview {
	h.t.Helper()
	p, err := h.PreviewImport(h.t.Context(), office, u)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// inMarch is an environment whose projects may report March.
func inMarch(t *testing.T, n int) *env {
	t.Helper()
	h := planned(t, n)
	h.until(models.DateOf(2021, 4, 2).At(10, 0))
	return h
}

func row(f models.Facts, month, ytd int) string {
	return fmt.Sprintf("%s,%s,%d,%d,主体施工", f.Project.Code, f.Project.Name, month, ytd)
}

func TestGoodRowsAreTakenByChoice(t *testing.T) {
	h := inMarch(t, 4)
	facts := h.facts(district)
	content := monthSheet(usual, row(facts[0], 100, 300), row(facts[1], 500, 300), row(facts[2], 10, 10),
		",没有这个项目的名字,1,1,")
	p := h.preparePreview(uploadOf("all", content, tracking.ImportChoices{}))
	if p.Batch != "" || p.Errors == 0 {
		t.Fatalf("without the choice: %+v", p)
	}
	p = h.preparePreview(uploadOf("good", content, tracking.ImportChoices{GoodRows: true}))
	if p.Batch == "" || p.New != 2 || p.Left != 2 || p.Message.Text != "将导入正确的 2 行，2 行有问题未导入" {
		t.Fatalf("with the choice: %+v", p)
	}
	done := h.commit(p.Batch)
	if !done.Committed || done.Left != 2 || len(done.Changes) != 2 {
		t.Errorf("%+v", done)
	}
	for i, want := range []int{1, 0, 1, 0} {
		if got := len(h.facts(district)[i].Reports); got != want {
			t.Errorf("project %d has %d reports, want %d", i+1, got, want)
		}
	}
}

func TestAConfirmedNameIsRemembered(t *testing.T) {
	h := inMarch(t, 4)
	target := h.facts(district)[1].Project
	other := strings.Replace(target.Name, target.Name[:3], "", 1) + "项目"
	sheet := func(amount int) []byte {
		return monthSheet("项目名称,3月完成投资,1-3月累计完成投资", fmt.Sprintf("%s,%d,%d", other, amount, amount))
	}
	p := h.preparePreview(uploadOf("unsure", sheet(100), tracking.ImportChoices{}))
	if p.Batch != "" || len(p.Candidates) != 1 || p.Candidates[0].Name != other || len(p.Candidates[0].Proposals) == 0 ||
		p.Candidates[0].Proposals[0].Code != target.Code {
		t.Fatalf("%+v", p)
	}
	for name, c := range map[string]tracking.ImportChoices{
		"project_not_found": {Same: map[string]string{other: "ZD-1999-001"}},
		"name_not_found":    {Same: map[string]string{"别的名字": target.Code}},
	} {
		_, err := h.PreviewImport(t.Context(), office, uploadOf(name, sheet(100), c))
		if err == nil || models.AsError(err).Code != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
	p = h.preparePreview(uploadOf("same", sheet(100), tracking.ImportChoices{Same: map[string]string{other: target.Code}}))
	if p.Batch == "" || p.New != 1 || len(p.Candidates) != 0 {
		t.Fatalf("confirmed: %+v", p)
	}
	h.commit(p.Batch)
	p = h.preparePreview(uploadOf("again", sheet(120), tracking.ImportChoices{}))
	if p.Changed != 1 || len(p.Candidates) != 0 {
		t.Errorf("the next time: %+v", p)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		all, err := tx.Aliases(2021)
		if len(all) != 1 || all[0].ProjectID != target.ID || all[0].ByName != office.Name || all[0].At != *h.clock ||
			all[0].Name != other {
			t.Errorf("%+v", all)
		}
		return err
	})
}

func TestWhatIsSaidOfASendersColumnsIsRemembered(t *testing.T) {
	h := inMarch(t, 3)
	f := h.facts(district)[0]
	const odd = "项目编码,项目名称,本期,自年初,说明"
	c := tracking.ImportChoices{Sender: "市住建局", Columns: map[string]string{"C": "本月完成投资", "自年初": "年初至本月累计完成投资"}}
	if p, err := h.PreviewImport(t.Context(), office, uploadOf("unsaid", monthSheet(odd, row(f, 100, 300)),
		tracking.ImportChoices{Sender: "市住建局"})); err == nil && p.New > 0 {
		t.Fatalf("understood without being told: %+v", p)
	}
	p := h.preparePreview(uploadOf("told", monthSheet(odd, row(f, 100, 300)), c))
	if p.New != 1 || p.Batch == "" {
		t.Fatalf("told: %+v", p)
	}
	if got := h.answers("市住建局"); got != 0 {
		t.Errorf("%d answers are remembered before the commit", got)
	}
	h.commit(p.Batch)
	p = h.preparePreview(uploadOf("the next", monthSheet(odd, row(f, 120, 320)), tracking.ImportChoices{Sender: " 市住建局"}))
	if p.Changed != 1 {
		t.Errorf("the same sender: %+v", p)
	}
	if p, err := h.PreviewImport(t.Context(), office, uploadOf("another", monthSheet(odd, row(f, 120, 320)),
		tracking.ImportChoices{Sender: "市水利局"})); err == nil && p.Changed+p.New > 0 {
		t.Errorf("another sender: %+v", p)
	}
	for code, c := range map[string]tracking.ImportChoices{
		"bad_field": {Columns: map[string]string{"C": "没有这种字段"}},
		"no_column": {Columns: map[string]string{"没有这一列": "形象进度"}},
		"bad_unit":  {Unit: "块"},
	} {
		_, err := h.PreviewImport(t.Context(), office, uploadOf(code, monthSheet(usual, row(f, 1, 1)), c))
		wantCode(t, err, models.KindInvalid, code)
	}
}

func (h *env) answers(sender string) (n int) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		all, err := tx.ImportAnswers(sender)
		n = len(all)
		return err
	})
	return n
}

// packed is a zip of files, in the order of their names and contents.
func packed(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOwnersFilesAreHandedInForReview(t *testing.T) {
	h := inMarch(t, 4)
	facts := h.facts(district)
	content := packed(t,
		"甲.csv", string(monthSheet(usual, row(facts[0], 100, 300))),
		"__MACOSX/._甲.csv", "leftover",
		"乙.csv", string(monthSheet(usual, row(facts[1], 50, 60))))
	u := tracking.Upload{FileName: "填报表.zip", Content: content, Key: "owners",
		Choices: tracking.ImportChoices{FromOwners: true}}
	p := h.preparePreview(u)
	if p.Batch == "" || p.New != 2 || p.Files != 2 || p.Missing != 0 || len(p.Changes) != 2 {
		t.Fatalf("%+v", p)
	}
	h.commit(p.Batch)
	after := h.facts(district)
	for i, file := range []string{"甲.csv", "乙.csv"} {
		f := after[i]
		if len(f.Submissions) != 1 || len(f.Reports) != 1 {
			t.Fatalf("%s: %+v", file, f)
		}
		sub, report := f.Submissions[0], f.Reports[0]
		if sub.Status != models.SubmissionWaiting || sub.OnBehalfOf == "" || sub.Paper != file || sub.ByName != office.Name ||
			sub.SubmittedAt != *h.clock {
			t.Errorf("%s: %+v", file, sub)
		}
		if report.Status != models.ReportWaiting || report.ApprovedYTD != nil || *report.ReportedMonth != *sub.MonthAmount ||
			report.BatchID != p.Batch || report.SubmittedAt != *h.clock {
			t.Errorf("%s: %+v", file, report)
		}
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil || !d.OK {
		t.Errorf("the doctor: %+v, %v", d, err)
	}
	// A review is work: the project it was made on keeps its figures, the other goes back.
	reviewer := models.Actor{ID: "office-2", Name: "李审", Roles: office.Roles}
	if _, err := h.Review(t.Context(), reviewer, "r", 0, models.ReviewCommand{Submission: after[0].Submissions[0].ID,
		Decision: models.Accept}); err != nil {
		t.Fatal(err)
	}
	undone, err := h.UndoImport(t.Context(), office, "undo", p.Batch)
	if err != nil || undone.Undone != 1 || len(undone.Kept) != 1 || !strings.Contains(undone.Kept[0].Reason,
		"李审于2021-04-02 10:00") {
		t.Errorf("%+v, %v", undone, err)
	}
	if f := h.facts(district)[1]; len(f.Submissions)+len(f.Reports) != 0 {
		t.Errorf("left of what was undone: %+v", f.Submissions)
	}
}

func TestOneBadFileRefusesTheBatchUnlessTheGoodOnesAreChosen(t *testing.T) {
	h := inMarch(t, 3)
	facts := h.facts(district)
	content := packed(t,
		"甲.csv", string(monthSheet(usual, row(facts[0], 100, 300))),
		"乙.xlsx", "这不是工作簿",
		"丙.csv", string(monthSheet(usual, row(facts[1], 100, 90)))) // less since January than in March alone
	c := tracking.ImportChoices{FromOwners: true}
	u := tracking.Upload{FileName: "填报表.zip", Content: content, Key: "all", Choices: c}
	p := h.preparePreview(u)
	if p.Batch != "" || p.Errors < 2 {
		t.Fatalf("%+v", p)
	}
	upload := map[string]bool{}
	for _, f := range p.Findings {
		if f.Severity == "error" {
			upload[f.File] = true
		}
	}
	if diff := cmp.Diff(map[string]bool{"乙.xlsx": true, "丙.csv": true}, upload); diff != "" {
		t.Errorf("files with errors:\n%s", diff)
	}
	c.GoodRows, u.Key = true, "good"
	u.Choices = c
	if p := h.preparePreview(u); p.Batch == "" || p.New != 1 {
		t.Errorf("the good ones: %+v", p)
	}
}

func TestAnotherPreviewInBetweenIsNamed(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(3)))
	own := h.preview("plan of mine", planBook(t, first(4)))
	*h.clock += 60_000
	other := models.Actor{ID: "office-2", Name: "李四", Roles: office.Roles}
	if _, err := h.PreviewImport(t.Context(), other, upload("plan of another", planBook(t, first(5)))); err != nil {
		t.Fatal(err)
	}
	before := h.dump()
	_, err := h.CommitImport(t.Context(), office, own.Batch)
	wantCode(t, err, models.KindConflict, "other_preview")
	if message := models.AsError(err).Message.Text; !strings.Contains(message, "李四于2021-01-04 09:01") ||
		!strings.Contains(message,
			"plan of another.xlsx") {
		t.Errorf("it says %q", message)
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
}

func TestImportsAreUndoneNewestFirstAndNothingIsUsedUp(t *testing.T) {
	h := inMarch(t, 3)
	facts := h.facts(district)
	older := h.commit(h.preparePreview(uploadOf("older", monthSheet(usual, row(facts[0], 100, 300)),
		tracking.ImportChoices{})).
		Batch)
	newer := h.commit(h.preparePreview(uploadOf("newer", monthSheet(usual, row(facts[0], 120, 320)),
		tracking.ImportChoices{})).
		Batch)
	before := h.dump()
	_, err := h.UndoImport(t.Context(), office, "too early", older.Batch)
	wantCode(t, err, models.KindConflict, "newer_import")
	if upload := models.AsError(err).Message.Text; !strings.Contains(upload, "newer.csv") || !strings.Contains(upload,
		"2021-04-02 10:00") || !strings.Contains(upload, newer.Batch) {
		t.Errorf("it says %q", upload)
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
	h.until(models.DateOf(2021, 4, 20).At(10, 0)) // the program records, and raises nothing
	for i, batch := range []string{newer.Batch, older.Batch} {
		undone, err := h.UndoImport(t.Context(), office, fmt.Sprint("undo ", i), batch)
		if err != nil || undone.Undone != 1 {
			t.Errorf("%s: %+v, %v", batch, undone, err)
		}
	}
	if f := h.facts(district)[0]; len(f.Reports) != 0 {
		t.Errorf("left: %+v", f.Reports)
	}
}

func TestAPreviewIsCancelledWithoutATrace(t *testing.T) {
	h := newEnv(t)
	before := h.dump()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.PreviewImport(gone, office, upload("gone", planBook(t, first(3)))); err == nil {
		t.Error("read for nobody")
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it left rows:\n%s", diff)
	}
	p := h.preview("plan", planBook(t, first(3)))
	progress, err := h.ImportProgress(t.Context(), office, "plan")
	if err != nil || progress.Stage != "staged" {
		t.Errorf("%+v, %v", progress, err)
	}
	for range 2 { // the same key again is the same answer
		out, err := h.CancelImport(t.Context(), office, "cancel", p.Batch)
		if err != nil || out.Batch != p.Batch {
			t.Errorf("%+v, %v", out, err)
		}
	}
	after := h.dump()
	if len(after.Batches)+len(after.Rows) != 0 {
		t.Errorf("left: %d batches, %d rows", len(after.Batches), len(after.Rows))
	}
	_, err = h.PreviewImport(t.Context(), office, upload("plan", planBook(t, first(3))))
	wantCode(t, err, models.KindConflict, "import_cancelled")
	done := h.bring("anew", planBook(t, first(3)))
	_, err = h.CancelImport(t.Context(), office, "too late", done.Batch)
	wantCode(t, err, models.KindConflict, "import_written")
}

func TestWhatWasShownOfAnImportCanBeReadAgain(t *testing.T) {
	h := newEnv(t)
	done := h.bring("plan", planBook(t, first(3)))
	shown, err := h.ShowImport(t.Context(), office, done.Batch)
	if diff := cmp.Diff(done, shown); diff != "" || err != nil || len(shown.Changes) != 3 {
		t.Errorf("%v\n%s", err, diff)
	}
	lines, err := h.Imports(t.Context(), office, "2021")
	if err != nil || len(lines) != 1 || lines[0].Batch != done.Batch || lines[0].Status != models.BatchCommitted ||
		lines[0].By != office.Name {
		t.Errorf("%+v, %v", lines, err)
	}
}
