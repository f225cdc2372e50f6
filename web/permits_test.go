package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"duban/models"
)

// A permit is entered with its file, the code and the dates of start are entered, and all stand in the list, on the
// project's page and in the workbook.
func TestPermitsAreEntered(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	const at = "/projects/2021/ZD-2021-001"
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, value := range map[string]string{"key": "permit", "kind": "construction", "state": "done",
		"number": "370303202103100101", "date": "2021-03-10"} {
		d.must(t, w.WriteField(field, value))
	}
	part, err := w.CreateFormFile("files", "施工许可证.pdf")
	d.must(t, err)
	_, err = part.Write([]byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"))
	d.must(t, err)
	d.must(t, w.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, at+"/permits", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	sent := httptest.NewRecorder()
	owner.ServeHTTP(sent, r)
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("%d %.1500s", sent.Code, sent.Body)
	}
	form := url.Values{"key": {"f"}, "approval_code": {"2021-990303-48-01-123456"}, "entered_on": {"2021-02-20"},
		"in_statistics": {"no"}, "missing": {"施工合同"}}
	if w := sendForm(office, at+"/formalities?lang=zh", form); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown area: %d", w.Code)
	}
	form.Set("approval_code", "20213703034801123456")
	if w := sendForm(office, at+"/formalities", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.1500s", w.Code, w.Body)
	}
	page := get(owner, at+"/permits?lang=zh").Body.String()
	check(t, owner, page)
	contains(t, page, []string{"370303202103100101", "施工许可证.pdf", "2021-370303-48-01-123456", "施工合同"}, nil)
	if w := get(owner, at+"/permits/construction/file"); w.Code != http.StatusOK {
		t.Errorf("the file: %d", w.Code)
	}
	page = get(office, "/permits?lang=zh").Body.String()
	check(t, office, page)
	contains(t, page, []string{"不作为统计数据", "1/2", "缺：施工合同"}, nil)
	if w := get(office, "/permits?as=xlsx"); w.Code != http.StatusOK {
		t.Errorf("the workbook: %d", w.Code)
	}
}
