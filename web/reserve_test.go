package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

// reserveForm is a complete application as the form of the page sends it.
func reserveForm(key, name string) url.Values {
	return url.Values{"key": {key}, "name": {name}, "owner": {"新建设有限公司"}, "stage": {"new_start"},
		"investor": {"private"}, "scale": {"新建厂房3万平方米"}, "total": {"52,000"}, "annual_plan": {"18000.5"},
		"start": {"2022-03"}, "finish": {"2023-10"}, "funding": {"自筹"}, "contact": {"张某"}, "phone": {"0533-2345678"},
		"sector": {"先进制造业"}, "year": {"2022"}}
}

// An application is entered by its unit with what was typed kept on an error, handed in, screened, reviewed, and listed
// with the scan; a table is previewed and imported.
func TestAnApplicationIsEnteredAndDecided(t *testing.T) {
	d := copyOfHalfYear(t)
	office, unit, reader := d.as(models.RoleOffice), d.as(models.RoleUnit), d.as(models.RoleReadOnly)
	wrong := reserveForm("wrong", "东部产业园")
	wrong.Set("annual_plan", "60000")
	if got := post(unit, "/reserve/new", wrong); got.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body.String(), "超过总投资") || !strings.Contains(got.Body.String(), "新建厂房3万平方米") {
		t.Errorf("%d %s", got.Code, shorten(got.Body.String()))
	}
	address := post(unit, "/reserve/new", reserveForm("enter", "东部产业园")).Header().Get("Location")
	change := reserveForm("change", "东部产业园一期")
	change.Set("version", "1")
	if got := post(unit, address+"/change", change); got.Header().Get("Location") != address {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	if got := get(unit, address+"/change").Body.String(); !strings.Contains(got, `value="18000.50"`) {
		t.Errorf("the form: %s", shorten(got))
	}
	act := func(h http.Handler, key, act string, more url.Values) {
		t.Helper()
		form := url.Values{"key": {key}, "act": {act}}
		maps.Copy(form, more)
		if got := post(h, address, form); got.Header().Get("Location") != address {
			t.Fatalf("%s: %d %s", act, got.Code, shorten(got.Body.String()))
		}
	}
	act(unit, "apply", "apply", nil)
	if got := post(unit, address, url.Values{"key": {"own"}, "act": {"pass"}}); got.Code != http.StatusForbidden {
		t.Errorf("a unit screens: %d", got.Code)
	}
	act(office, "pass", "pass", nil)
	if got := post(office, address, url.Values{"key": {"none"}, "act": {"opinion"}, "department": {"区财政局"}}); got.Code !=
		http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "请选择意见") {
		t.Errorf("%d", got.Code)
	}
	act(office, "opinion", "opinion", url.Values{"department": {"区财政局"}, "opinion": {"agree"}})
	got := sendFiles(t, office, address, url.Values{"key": {"list"}, "act": {"list"}, "document": {"张政发〔2021〕30号"},
		"document_on": {"2021-06-29"}}, map[string]string{"清单.pdf": "%PDF-1.4 list"})
	if got.Header().Get("Location") != address {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	for _, lang := range []string{"zh", "en"} {
		page := get(reader, address+"?lang="+lang).Body.String()
		check(t, reader, page)
		if !strings.Contains(page, "张政发〔2021〕30号") || strings.Contains(page,
			"<form method=\"post\" action=\"/reserve/projects") {
			t.Errorf("%s: %s", lang, shorten(page))
		}
	}
	page := get(office, address).Body.String()
	at := strings.Index(page, address+"/scan/")
	scan, _, _ := strings.Cut(page[at:], `"`)
	if got := get(office, scan); got.Code != http.StatusOK || got.Body.String() != "%PDF-1.4 list" {
		t.Errorf("scan: %d", got.Code)
	}
	d.importedTable(t, unit)
}

// importedTable previews and imports a table of applications as a unit.
func (d submissionFixture) importedTable(t *testing.T, unit http.Handler) {
	t.Helper()
	table := "项目名称,建设单位,总投资（万元）,年度计划投资（万元）\n西部学校,某建设公司,1000,500\n"
	preview := sendWorkbook(t, unit, "/reserve/imports", "2022年申报表.csv", []byte(table)).Header().Get("Location")
	page := get(unit, preview).Body.String()
	check(t, unit, page)
	if !strings.Contains(page, "西部学校") || !strings.Contains(page, "申报前须补充") {
		t.Fatalf("%s", shorten(page))
	}
	if got := post(unit, preview, url.Values{"key": {"commit"}}); !strings.HasPrefix(got.Header().Get("Location"),
		"/reserve?year=2022") {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	if page := get(unit, "/reserve?year=2022").Body.String(); !strings.Contains(page, "西部学校") {
		t.Errorf("%s", shorten(page))
	}
}
