package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/web"
	"duban/workflows/contract"
)

// StartImport runs the import at once.
func (p *fakeProcess) StartImport(ctx context.Context, i contract.Import) error {
	if p.away != nil {
		return p.away
	}
	_, err := p.d.activities().PromoteImport(ctx, contract.Promote{Batch: i.Batch, By: i.By, Now: p.d.now})
	var refused interface{ Type() string }
	if errors.As(err, &refused) {
		return models.Errorf(models.Kind(refused.Type()), "stale_preview", "预览之后已被他人修改，请重新预览")
	}
	if err != nil {
		return err
	}
	err = p.d.store.Read(ctx, func(tx *store.Tx) error {
		ids, err := tx.BatchProjects(i.Batch)
		for _, id := range ids {
			p.d.next[id] = p.d.now
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.d.advanceTo(p.d.now)
}

func (p *fakeProcess) ImportResult(ctx context.Context, batch string) (contract.Progress, error) {
	return p.ImportProgress(ctx, batch)
}

func (*fakeProcess) ImportProgress(context.Context, string) (contract.Progress, error) {
	return contract.Progress{Stage: "done"}, nil
}

func (*fakeProcess) StartOrPoke(context.Context, contract.ProjectParams) error { return nil }

func (*fakeProcess) Stop(context.Context, contract.Run, string) error { return nil }

// emptyFixture returns a fixture of an empty installation.
func emptyFixture(t *testing.T) submissionFixture {
	t.Helper()
	d := empty(t)
	s := d.service()
	process := &fakeProcess{d: d}
	s.Process = process
	var err error
	s.Evidence, err = files.Open(t.TempDir())
	d.must(t, err)
	return submissionFixture{d, s, process, web.Handler(s, web.Options{Log: slog.New(slog.DiscardHandler)})}
}

// annualPlan returns the sample year's plan as a workbook.
func annualPlan(t *testing.T) []byte {
	t.Helper()
	_, content, err := halfYear(t).service().ExportPlan(t.Context(), models.Operator, "2021")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// replaceText returns a workbook with texts replaced.
func replaceText(t *testing.T, content []byte, swaps ...string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	swapped := false
	for _, f := range r.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		after := strings.NewReplacer(swaps...).Replace(string(text))
		swapped = swapped || after != string(text)
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(to, after)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !swapped {
		t.Fatalf("the workbook says nothing of %v", swaps)
	}
	return out.Bytes()
}

// upload sends a workbook and returns the address of its draft.
func upload(t *testing.T, h http.Handler, key, name string, content []byte) string {
	t.Helper()
	got := sendFiles(t, h, "/imports", url.Values{"key": {key}}, map[string]string{name: string(content)})
	to := got.Header().Get("Location")
	if got.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/imports/drafts/") {
		t.Fatalf("%d to %q\n%s", got.Code, to, shorten(got.Body.String()))
	}
	return to
}

func post(h http.Handler, address string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// inputValue returns the value of an input by name.
func inputValue(t *testing.T, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no %q on the page\n%s", name, shorten(page))
	}
	return found[1]
}

// TestPlanIsUploadedCommittedAndUndone imports and undoes a plan without scripts.
func TestPlanIsUploadedCommittedAndUndone(t *testing.T) {
	d := emptyFixture(t)
	h := d.as(models.RoleOffice)
	to := upload(t, h, "k1", "年度计划.xlsx", annualPlan(t))
	if second := upload(t, h, "k1", "年度计划.xlsx", annualPlan(t)); second != to {
		t.Errorf("the same form again leads to %s, not to %s", second, to)
	}
	page := get(h, to).Body.String()
	check(t, h, page)
	contains(t, page, []string{"<b>48</b>", "<b>449.00</b>", "<b>70.00</b>", "<b>26</b>", "可以导入", "新增 48", "原表预览", "项目名称"},
		[]string{"还不能导入"})
	if len(page) > 100_000 {
		t.Errorf("%d bytes", len(page))
	}
	batch := inputValue(t, page, "batch")
	for range 2 { // sent twice
		got := post(h, to+"/commit", url.Values{"key": {"k2"}, "batch": {batch}})
		if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/imports/batches/"+batch {
			t.Fatalf("%d to %q", got.Code, got.Header().Get("Location"))
		}
	}
	if n := d.projects(t); n != 48 {
		t.Fatalf("%d projects", n)
	}
	page = get(h, "/imports/batches/"+batch).Body.String()
	check(t, h, page)
	contains(t, page, []string{"已导入", "下一步", "撤销这次导入"}, nil)
	if got := get(h, to); got.Header().Get("Location") != "/imports/batches/"+batch {
		t.Errorf("the preview of what is committed leads to %q", got.Header().Get("Location"))
	}
	for range 2 {
		if got := post(h, "/imports/batches/"+batch+"/undo", url.Values{"key": {"k3"}}); got.Code != http.StatusSeeOther {
			t.Fatalf("undo: %d\n%s", got.Code, shorten(got.Body.String()))
		}
	}
	if n := d.projects(t); n != 0 {
		t.Errorf("%d projects after the undo", n)
	}
	page = get(h, "/imports").Body.String()
	check(t, h, page)
	contains(t, page, []string{"年度计划.xlsx", "已撤销"}, nil)
}

func (d submissionFixture) projects(t *testing.T) (n int) {
	t.Helper()
	d.must(t, d.store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.ProjectsOfYear(2021)
		n = len(all)
		return err
	}))
	return n
}

// TestUnknownColumnIsAskedOnce answers a question about a column; the next workbook of the same shape is mapped
// without one.
func TestUnknownColumnIsAskedOnce(t *testing.T) {
	d := emptyFixture(t)
	h := d.as(models.RoleOffice)
	content := replaceText(t, annualPlan(t), "2021年计划投资", "2021年盘子")
	to := upload(t, h, "k1", "计划.xlsx", content)
	page := get(h, to).Body.String()
	check(t, h, page)
	contains(t, page, []string{"还不能导入", "2021年盘子", "是何内容？", `value="annual_plan"`}, []string{to + "/commit"})
	asked := regexp.MustCompile(`<select class="form-select" id="f-(c\d+)"`).FindAllStringSubmatch(page, -1)
	if len(asked) != 2 { // the annual plan and the months
		t.Fatalf("asked about %d columns", len(asked))
	}
	say := url.Values{"key": {"k2"}, "sheet": {inputValue(t, page, "sheet")}, asked[0][1]: {"没有这种"},
		asked[1][1]: {"month_plan"},
		"remember":  {"1"}}
	if got := post(h, to, say); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(),
		"没有“没有这种”这种内容") {
		t.Errorf("a word that is no field: %d", got.Code)
	}
	if !strings.Contains(page, `value="annual_plan" selected`) {
		t.Error("the likeliest is not proposed")
	}
	say.Set(asked[0][1], "annual_plan")
	if got := post(h, to, say); got.Code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.Code, shorten(got.Body.String()))
	}
	page = get(h, to).Body.String()
	contains(t, page, []string{"可以导入", "<b>70.00</b>", "已人工更正"}, nil)
	post(h, to+"/commit", url.Values{"key": {"k3"}, "batch": {inputValue(t, page, "batch")}})
	if n := d.projects(t); n != 48 {
		t.Fatalf("%d projects", n)
	}
	second := get(h, upload(t, h, "k4", "计划2.xlsx", content)).Body.String()
	contains(t, second, []string{"与现有数据相同"}, []string{"是何内容？"})
}

// TestFindingsLinkToTheirCells checks the links from findings to cells and the marked copy.
func TestFindingsLinkToTheirCells(t *testing.T) {
	d := emptyFixture(t)
	h := d.as(models.RoleOffice)
	to := upload(t, h, "k1", "计划.xlsx", replaceText(t, annualPlan(t), sampleYear.Projects[40].Project.Name,
		sampleYear.Projects[39].Project.Name))
	page := get(h, to).Body.String()
	check(t, h, page)
	contains(t, page, []string{"还不能导入", "错误，必须处理", `class="error"`, `href="#c-`}, nil)
	got := get(h, to+"/errors")
	if got.Code != http.StatusOK || !strings.Contains(got.Header().Get("Content-Disposition"), "attachment") ||
		!bytes.HasPrefix(got.Body.Bytes(), []byte("PK")) {
		t.Errorf("the marked copy: %d %q", got.Code, got.Header().Get("Content-Disposition"))
	}
	if got := post(h, to+"/discard", url.Values{"key": {"k9"}}); got.Code != http.StatusSeeOther {
		t.Errorf("given up: %d", got.Code)
	}
	if got := get(h, to); got.Code != http.StatusNotFound {
		t.Errorf("after it was given up: %d", got.Code)
	}
}

func TestUploadThatIsNotAWorkbook(t *testing.T) {
	h := emptyFixture(t).as(models.RoleOffice)
	if got := sendFiles(t, h, "/imports", url.Values{"key": {"k"}}, nil); got.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body.String(), "请先选择工作簿") {
		t.Errorf("nothing chosen: %d", got.Code)
	}
	page := get(h, upload(t, h, "k1", "说明.xlsx", []byte("没有表"))).Body.String()
	check(t, h, page)
	contains(t, page, []string{"还不能导入", "说明.xlsx"}, []string{"原表预览"})
	large := sendFiles(t, h, "/imports", url.Values{"key": {"k2"}},
		map[string]string{"大.csv": strings.Repeat("x", 51<<20)})
	if large.Code != http.StatusRequestEntityTooLarge || !strings.Contains(large.Body.String(), "50 MB") {
		t.Errorf("51 MB: %d", large.Code)
	}
}
