package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/store/storetest"
)

// submitReports submits June's reports of the first n projects and returns the submissions' IDs.
func (d submissionFixture) submitReports(t *testing.T, n int) (ids []string) {
	t.Helper()
	return d.submitAmounts(t, n, func(int) models.Money { return 100_000_000 })
}

// submitAmounts submits the June report of the first n projects by their owners, with an amount for each.
func (d submissionFixture) submitAmounts(t *testing.T, n int, of func(i int) models.Money) (ids []string) {
	t.Helper()
	for i := range n {
		amount := of(i)
		c := models.ReportMonthCommand{Month: models.MonthOf(2021, 6), MonthAmount: &amount, Confirmed: true,
			YTDAmount: &amount,
			Physical:  "主体施工"}
		owner := models.Actor{ID: "owner", Name: "经办人",
			Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: models.OrganisationID(sampleYear.Projects[i].Owner)}}}
		d.must(t, storetest.PutActors(t.Context(), d.store, owner))
		r, err := d.service.ReportMonth(t.Context(), owner, "report "+code(2021, i), code(2021, i), 0, c)
		d.must(t, err)
		ids = append(ids, r.Object)
	}
	slices.Sort(ids) // the order of the queue for equal times
	return ids
}

// sendForm sends a form as a browser does.
func sendForm(h http.Handler, address string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// keyIn returns the key of the nth form of a page.
func keyIn(t *testing.T, page string, n int) string {
	t.Helper()
	parts := strings.Split(page, `name="key" value="`)
	if len(parts) < n+2 {
		t.Fatalf("%d forms in the page", len(parts)-1)
	}
	key, _, _ := strings.Cut(parts[n+1], `"`)
	return key
}

func TestReviewQueueGoesToTheNext(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	ids := d.submitReports(t, 3)
	h := d.as(models.RoleOffice)
	page := get(h, "/reviews").Body.String()
	check(t, h, page)
	contains(t, page, []string{"3 件待审定", "第 1 件，共 3 件", "核定数与上报数不同", `name="submission" value="` + ids[2]}, nil)

	next := "/reviews?at=" + ids[1]
	contains(t, page, []string{`<a rel="next" href="` + next}, nil)
	form := url.Values{"key": {keyIn(t, page, 1)}, "decision": {"accept"}, "next": {next}, "approved_month": {"100"},
		"approved_ytd": {"100"}}
	for range 2 { // sent twice
		if w := sendForm(h, "/reviews/"+ids[0], form); w.Code != http.StatusSeeOther || w.Header().
			Get("Location") != "/reviews?accepted="+
			ids[0]+"&at="+ids[1] {
			t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
		}
	}
	page = get(h, next).Body.String()
	contains(t, page, []string{"第 1 件，共 2 件"}, nil)

	// Another reviewer was faster: the page says who and when, without the form.
	_, err := d.service.Review(t.Context(), reviewer, "faster", 0, models.ReviewCommand{Submission: ids[1],
		Decision: models.Accept})
	d.must(t, err)
	w := sendForm(h, "/reviews/"+ids[1], url.Values{"key": {"slower"}, "decision": {"return"}, "reason": {"缺少佐证材料"}})
	if w.Code != http.StatusConflict {
		t.Errorf("slower: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"该填报已由审核员于2021-07-12 10:20通过"}, []string{`value="accept"`})
}

func TestReturnNeedsAReason(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	id := d.submitReports(t, 1)[0]
	h := d.as(models.RoleOffice)
	w := sendForm(h, "/reviews/"+id, url.Values{"key": {"none"}, "decision": {"return"}, "more": {"  "}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without: %d", w.Code)
	}
	check(t, h, w.Body.String())
	contains(t, w.Body.String(), []string{"退回须写明原因", `<details open="open"><summary class="btn">退回`}, nil)
	w = sendForm(h, "/reviews/"+id, url.Values{"key": {"with"}, "decision": {"return"}, "reason": {"缺少佐证材料", "累计数与上月不衔接"},
		"more": {" 见附表 "}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("with: %d", w.Code)
	}
	page := get(h, "/reviews/"+id).Body.String()
	contains(t, page, []string{"缺少佐证材料；累计数与上月不衔接；见附表", "退回"}, []string{`value="accept"`})
}

func TestApprovedFiguresCanDiffer(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	id := d.submitReports(t, 1)[0]
	h := d.as(models.RoleOffice)
	for _, tt := range []struct {
		name, month, ytd string
		status           int
		reason           string
	}{
		{"one only", "90", "", http.StatusUnprocessableEntity, "核定数须同时填写本月和累计"},
		{"no number", "很多", "90", http.StatusUnprocessableEntity, "很多"},
		{"below the month", "90", "80", http.StatusUnprocessableEntity, "小于本月"},
		{"both", "90", "95", http.StatusSeeOther, ""},
	} {
		w := sendForm(h, "/reviews/"+id, url.Values{"key": {"figures " + tt.name}, "decision": {"accept"},
			"approved_month": {tt.month}, "approved_ytd": {tt.ytd}})
		if w.Code != tt.status {
			t.Errorf("%s: %d", tt.name, w.Code)
		}
		contains(t, w.Body.String(), []string{tt.reason}, nil)
	}
	page, err := d.service.ProjectPage(t.Context(), reviewer, code(2021, 0))
	d.must(t, err)
	if m := page.Months[5]; *m.ApprovedMonth != 90_000_000 || *m.ApprovedYTD != 95_000_000 ||
		*m.ReportedYTD != 100_000_000 {
		t.Errorf("approved %v of %v", m.ApprovedYTD, m.ReportedYTD)
	}
}

func TestSeveralAreAcceptedAtOnce(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	asPlanned := func(i int) models.Money { return sampleYear.Projects[i].Project.AnnualPlan / 12 }
	ids := d.submitAmounts(t, 3, asPlanned)
	h := d.as(models.RoleOffice)
	none := url.Values{"key": {"none"}, "act": {"accept"}, "back": {"/reviews"}}
	if w := sendForm(h, "/bulk", none); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("none: %d", w.Code)
	}
	ticked := url.Values{"key": {"several"}, "act": {"accept"}, "back": {"/reviews"}, "submission": ids}
	w := sendForm(h, "/bulk", ticked)
	check(t, h, w.Body.String())
	contains(t, w.Body.String(), []string{"可办理 3 件", "确认办理 3 件"}, nil)
	_, err := d.service.Review(t.Context(), reviewer, "faster", 0, models.ReviewCommand{Submission: ids[1],
		Decision: models.Return, Reason: "重报"})
	d.must(t, err)
	ticked.Set("commit", "1")
	for range 2 { // sent twice
		w = sendForm(h, "/bulk", ticked)
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/bulk/done?") {
			t.Fatalf("%d %s", w.Code, w.Header())
		}
		page := get(h, w.Header().Get("Location")).Body.String()
		check(t, h, page)
		contains(t, page, []string{"已办理 2 件，未办理 1 件", "该填报已由审核员于", "2021年6月月报已审定",
			"/reviews/" + ids[0] + "/take-back"}, nil)
	}
	contains(t, get(h, "/reviews").Body.String(), []string{"没有待审定的填报"}, nil)
	if got := get(h, w.Header().Get("Location")+"&as=xlsx"); got.Code != http.StatusOK ||
		!strings.Contains(got.Header().Get("Content-Type"), "spreadsheet") {
		t.Errorf("%d %s", got.Code, got.Header())
	}
	w = sendForm(h, "/reviews/"+ids[0]+"/take-back", url.Values{"key": {"back"}})
	if w.Code != http.StatusSeeOther {
		t.Errorf("taken back: %d", w.Code)
	}
	all := url.Values{"key": {"all"}, "act": {"accept"}, "back": {"/reviews"}, "all": {"1"}}
	contains(t, sendForm(h, "/bulk", all).Body.String(), []string{"确认办理 1 件"}, nil)
}

func TestSubmissionWithoutReviewPermissionHasNoForm(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	d.submitReports(t, 2)
	own, foreignID := "", ""
	for _, v := range d.waiting(t) {
		if v.Project == code(2021, 0) {
			own = v.ID
		} else {
			foreignID = v.ID
		}
	}
	h := d.as(models.RoleOwner)
	page := get(h, "/reviews/"+own).Body.String()
	check(t, h, page)
	contains(t, page, []string{"只有重点项目办可以审定"}, []string{`method="post" action="/reviews`})
	foreign, missing := get(h, "/reviews/"+foreignID), get(h, "/reviews/nothing")
	if foreign.Code != http.StatusNotFound || missing.Code != http.StatusNotFound ||
		strings.ReplaceAll(foreign.Body.String(), foreignID, "nothing") != missing.Body.String() {
		t.Errorf("another's %d, missing %d", foreign.Code, missing.Code)
	}
}
