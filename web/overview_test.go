package web_test

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
	"duban/web"
)

func TestOverviewStates(t *testing.T) {
	for _, tt := range []struct {
		name      string
		fixture   func(*testing.T) *fixture
		address   string
		wanted    []string
		forbidden []string
	}{
		{
			"nothing imported yet", func(t *testing.T) *fixture { return empty(t) }, "/",
			[]string{"还没有项目清单", "重点项目办导入年度计划后"}, []string{"<table", "hx-get", "curve-data"},
		},
		{
			"trial running, nothing reported", func(t *testing.T) *fixture { return planned(t, 3, 0) }, "/",
			[]string{"未发出任何文件", "尚无审定数", "3 个项目", "—"}, []string{"百分点", "上年同期", "NaN", "要完成目标"},
		},
		{
			"live, nothing reported", func(t *testing.T) *fixture { return planned(t, 3, models.DateOf(2021, 1, 4)) }, "/",
			[]string{"无数据 <b>3</b>", "尚无审定的投资数据"}, []string{"未发出任何文件", "上年同期"},
		},
		{
			"half a year, with the year before", halfYear, "/",
			[]string{"48 个项目", "其中市重大 26 个", "总投资 449.00 亿元", "<b>70.00</b>", "上年同期（2020年6月底）", "达到挂牌督办条件", "呈批事项", "与序时的差距",
				`<figure class="multiple to-date">`, `<figure class="multiple in-month">`, `<figure class="multiple lead">`,
				"<title>6月  序时 ", "审定完成 27."},
			[]string{"未发出任何文件", "还没有项目清单", "要完成目标", "全年预计完成", "可弥补缺口"},
		},
		{"the year before", halfYear, "/?year=2020", []string{"2020年区重点项目", "38 个项目"}, []string{"上年同期"}},
		{"in English", halfYear, "/?lang=en", []string{`<html lang="en">`, "48 projects", "Target of the year",
			"Behind schedule"}, []string{"呈批事项"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := tt.fixture(t).handler(io.Discard)
			got := get(h, tt.address)
			page := got.Body.String()
			if got.Code != http.StatusOK {
				t.Fatalf("status %d\n%s", got.Code, page)
			}
			check(t, h, page)
			contains(t, page, tt.wanted, tt.forbidden)
			if len(page) > 100_000 {
				t.Errorf("the page has %d bytes", len(page))
			}
		})
	}
}

// TestOverviewShowsTrackingsFigures compares the page with tracking's overview and with sums of the test.
func TestOverviewShowsTrackingsFigures(t *testing.T) {
	d := halfYear(t)
	o, err := d.service().Overview(t.Context(), models.Operator, "")
	if err != nil {
		t.Fatal(err)
	}
	page := get(d.handler(io.Discard), "/").Body.String()
	var approved, plans models.Money
	for _, l := range o.Projects {
		plans += l.Plan
		if l.Approved != nil {
			approved += *l.Approved
		}
	}
	gap := o.Curve[5].Scheduled - approved // June
	contains(t, page, []string{
		"<b>" + approved.Rounded(models.YiYuan) + "</b>", "<b>" + gap.Rounded(models.YiYuan) + "</b>",
		models.Percent(gap, plans) + " 个百分点", fmt.Sprintf("%d 个", len(o.Projects)),
	}, nil)
	rows := regexp.MustCompile(`<tr role="row" id="([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(rows) != len(o.Projects) {
		t.Fatalf("%d rows for %d projects", len(rows), len(o.Projects))
	}
	for i, l := range o.Projects {
		if rows[i][1] != l.Code {
			t.Errorf("row %d is %s, want %s", i, rows[i][1], l.Code)
		}
		contains(t, page, []string{html.EscapeString(l.Name)}, nil)
	}
	for _, w := range o.Waiting {
		contains(t, page, []string{html.EscapeString(w.Name)}, nil)
	}
}

func TestOverviewFiltersByColour(t *testing.T) {
	d := halfYear(t)
	o, err := d.service().Overview(t.Context(), models.Operator, "")
	if err != nil {
		t.Fatal(err)
	}
	h := d.handler(io.Discard)
	for _, colour := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.TopHue, models.NoData} {
		page := get(h, "/?colour="+string(colour)).Body.String()
		// links to projects that are filtered out have no target
		check(t, h, strings.ReplaceAll(page, "href=\"#ZD-", "href=\"/#ZD-"))
		for _, l := range o.Projects {
			if has := strings.Contains(page, `<tr role="row" id="`+l.Code+`"`); has != (l.Colour == colour) {
				t.Errorf("%s: %s (%s) shown: %v", colour, l.Code, l.Colour, has)
			}
		}
	}
}

var han = regexp.MustCompile(`[\p{Han}（），。；：]+`)

// TestEnglishPageIsEnglish removes all names from the page and expects no Chinese text in the rest.
func TestEnglishPageIsEnglish(t *testing.T) {
	d := halfYear(t)
	o, err := d.service().Overview(t.Context(), models.Operator, "")
	if err != nil {
		t.Fatal(err)
	}
	h := d.handler(io.Discard)
	page := get(h, "/?lang=en").Body.String()
	names := []string{o.Status.Programme, "中文", models.RoleReadOnly.Chinese() + "某",
		o.Status.Targets.Decided.Document}
	for _, l := range o.Projects {
		names = append(names, l.Name, l.Section, l.Unit, l.Sponsor)
	}
	for _, p := range sample.Programme(2021).Projects {
		for _, m := range p.Milestones {
			names = append(names, m.Name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, n := range names {
		if n != "" {
			page = strings.ReplaceAll(page, html.EscapeString(n), "")
		}
	}
	if left := han.FindAllString(page, -1); len(left) > 0 {
		t.Errorf("Chinese on the English page: %q", left)
	}
}

func TestLanguageIsKept(t *testing.T) {
	h := empty(t).handler(io.Discard)
	got := get(h, "/?lang=en")
	cookies := got.Result().Cookies()
	if len(cookies) != 1 || cookies[0].Value != "en" {
		t.Fatalf("cookies %v", cookies)
	}
	contains(t, get(h, "/", func(r *http.Request) { r.AddCookie(cookies[0]) }).Body.String(),
		[]string{"There is no list of projects yet"}, nil)
	if second := get(h, "/").Result().Cookies(); len(second) != 0 {
		t.Errorf("a cookie nobody asked for: %v", second)
	}
}

func TestOverviewRefreshes(t *testing.T) {
	d := planned(t, 2, 0)
	h := d.handler(io.Discard)
	fragment := header("HX-Request", "true")
	page := get(h, "/").Body.String()
	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page)[1]

	d.now = d.now.Add(61_000_000_000)
	same := get(h, "/?seen="+seen, fragment)
	if same.Header().Get("HX-Retarget") != "#as-of" || !strings.HasPrefix(strings.TrimSpace(same.Body.String()),
		`<p id="as-of"`) {
		t.Errorf("nothing changed: %v %s", same.Header(), same.Body)
	}
	contains(t, same.Body.String(), []string{"2021年7月12日 10:21"}, []string{"<table", "hx-swap-oob"})

	d.must(t, d.importReports(sample.Programme(2021), 2, models.MonthOf(2021, 2), d.now, nil))
	changed := get(h, "/?seen="+seen, fragment)
	contains(t, changed.Body.String(), []string{"<table", `hx-swap-oob="true"`, `name="seen"`}, []string{"<html", "<main",
		seen})
	if changed.Header().Get("HX-Retarget") != "" {
		t.Errorf("what changed goes to %s", changed.Header().Get("HX-Retarget"))
	}

	d.must(t, d.store.Close())
	failed := get(h, "/?seen="+seen, fragment)
	contains(t, failed.Body.String(), []string{`id="as-of"`, "未能更新", "编号"}, []string{"<html", "<table"})
	if failed.Code < 500 || failed.Header().Get("HX-Retarget") != "#as-of" {
		t.Errorf("failed: %d %v", failed.Code, failed.Header())
	}
}

// TestNamesAreEscaped shows a page whose names contain markup.
func TestNamesAreEscaped(t *testing.T) {
	evil := `</script><script>alert(1)</script>"'&`
	money := models.YiYuan.Fen()
	o := tracking.Overview{
		Status: tracking.Status{Programme: evil, Year: 2021, AsOf: today, AnnualTarget: money, AnnualPlan: money,
			Approved: money / 4, ApprovedMonth: models.MonthOf(2021, 6)},
		Projects: []tracking.ProjectLine{{Code: evil, Name: evil, Section: evil, Unit: evil, Sponsor: evil,
			Reason:   models.PlainMessage(evil),
			NextName: evil, NextDue: today.Date(), Behind: 1}},
		Waiting: []tracking.SubmissionView{{Name: evil, Kind: models.SubmitMilestone, Milestone: evil, OnBehalfOf: evil,
			SubmittedAt: today}},
		Escalations: []tracking.EscalationView{
			{Project: evil, Name: evil, Item: models.ItemMilestone, Milestone: evil, Rung: models.Top, Open: true,
				Due: today.Date()},
		},
	}
	o.Gap = o.Projects
	d := empty(t)
	h := with(web.HandlerOf(d.service(), o), d.session(models.RoleReadOnly))
	page := get(h, "/").Body.String()
	contains(t, page, []string{"&lt;script&gt;alert"}, []string{"<script>alert"})
	elements(t, page)
}

func TestPanicIsAnswered(t *testing.T) {
	var log bytes.Buffer
	d := empty(t)
	h := web.HandlerShowing(d.service(), web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))},
		func(http.ResponseWriter, *http.Request) error { panic("boom") })
	got := get(with(h, d.session(models.RoleReadOnly)), "/")
	if got.Code != http.StatusInternalServerError {
		t.Fatalf("status %d", got.Code)
	}
	number := regexp.MustCompile(`编号 ([a-z0-9]+)`).FindStringSubmatch(got.Body.String())
	if number == nil || !strings.Contains(log.String(), number[1]) {
		t.Errorf("page and log share no number:\n%s\n%s", got.Body, log.String())
	}
	contains(t, got.Body.String(), []string{"系统内部错误"}, []string{"goroutine", "boom"})
}
