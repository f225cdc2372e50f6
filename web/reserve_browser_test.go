package web_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserTakesAProjectFromReserveToPlan enters a project as its unit on a phone, screens, reviews and lists it as
// the office, and drafts the next year's plan with this year's projects, in which it stands as it was entered.
func TestBrowserTakesAProjectFromReserveToPlan(t *testing.T) {
	d := newSubmissionFixture(t, 4)
	unit, office := httptest.NewServer(d.as(models.RoleUnit)), httptest.NewServer(d.as(models.RoleOffice))
	defer unit.Close()
	defer office.Close()
	scan := filepath.Join(t.TempDir(), "清单.pdf")
	d.must(t, os.WriteFile(scan, []byte("%PDF-1.4 list"), 0o600))
	p := chrome.Open(t, chrome.Phone)
	p.Go(unit.URL + "/reserve")
	p.Follow(`a[href^="/reserve/new"]`)
	for selector, text := range map[string]string{"#f-name": "东部产业园", "#f-owner": "新建设有限公司", "#f-scale": "新建厂房3万平方米",
		"#f-total": "52000", "#f-annual_plan": "18000", "#f-funding": "自筹", "#f-contact": "张某", "#f-phone": "0533-2345678"} {
		p.Fill(selector, text)
	}
	p.Set("#f-stage", "new_start")
	p.Set("#f-investor", "private")
	p.Set("#f-start", "2022-03")
	p.Set("#f-finish", "2023-10")
	shot(t, p, "reserve-form-390")
	p.Follow("main form .btn-primary")
	p.Shows("东部产业园", "储备")
	p.Click("details:has(input[value=apply]) summary")
	p.Follow("details:has(input[value=apply]) .btn-primary")
	p.Shows("待初筛")
	shot(t, p, "reserve-one-390")

	p.Resize(chrome.Desktop)
	p.Go(office.URL + "/reserve?year=2022&state=applied")
	p.Click(".tick input")
	shot(t, p, "reserve-list-1440")
	p.Follow(`button[value=pass]`)
	p.Go(office.URL + "/reserve?year=2022&state=review")
	p.Click(".tick input")
	p.Fill("#b-department", "区财政局")
	p.Set("#b-opinion", "agree")
	p.Follow(`button[value=opinion]`)
	p.Go(office.URL + "/reserve?year=2022&state=review")
	p.Click(".tick input")
	p.Fill("#b-document", "张政发〔2021〕30号")
	p.Set("#b-document_on", "2021-06-29")
	p.Upload("#b-files", scan)
	p.Follow(`button[value=list]`)
	p.Shows("列入清单")
	p.Go(office.URL + "/reserve/plan?year=2022")
	p.Shows("结转 4 个", "新列入 1 个", "年度计划未填 4 个")
	shot(t, p, "reserve-plan-1440")
	for _, code := range []string{"ZD-2021-001", "ZD-2021-002", "ZD-2021-003", "ZD-2021-004"} {
		p.Fill(`input[name="plan-`+code+`"]`, "9000")
	}
	p.Follow("main form .btn-primary")
	p.Shows("可以导入", "59.16")
	shot(t, p, "reserve-draft-1440")
	for _, address := range []string{"/reserve", "/reserve?year=2022&state=listed", "/reserve/new",
		"/reserve/plan?year=2022"} {
		for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
			p.Resize(size)
			p.Go(office.URL + address)
			for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
				t.Error(address, violation)
			}
		}
	}
}
