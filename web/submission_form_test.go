package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
)

func TestMilestoneSubmittedTwiceCountsOnce(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	address, _ := d.dueMilestone(t)
	page := get(h, address).Body.String()
	check(t, h, page)
	form := url.Values{"key": {keyOn(t, page)}, "done_on": {"2021-07-01"}, "note": {"已验收"}}
	for range 2 {
		got := sendFiles(t, h, address, form, map[string]string{"照片.pdf": "%PDF-1.4\n"})
		if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/tasks" {
			t.Fatalf("%d %s\n%s", got.Code, got.Header(), shorten(got.Body.String()))
		}
	}
	views := d.waiting(t)
	if len(views) != 1 || views[0].Evidence != 1 || views[0].Sequence != 1 {
		t.Errorf("handed in: %+v", views)
	}
	contains(t, get(h, address).Body.String(), []string{"已提交，等待审核", "照片.pdf"}, []string{`name="done_on"`})
}

func TestMilestoneFormKeepsValuesAndShowsErrors(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	address, _ := d.dueMilestone(t)
	for _, tt := range []struct {
		name, doneOn string
		files        map[string]string
		want         []string
	}{
		{"a day to come", "2021-08-01", nil, []string{"晚于今天", `id="e-done_on"`}},
		{"no day", "", nil, []string{"请填写节点", `id="e-done_on"`}},
		{"not a day", "昨天", nil, []string{`id="e-done_on"`, `value="昨天"`}},
		{"a program", "2021-07-01", map[string]string{"a.exe": "MZ"}, []string{"a.exe", "仅支持 PDF、JPG、PNG", `id="e-files"`}},
		{"one good file and a bad one", "2021-07-01", map[string]string{"a.exe": "MZ", "b.pdf": "%PDF-1.4\n"},
			[]string{`id="e-files"`, "b.pdf", `name="have"`}},
		{"an empty file", "2021-07-01", map[string]string{"空.pdf": ""}, []string{"为空", `id="e-files"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"key": {"k " + tt.name}, "done_on": {tt.doneOn}, "note": {"写了<这些"}}
			got := sendFiles(t, h, address, form, tt.files)
			if got.Code != http.StatusUnprocessableEntity {
				t.Errorf("status %d", got.Code)
			}
			check(t, h, got.Body.String())
			contains(t, got.Body.String(), append(tt.want, "写了&lt;这些", `name="key" value="k `+tt.name), nil)
		})
	}
	if views := d.waiting(t); len(views) != 0 {
		t.Errorf("handed in after all: %+v", views)
	}
}

func TestReturnedReportIsFilledIn(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	amount, ytd := models.Money(123_456_700), models.Money(500_000_000)
	form := url.Values{"key": {"first"}, "gives": {"report"}, "unit": {"万元"}, "month_amount": {"123.4567"}, "ytd": {"500"},
		"confirmed": {"1"},
		"physical":  {"主体施工至五层"}, "next_step": {"封顶"}}
	if got := sendFiles(t, h, reportForm, form, nil); got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	views := d.waiting(t)
	if len(views) != 1 || *views[0].MonthAmount != amount || *views[0].YTDAmount != ytd {
		t.Fatalf("handed in: %+v", views)
	}
	d.decide(t, models.Return, "累计与上月不衔接")
	tasks := get(h, "/tasks").Body.String()
	check(t, h, tasks)
	first, _, _ := strings.Cut(tasks[strings.Index(tasks, `class="group`):], "</section>")
	contains(t, first, []string{"退回待改", "累计与上月不衔接", "审核员", "改正后重报"}, nil)
	page := get(h, reportForm).Body.String()
	check(t, h, page)
	contains(t, page, []string{"已退回，请改正后重新提交", "累计与上月不衔接", `value="123.4567"`, `value="500.00"`, "主体施工至五层</textarea>",
		"封顶</textarea>"}, nil)
}

func TestReportIsCheckedWhileTyping(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	d.must(t, d.importReports(sampleYear, 1, models.MonthOf(2021, 5), d.now, nil))
	h := d.as(models.RoleOwner)
	var before models.Money
	for _, f := range sampleYear.Projects[:1] {
		_, ytd := f.Progress(models.MonthOf(2021, 5))
		before = *ytd
	}
	for _, tt := range []struct {
		name, query string
		want, not   []string
	}{
		{"nothing typed", "month_amount=", nil, []string{"须改正", "核对无误"}},
		{"computed", "month_amount=1000&physical=" + url.QueryEscape("新的进展"), []string{"核对无误", "1-6月累计",
			(before + 1_000_000_000).Rounded(models.YiYuan)}, []string{"须改正"}},
		{"in 亿元", "unit=" + url.QueryEscape("亿元") + "&month_amount=0.1&physical=x",
			[]string{"核对无误", (before + 1_000_000_000).Rounded(models.YiYuan)}, nil},
		{"below last month", "month_amount=1&ytd=1", []string{"须改正", "不得小于上月"}, []string{"核对无误"}},
		{"does not add up", "month_amount=1&ytd=999999", []string{"须改正", "请核对"}, nil},
		{"not a number", "month_amount=abc", []string{"“abc”不是金额"}, nil},
		{"beyond the total", "month_amount=99999999", []string{"超过总投资"}, nil},
		{"no words for the money", "month_amount=100", []string{"形象进度为空"}, []string{"核对无误"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := get(h, "/projects/2021/ZD-2021-001/report/check?month=2021-06&gives=report&"+tt.query,
				header("HX-Request", "true"))
			if got.Code != http.StatusOK {
				t.Fatalf("status %d", got.Code)
			}
			contains(t, got.Body.String(), tt.want, append(tt.not, "<html"))
		})
	}
	page := get(h, reportForm+"&check=1&gives=report&unit="+url.QueryEscape("万元")+"&month_amount=7").Body.String()
	check(t, h, page)
	contains(t, page, []string{`value="7"`, "1-6月累计", "形象进度为空"}, nil) // without scripts
	if views := d.waiting(t); len(views) != 0 {
		t.Errorf("checking handed in %+v", views)
	}
}

func TestOfficeReportsOnBehalfOfAnOwner(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOffice)
	page := get(h, reportForm+"&next=/account").Body.String()
	check(t, h, page)
	contains(t, page, []string{"代填", sampleYear.Projects[0].Owner, `name="next" value="/account"`}, nil)
	form := url.Values{"key": {"k"}, "gives": {"report"}, "month_amount": {"10"}, "ytd": {"10"}, "confirmed": {"1"},
		"behalf": {sampleYear.Projects[0].Owner}, "next": {"/account"}}
	got := sendFiles(t, h, reportForm, form, nil)
	if got.Code != http.StatusUnprocessableEntity {
		t.Errorf("without a paper: status %d", got.Code)
	}
	contains(t, got.Body.String(), []string{"代填须写明依据的材料", `id="e-paper"`}, nil)
	form.Set("paper", "盖章的6月月报表")
	if got := sendFiles(t, h, reportForm, form, nil); got.Code != http.StatusSeeOther ||
		got.Header().Get("Location") != "/account" {
		t.Errorf("%d %s %s", got.Code, got.Header(), shorten(got.Body.String()))
	}
	if views := d.waiting(t); len(views) != 1 || views[0].OnBehalfOf != sampleYear.Projects[0].Owner {
		t.Errorf("handed in: %+v", views)
	}
}

func TestPendingCommandIsFollowed(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	d.process.pending = 1
	form := url.Values{"key": {"slow"}, "gives": {"report"}, "month_amount": {"10"}, "ytd": {"10"}, "confirmed": {"1"}}
	got := sendFiles(t, h, reportForm, form, nil)
	if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/sent/slow?next=%2Ftasks" {
		t.Fatalf("%d %s", got.Code, got.Header())
	}
	page := get(h, "/sent/slow?next=%2Ftasks")
	check(t, h, page.Body.String())
	contains(t, page.Body.String(), []string{"已受理，正在保存"}, nil)
	if page.Header().Get("Refresh") != "3" {
		t.Errorf("the page does not look again: %v", page.Header())
	}
	sendFiles(t, h, reportForm, form, nil) // run the command now
	if got := get(h, "/sent/slow?next=%2Ftasks"); got.Code != http.StatusSeeOther ||
		got.Header().Get("Location") != "/tasks" {
		t.Errorf("saved: %d %s", got.Code, got.Header())
	}
	for _, address := range []string{"/sent/slow", "/sent/nobodys"} {
		if got := get(d.as(models.RoleUnit), address); got.Code != http.StatusNotFound {
			t.Errorf("another person opens %s: %d", address, got.Code)
		}
	}
}

func TestRefusedCommandShowsTheReason(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	d.process.pending = 1
	form := url.Values{"key": {"slow"}, "gives": {"report"}, "month_amount": {"10"}, "ytd": {"10"}, "confirmed": {"1"}}
	sendFiles(t, h, reportForm, form, nil)
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.SetDisabled("person-of-"+string(models.RoleOwner), true)
	}))
	d.now += 60_000
	_, err := d.service.ResendStored(t.Context())
	d.must(t, err)
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.SetDisabled("person-of-"+string(models.RoleOwner), false)
	}))
	page := get(h, "/sent/slow?next=%2Ftasks")
	check(t, h, page.Body.String())
	contains(t, page.Body.String(), []string{"未成功", "账号已停用", "slow"}, []string{"正在保存"})
	if page.Code != http.StatusOK || page.Header().Get("Refresh") != "" || len(d.waiting(t)) != 0 {
		t.Errorf("%d, %v", page.Code, page.Header())
	}
}

func TestReportFormKeepsValuesWhileTheDatabaseIsUnavailable(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	h := d.as(models.RoleOwner)
	form := url.Values{"key": {"again"}, "gives": {"report"}, "month_amount": {""}, "ytd": {"10"}, "confirmed": {"1"},
		"problems": {"缺钢材"}}
	// a figure is missing: the file is stored
	got := sendFiles(t, h, reportForm, form, map[string]string{"月报.pdf": "%PDF-1.4\n"})
	kept := regexp.MustCompile(`name="have" value="([^"]*)"`).FindStringSubmatch(got.Body.String())
	if got.Code != http.StatusUnprocessableEntity || kept == nil {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	form.Set("month_amount", "10")
	form.Set("have", html.UnescapeString(kept[1])) // as in the page
	d.full = models.Errorf(models.KindUnavailable, "store_unavailable", "暂时无法保存，数据未提交，请稍后重试")
	got = sendFiles(t, h, reportForm, form, nil)
	if got.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", got.Code)
	}
	check(t, h, got.Body.String())
	contains(t, got.Body.String(), []string{"暂时无法保存，数据未提交", "缺钢材</textarea>", `value="again"`, "月报.pdf"}, nil)
	d.full = nil
	if got := sendFiles(t, h, reportForm, form, nil); got.Code != http.StatusSeeOther {
		t.Errorf("%d %s", got.Code, shorten(got.Body.String()))
	}
	if views := d.waiting(t); len(views) != 1 || views[0].Evidence != 1 {
		t.Errorf("handed in: %+v", views)
	}
}

func TestFormsOfAnotherOwnersProjectAreNotFound(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	h := d.as(models.RoleOwner)
	for i, p := range sampleYear.Projects[1:3] {
		if p.Owner == sampleYear.Projects[0].Owner {
			continue
		}
		there, missing := code(2021, i+1), "ZD-2021-999"
		for _, form := range []string{"/projects/2021/%/report?month=2021-06", "/projects/2021/%/report/check?month=2021-06",
			"/projects/2021/%/milestones/x/submit"} {
			got, want := get(h, strings.ReplaceAll(form, "%", there)), get(h, strings.ReplaceAll(form, "%", missing))
			if got.Code != http.StatusNotFound || want.Code != http.StatusNotFound {
				t.Errorf("%s: %d and %d", form, got.Code, want.Code)
			}
			if strings.ReplaceAll(got.Body.String(), there, missing) != want.Body.String() {
				t.Errorf("%s tells a foreign project from a missing one", form)
			}
		}
		if got := sendFiles(t, h, "/projects/2021/"+there+"/report?month=2021-06", url.Values{"key": {"k"}},
			map[string]string{"a.pdf": "%PDF-1.4"}); got.Code != http.StatusNotFound {
			t.Errorf("sent: %d", got.Code)
		}
	}
}
