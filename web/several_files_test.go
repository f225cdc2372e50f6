package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

// Case 18 of people.md: of several files the good ones stay with the form, every bad one is named.
func TestGoodFilesStayBesideBadOnes(t *testing.T) {
	d := copyOfHalfYear(t)
	h := d.as(models.RoleOwner)
	const at = "/projects/2021/ZD-2021-001/requests?kind=extension&lang=zh"
	form := url.Values{"key": {"several"}, "kind": {"extension"}, "milestone": {"竣工验收"}, "date": {"2022-12-20"},
		"reason": {"征地手续延后"}}
	good := "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
	w := sendFiles(t, h, at, form, map[string]string{"批文.pdf": good, "现场.pdf": good + "\n", "坏一.jpg": "no picture",
		"坏二.png": "no picture either"})
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity || strings.Count(page, `name="have"`) != 2 {
		t.Errorf("%d, %d files stay", w.Code, strings.Count(page, `name="have"`))
	}
	contains(t, page, []string{"批文.pdf", "现场.pdf", "坏一.jpg", "坏二.png", "征地手续延后"}, nil)
}
