package web_test

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// ownerOfFour gives the owner's account the first four projects.
func (d submissionFixture) ownerOfFour(t *testing.T) http.Handler {
	t.Helper()
	h := d.as(models.RoleOwner)
	storetest.Write(t, d.store, func(tx *store.Tx) error {
		for _, p := range sampleYear.Projects[1:4] {
			if err := tx.PutRole(models.Role{PersonID: "person-of-owner", Role: models.RoleOwner,
				OrganisationID: models.OrganisationID(p.Owner)}); err != nil {
				return err
			}
		}
		return nil
	})
	return h
}

// sendReports sends the form of several projects with files.
func sendReports(t *testing.T, h http.Handler, values url.Values, files map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range values {
		if err := w.WriteField(name, values.Get(name)); err != nil {
			t.Fatal(err)
		}
	}
	for field, content := range files {
		part, err := w.CreateFormFile(field, field+".pdf")
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/reports?month=2021-06", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	got := httptest.NewRecorder()
	h.ServeHTTP(got, r)
	return got
}

// Case 21 of the office: an owner with four projects hands in the month on one page. One project with something wrong
// keeps none of the others from being handed in, and what was handed in is shown.
func TestAnOwnerReportsFourProjectsOnOnePage(t *testing.T) {
	d := newSubmissionFixture(t, 5)
	h := d.ownerOfFour(t)
	page := get(h, "/reports?month=2021-06").Body.String()
	check(t, h, page)
	contains(t, page, []string{`name="ZD-2021-001.month_amount"`, `name="ZD-2021-004.files"`, "提交已填写的项目"},
		[]string{"ZD-2021-005"})
	contains(t, get(h, "/tasks").Body.String(), []string{`href="/reports"`, "集中填报月报（4 个项目）"}, nil)

	sent := url.Values{"key": {keyOn(t, page)}, "gives": {"report"}, "unit": {"万元"}}
	for _, code := range []string{"ZD-2021-001", "ZD-2021-002", "ZD-2021-003", "ZD-2021-004"} {
		for _, field := range []string{"month_amount", "ytd", "physical", "problems", "next_step"} {
			sent.Set(code+"."+field, "")
		}
	}
	set := func(code, month, ytd, physical string) {
		sent.Set(code+".month_amount", month)
		sent.Set(code+".ytd", ytd)
		sent.Set(code+".physical", physical)
	}
	set("ZD-2021-001", "1200.5", "5200.5", "主体封顶")
	set("ZD-2021-002", "十二", "", "写错的金额")
	// more than the annual plan: asked about
	much := (sampleYear.Projects[2].Project.AnnualPlan + 1_000_000).In(models.WanYuan)
	set("ZD-2021-003", much, much, "十倍的金额")
	got := sendReports(t, h, sent, map[string]string{"ZD-2021-001.files": "%PDF-1.4 一份佐证"})
	page = got.Body.String()
	if got.Code != http.StatusUnprocessableEntity {
		t.Fatalf("%d: %s", got.Code, shorten(page))
	}
	check(t, h, page)
	contains(t, page, []string{"已报送 1 个项目", "2 个项目未报送", `value="十二"`, "写错的金额", "十倍的金额",
		`name="ZD-2021-003.confirmed"`, "已提交，等待审核", "1,200.50", "ZD-2021-001.files.pdf"},
		[]string{`name="ZD-2021-001.month_amount"`})
	if waiting := d.waiting(t); len(waiting) != 1 || waiting[0].Project != "ZD-2021-001" {
		t.Fatalf("%+v waits", waiting)
	}

	set("ZD-2021-002", "12", "4012", "改好的金额")
	sent.Set("ZD-2021-002.confirmed", "1")
	set("ZD-2021-003", "800", "4800", "改好的金额")
	got = sendReports(t, h, sent, nil)
	if got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/reports?month=2021-06") {
		t.Fatalf("%d %s: %s", got.Code, got.Header().Get("Location"), shorten(got.Body.String()))
	}
	if waiting := d.waiting(t); len(waiting) != 3 {
		t.Fatalf("%d wait, want three: nothing was typed for the fourth", len(waiting))
	}
	contains(t, get(h, "/reports?month=2021-06").Body.String(), []string{"4,800", `name="ZD-2021-004.month_amount"`},
		[]string{`name="ZD-2021-002.month_amount"`})
	if got = sendReports(t, h, sent, nil); got.Code != http.StatusSeeOther || len(d.waiting(t)) != 3 {
		t.Errorf("sent again by the same form: %d", got.Code)
	}
	sent.Set("key", "another-form")
	sent.Set("ZD-2021-048.physical", "已不在清单")
	if got = sendReports(t, h, sent, nil); got.Code != http.StatusUnprocessableEntity || len(d.waiting(t)) != 3 {
		t.Errorf("sent again by another form: %d", got.Code)
	}
	contains(t, got.Body.String(), []string{"下列项目本次未报送", sampleYear.Projects[0].Project.Name, "ZD-2021-048"},
		[]string{"✓ 已报送", "未填写内容"})
	if got = sendReports(t, h, url.Values{"key": {"empty"}, "gives": {"report"}, "ZD-2021-004.month_amount": {""}},
		nil); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "未填写内容") {
		t.Errorf("nothing typed: %d", got.Code)
	}
}

// A returned report stands on the form as it was handed in; unchanged it is not sent again with the others.
func TestAReturnedReportIsNotSentAgainUnchanged(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	h := d.ownerOfFour(t)
	form := url.Values{"key": {"first-key"}, "gives": {"report"}, "ZD-2021-001.month_amount": {"100"},
		"ZD-2021-001.ytd": {"4100"}, "ZD-2021-001.physical": {"主体施工"}, "ZD-2021-001.confirmed": {"1"}}
	if got := sendReports(t, h, form, nil); got.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", got.Code, shorten(got.Body.String()))
	}
	d.decide(t, models.Return, "形象进度写得不清")
	page := get(h, "/reports?month=2021-06").Body.String()
	contains(t, page, []string{"形象进度写得不清", ">主体施工</textarea>"}, nil)
	form = url.Values{"key": {"second-key"}, "gives": {"report"},
		"ZD-2021-001.month_amount": {inputValue(t, page, "ZD-2021-001.month_amount")},
		"ZD-2021-001.ytd":          {inputValue(t, page, "ZD-2021-001.ytd")}, "ZD-2021-001.physical": {"主体施工"},
		"ZD-2021-002.month_amount": {"50"}, "ZD-2021-002.ytd": {"4050"}, "ZD-2021-002.physical": {"基础施工"},
		"ZD-2021-002.confirmed": {"1"}}
	if got := sendReports(t, h, form, nil); got.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", got.Code, shorten(got.Body.String()))
	}
	if waiting := d.waiting(t); len(waiting) != 1 || waiting[0].Project != "ZD-2021-002" {
		t.Errorf("%+v waits", waiting)
	}
	for name := range form {
		if strings.HasPrefix(name, "ZD-2021-002.") { // handed in: its fields are no longer on the form
			form.Del(name)
		}
	}
	form.Set("ZD-2021-001.physical", "2号楼主体施工至五层")
	form.Set("key", "third-key")
	form.Set("ZD-2021-001.confirmed", "1")
	if got := sendReports(t, h, form, nil); got.Code != http.StatusSeeOther || len(d.waiting(t)) != 2 {
		t.Errorf("%d: %s", got.Code, shorten(got.Body.String()))
	}
}

// What is accepted while the process is away is not counted as handed in: the page leads to what became of it.
func TestReportsThatAreBeingSavedAreFollowed(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	h := d.ownerOfFour(t)
	d.process.pending = 1
	form := url.Values{"key": {"slow"}, "gives": {"report"}}
	for _, code := range []string{"ZD-2021-001", "ZD-2021-002"} {
		form.Set(code+".month_amount", "50")
		form.Set(code+".ytd", "4050")
		form.Set(code+".physical", "基础施工")
		form.Set(code+".confirmed", "1")
	}
	got := sendReports(t, h, form, nil)
	page := got.Body.String()
	check(t, h, page)
	if got.Code != http.StatusAccepted || len(d.waiting(t)) != 1 {
		t.Errorf("%d, %+v", got.Code, d.waiting(t))
	}
	contains(t, page, []string{"已报送 1 个项目", "1 个项目已受理，正在保存", `href="/sent/slow.ZD-2021-001?next=`},
		[]string{`name="ZD-2021-001.month_amount"`, "未报送"})
}

// A file taken away from a returned report is a change.
func TestARemovedFileIsAChange(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.ownerOfFour(t)
	form := url.Values{"key": {"first-key"}, "gives": {"report"}, "ZD-2021-001.month_amount": {"100"},
		"ZD-2021-001.ytd": {"4100"}, "ZD-2021-001.physical": {"主体施工"}, "ZD-2021-001.confirmed": {"1"}}
	if got := sendReports(t, h, form, map[string]string{"ZD-2021-001.files": "%PDF-1.4 错的文件"}); got.Code !=
		http.StatusSeeOther {
		t.Fatalf("%d: %s", got.Code, shorten(got.Body.String()))
	}
	d.decide(t, models.Return, "附件不是本项目的")
	page := get(h, "/reports?month=2021-06").Body.String()
	form.Set("key", "second-key")
	form.Set("ZD-2021-001.month_amount", inputValue(t, page, "ZD-2021-001.month_amount"))
	form.Set("ZD-2021-001.ytd", inputValue(t, page, "ZD-2021-001.ytd"))
	form.Del("ZD-2021-001.confirmed")
	form.Set("ZD-2021-001.have", html.UnescapeString(inputValue(t, page, "ZD-2021-001.have")))
	if got := sendReports(t, h, form, nil); !strings.Contains(got.Body.String(), "未填写内容") {
		t.Errorf("unchanged: %d %s", got.Code, shorten(got.Body.String()))
	}
	form.Del("ZD-2021-001.have")
	if got := sendReports(t, h, form, nil); strings.Contains(got.Body.String(), "未填写内容") {
		t.Errorf("without the file: %d", got.Code)
	}
}

// A fault of the program at one project's line stays with the line, with what was typed.
func TestAFaultAtOneLineKeepsWhatWasTyped(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.ownerOfFour(t)
	d.full = models.Errorf(models.KindInternal, "broken", "程序出错，请联系管理员")
	form := url.Values{"key": {"broken"}, "gives": {"report"}, "ZD-2021-001.month_amount": {"50"},
		"ZD-2021-001.ytd": {"4050"}, "ZD-2021-001.physical": {"基础施工"}, "ZD-2021-001.confirmed": {"1"}}
	got := sendReports(t, h, form, nil)
	if got.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d", got.Code)
	}
	contains(t, got.Body.String(), []string{"程序出错", "1 个项目未报送", ">基础施工</textarea>"}, nil)
}
