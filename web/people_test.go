package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
)

// sendWorkbook sends a form with a file.
func sendWorkbook(t *testing.T, h http.Handler, address, name string, content []byte) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("key", "k-"+name); err != nil {
		t.Fatal(err)
	}
	part, err := form.CreateFormFile("files", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// The office uploads a form, answers who is meant, imports it and undoes it; the page is whole in both languages and
// shows no phone.
func TestPeopleAreImportedOnThePage(t *testing.T) {
	d := planned(t, 4, 0)
	post := sampleYear.Projects[0].Sponsor
	office := d.as(models.RoleOffice)
	if got := get(office, "/people/form"); got.Code != http.StatusOK || !bytes.HasPrefix(got.Body.Bytes(), []byte("PK")) {
		t.Fatalf("the empty form: %d", got.Code)
	}
	content := []byte("姓名,单位,岗位,任职方式,手机\n李某某,,新设岗位,联络员,13805330001\n孙某某,," + post + ",联络员,13805330002\n")
	sent := sendWorkbook(t, office, "/people", "人员.csv", content)
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.Code, sent.Body)
	}
	address := sent.Header().Get("Location")
	for _, lang := range []string{"zh", "en"} {
		got := get(office, address+"?lang="+lang)
		check(t, office, got.Body.String())
		text := got.Body.String()
		if !strings.Contains(text, "C2") || strings.Contains(text, "1380533") {
			t.Errorf("%s: the question is missing or a phone is shown", lang)
		}
	}
	if got := sendForm(office, address+"/commit", url.Values{"key": {"k-1"}}); got.Code != http.StatusUnprocessableEntity {
		t.Fatalf("with a question: %d", got.Code)
	}
	if got := sendForm(office, address+"/answers", url.Values{"key": {"k-2"},
		"a-C2": {"new"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("answered: %d %s", got.Code, got.Body)
	}
	if got := sendForm(office, address+"/commit", url.Values{"key": {"k-3"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("imported: %d %s", got.Code, got.Body)
	}
	if got := get(office, "/phonebook").Body.String(); !strings.Contains(got, "李某某") || !strings.Contains(got,
		"13805330001") {
		t.Error("the phone book lacks who was imported")
	}
	for _, lang := range []string{"zh", "en"} {
		check(t, office, get(office, address+"?lang="+lang).Body.String())
		check(t, office, get(office, "/people?lang="+lang).Body.String())
	}
	if got := sendForm(office, address+"/undo", url.Values{"key": {"k-4"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("undone: %d %s", got.Code, got.Body)
	}
	if got := get(office, "/phonebook").Body.String(); strings.Contains(got, "李某某") {
		t.Error("who was undone is still in the phone book")
	}
	if got := sendWorkbook(t, office, "/people", "计划.csv",
		[]byte("项目名称,投资\n甲,1\n")); got.Code != http.StatusUnprocessableEntity ||
		!regexp.MustCompile(`没有找到人员岗位表`).MatchString(got.Body.String()) {
		t.Errorf("another workbook: %d", got.Code)
	}
}
