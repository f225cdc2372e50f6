package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

// The hidden field of stored files can be forged: its name and type of a file are ignored, and another person's file is
// refused.
func TestStoredFilesFieldGivesNoAccessToOtherFiles(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	other := models.Actor{ID: "other", Name: "外人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "org-other"}}}
	foreign, err := d.service.PutEvidence(t.Context(), other, "机密.pdf", strings.NewReader("%PDF-1.4\n%foreign\n"))
	d.must(t, err)
	h := d.as(models.RoleOwner)
	address, _ := d.dueMilestone(t)
	keptField := func(sum string) []string {
		return []string{`{"sha256":"` + sum + `","name":"开工批复.hta","media_type":"text/html","size":-5}`}
	}
	report := url.Values{"gives": {"report"}, "unit": {"万元"}, "month_amount": {"1"}, "ytd": {"500"}, "physical": {"主体"},
		"next_step": {"封顶"}}
	for _, sum := range []string{foreign.SHA256, strings.Repeat("0", 64), "../../duban.db"} {
		form := url.Values{"key": {"m" + sum}, "done_on": {"2021-07-01"}, "have": keptField(sum)}
		got := sendFiles(t, h, address, form, nil)
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "附件未找到，请重新上传") {
			t.Errorf("a milestone with %.8s: %d", sum, got.Code)
		}
		report.Set("key", "r"+sum)
		report["have"] = keptField(sum)
		got = sendFiles(t, h, reportForm, report, nil)
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "附件未找到，请重新上传") {
			t.Errorf("a report with %.8s: %d", sum, got.Code)
		}
	}
	if views := d.waiting(t); len(views) != 0 {
		t.Fatalf("handed in after all: %+v", views)
	}
	// A person's own file stays with the form after an error, with its real name.
	got := sendFiles(t, h, address, url.Values{"key": {"own"}, "done_on": {""}},
		map[string]string{"批复.pdf": "%PDF-1.4\n%own\n"})
	_, after, found := strings.Cut(got.Body.String(), `name="have"`)
	_, after, _ = strings.Cut(after, `sha256&#34;:&#34;`)
	if !found || len(after) < 64 {
		t.Fatalf("no field of kept files: %s", shorten(got.Body.String()))
	}
	form := url.Values{"key": {"own"}, "done_on": {"2021-07-01"}, "have": keptField(after[:64])}
	if got := sendFiles(t, h, address, form, nil); got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	page := get(h, address).Body.String()
	contains(t, page, []string{"批复.pdf"}, []string{"开工批复.hta"})
}
