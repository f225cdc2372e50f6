package web_test

import (
	"bytes"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"

	"duban/internal/files"
	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/web"
)

// sendFile sends a form with one file.
func sendFile(t *testing.T, h http.Handler, address, name string, content []byte,
	fields map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, value := range fields {
		if err := w.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("files", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	sent := httptest.NewRecorder()
	h.ServeHTTP(sent, r)
	return sent
}

// halfYearWithFiles is halfYear with a folder for evidence.
func halfYearWithFiles(t *testing.T) submissionFixture {
	t.Helper()
	d := halfYear(t)
	s := d.service()
	var err error
	if s.Evidence, err = files.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	return submissionFixture{d, s, &fakeProcess{d: d}, web.Handler(s, web.Options{Log: slog.New(slog.DiscardHandler)})}
}

// A confirmation is asked for by the office, taken and attached by the owner, and stands in the office's list.
func TestConfirmationsAreAttached(t *testing.T) {
	d := halfYearWithFiles(t)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	const at = "/projects/2021/ZD-2021-001/confirmations"
	page := get(office, "/confirmations?month=2021-06&lang=zh").Body.String()
	check(t, office, page)
	contains(t, page, []string{"缺确认单", "不对外列示", "季度末"}, nil)
	if w := sendForm(office, "/confirmations", url.Values{"key": {"ask"}, "month": {"2021-05"},
		"projects": {"ZD-2021-001"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("asked: %d %.800s", w.Code, w.Body)
	}
	if w := sendForm(office, "/confirmations?lang=zh", url.Values{"key": {"none"}, "month": {"2021-05"}}); w.Code !=
		http.StatusUnprocessableEntity {
		t.Errorf("no project: %d", w.Code)
	}
	if w := sendForm(office, "/confirmations/rule?lang=zh", url.Values{"key": {"rule"}, "month": {"2021-05"},
		"from": {"-1"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a negative amount: %d", w.Code)
	}
	if w := get(owner, at+"/sheet?month=2021-05"); w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(),
		[]byte("PK")) {
		t.Errorf("the sheet: %d", w.Code)
	}
	if w := sendFile(t, owner, at+"?lang=zh", "确认单.exe", []byte("MZ"), map[string]string{"key": "bad",
		"month": "2021-05"}); w.
		Code != http.StatusUnprocessableEntity {
		t.Errorf("a program: %d", w.Code)
	}
	if w := sendFile(t, owner, at, "确认单.pdf", []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
		map[string]string{"key": "scan", "month": "2021-05"}); w.Code != http.StatusSeeOther {
		t.Fatalf("attached: %d %.1200s", w.Code, w.Body)
	}
	page = get(owner, at+"?month=2021-05&lang=zh").Body.String()
	check(t, owner, page)
	file := regexp.MustCompile(at + `/[^/"]+/file`).FindString(page)
	if w := get(owner, file); w.Code != http.StatusOK {
		t.Errorf("the scan at %q: %d", file, w.Code)
	}
	contains(t, get(office, "/confirmations?month=2021-05&lang=zh").Body.String(), []string{"已附确认单", "确认单.pdf"}, nil)
}

// A template with a fault is shown again with what is wrong; one in order is tried, put in force and switched back.
func TestATemplateIsUploaded(t *testing.T) {
	d := halfYearWithFiles(t)
	office := d.as(models.RoleOffice)
	standard := get(office, "/meeting-templates/0/file").Body.Bytes()
	if w := sendFile(t, office, "/meeting-templates?lang=zh", "模板.docx", standard[:2000],
		map[string]string{"key": "cut"}); w.
		Code != http.StatusUnprocessableEntity || !bytes.Contains(w.Body.Bytes(), []byte("不完整")) {
		t.Errorf("a cut template: %d", w.Code)
	}
	book := booktest.Draw(t, booktest.Sheet{Name: "表", Rows: [][]any{{"月份"}}})
	if w := sendFile(t, office, "/meeting-templates?lang=zh", "模板.docx", book, map[string]string{"key": "book"}); w.Code !=
		http.StatusUnprocessableEntity || !bytes.Contains(w.Body.Bytes(), []byte("不是 Word 文档")) {
		t.Errorf("a workbook: %d", w.Code)
	}
	if w := sendFile(t, office, "/meeting-templates", "模板.docx", standard, map[string]string{"key": "try",
		"do": "try"}); w.
		Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) {
		t.Errorf("tried: %d", w.Code)
	}
	if w := sendFile(t, office, "/meeting-templates", "模板.docx", standard, map[string]string{"key": "keep"}); w.Code !=
		http.StatusSeeOther {
		t.Fatalf("kept: %d %.800s", w.Code, w.Body)
	}
	page := get(office, "/meeting-templates?lang=zh").Body.String()
	check(t, office, page)
	contains(t, page, []string{"正在使用本单位模板第 1 版", "模板.docx", "滞后项目.名称"}, nil)
	if w := sendForm(office, "/meeting-templates/0/use", url.Values{"key": {"back"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("back: %d %.800s", w.Code, w.Body)
	}
	if w := sendForm(office, "/meeting-templates/0/use?lang=zh",
		url.Values{"key": {"twice"}}); w.Code != http.StatusConflict {
		t.Errorf("twice: %d", w.Code)
	}
	contains(t, get(office, "/meeting-templates?lang=zh").Body.String(), []string{"正在使用系统模板", "换用此版"}, nil)
}
