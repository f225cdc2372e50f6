package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"duban/models"
	"duban/store"
)

// askedToExplain puts a question to the owner of the first project.
func (d *fixture) askedToExplain(t *testing.T) (f models.Finding) {
	t.Helper()
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.FactsOf(models.ProgrammeID(models.DistrictProgramme, sampleYear.Year))
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rows,
			func(f models.Facts) bool { return f.Project.Name == sampleYear.Projects[0].Project.Name })
		march := models.MonthOf(sampleYear.Year, 3)
		f = models.Finding{ID: models.FindingID(rows[i].Project.ID, models.FindingEqual, march.String()),
			ProjectID: rows[i].Project.ID, Kind: models.FindingEqual, Basis: march.String(), State: models.FindingAsked,
			AskedAt: d.now, Due: d.now.Date() + 7, AskedByName: "某",
			Ground: models.StoredMessage{Message: models.Messagef("%d月至%d月各月完成投资均为%s万元", models.MonthNumber(3),
				models.MonthNumber(5), "90")},
			Question: models.StoredMessage{Message: models.Messagef("请说明%d月以来各月完成投资的核算依据，并提供凭证", models.MonthNumber(3))}}
		return tx.PutFinding(f)
	}))
	return f
}

// The owner explains on the page of the question with a scan; without one the page asks for it and keeps what was
// typed. The office opens the scan and settles; both see the page in both languages, the unit does not.
func TestAFindingIsExplainedOnItsPage(t *testing.T) {
	d := copyOfHalfYear(t)
	owner, office, unit := d.as(models.RoleOwner), d.as(models.RoleOffice), d.as(models.RoleUnit)
	page := models.FindingPath(d.askedToExplain(t).ID)
	look := func() {
		t.Helper()
		for _, lang := range []string{"zh", "en"} {
			for _, h := range []http.Handler{owner, office} {
				w := get(h, page+"?lang="+lang)
				if w.Code != http.StatusOK {
					t.Errorf("%d", w.Code)
				}
				check(t, h, w.Body.String())
			}
		}
	}
	look()
	if w := get(unit, page); w.Code != http.StatusNotFound {
		t.Errorf("the unit sees it: %d", w.Code)
	}
	contains(t, get(owner, page+"?lang=zh").Body.String(), []string{"情况说明", "请说明3月以来各月完成投资的核算依据"},
		[]string{"核定结果", "均为", "依据："})
	send := func(key string, scan bool) *httptest.ResponseRecorder {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for name, value := range map[string]string{"key": key, "act": "explain", "text": "按合同等额计量", "paper": "计量支付证书3号"} {
			d.must(t, w.WriteField(name, value))
		}
		if scan {
			file, err := w.CreateFormFile("files", "证书.pdf")
			d.must(t, err)
			_, err = file.Write([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
			d.must(t, err)
		}
		d.must(t, w.Close())
		r := httptest.NewRequest(http.MethodPost, page+"?lang=zh", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		got := httptest.NewRecorder()
		owner.ServeHTTP(got, r)
		return got
	}
	refused := send("k", false)
	contains(t, refused.Body.String(), []string{"请附凭证的扫描件或照片", "按合同等额计量", "计量支付证书3号"}, nil)
	if done := send("k2", true); done.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", done.Code, shorten(done.Body.String()))
	}
	look()
	contains(t, get(office, page+"?lang=zh").Body.String(), []string{"已说明，待核定", "按合同等额计量", "证书.pdf", "各月完成投资均为90万元"}, nil)
	for _, h := range []http.Handler{owner, office} {
		if w := get(h, page+"/paper"); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" {
			t.Errorf("the paper: %d %s", w.Code, w.Header().Get("Content-Type"))
		}
	}
	settle := url.Values{"key": {"s"}, "act": {"settle"}, "outcome": {"right"}, "reason": {"已核对"}}
	if w := sendForm(office, page, settle); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, shorten(w.Body.String()))
	}
	look()
	contains(t, get(office, page+"?lang=zh").Body.String(), []string{"情况属实", "已核对"}, nil)
}
