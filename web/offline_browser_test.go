package web_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/tracking"
)

// TestBrowserFillsInAFormWithoutANetwork opens a form while the server is away, fills it in with two photographs, and
// closes the page. The session ends meanwhile, and the first answer after that is lost: after a new log-in the report
// is there, once, with both photographs, and the form shows what was handed in.
func TestBrowserFillsInAFormWithoutANetwork(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := newSubmissionFixture(t, 1)
	d.must(t, d.importReports(sampleYear, 1, models.MonthOf(2021, 5), d.now, nil))
	var away, lost atomic.Bool
	var posts atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			panic(http.ErrAbortHandler)
		}
		if r.Method == http.MethodPost && r.URL.Path != "/login" && r.URL.Path != "/password" {
			posts.Add(1)
			if lost.Swap(false) { // it arrives, and the answer is lost
				d.pages.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
		}
		d.pages.ServeHTTP(w, r)
	}))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Noisy() // the browser logs failed requests
	owner := d.sit(t, p, srv.URL, "owner-1", tracking.RoleGrant{Role: models.RoleOwner,
		Organisation: sampleYear.Projects[0].Owner})
	p.Go(srv.URL + reportForm)
	p.Until(`caches.open("duban-forms").then(async (c) => Boolean(await c.match("` + reportForm + `")))`)
	p.Until(`navigator.serviceWorker.controller !== null`)

	away.Store(true)
	p.Go(srv.URL + "/tasks")
	p.Shows("网络未连接", "无法连接服务器")
	shot(t, p, "offline-390")
	p.Go(srv.URL + reportForm)
	p.Fill("#f-month_amount", "1321.5")
	p.Fill("#f-physical", "二层楼板浇筑")
	p.Upload("#f-files", photoFile(t, "东侧.jpg"), photoFile(t, "西侧.jpg"))
	p.Until(`document.querySelectorAll("#picked li").length === 2`)
	p.Click(".send button")
	p.Wait("内容已保存在本机，稍后自动送出")
	shot(t, p, "offline-report-390")
	p.Go(srv.URL + "/tasks")
	p.Wait("网络未连接")

	owner.end()
	away.Store(false)
	p.Go(srv.URL + reportForm)
	if waiting := d.waiting(t); len(waiting) != 0 {
		t.Fatalf("handed in without a log-in: %+v", waiting)
	}
	lost.Store(true)
	p.Fill("#f-login", owner.login)
	p.Fill("#f-password", owner.password)
	p.Follow(`form[action="/login"] button`)
	p.Wait("已提交，等待审核") // the browser itself, or the queue, asked again
	p.Shows("二层楼板浇筑", "1,321.50", "东侧.jpg", "西侧.jpg")
	shot(t, p, "offline-receipt-390")
	if waiting := d.waiting(t); len(waiting) != 1 || *waiting[0].MonthAmount != 1_321_500_000 || waiting[0].Evidence != 2 {
		t.Fatalf("handed in: %+v", waiting)
	}
	if n := posts.Load(); n != 2 {
		t.Errorf("sent %d times, want once that was lost and once that counted", n)
	}
	p.Go(srv.URL + "/account")
	p.Until(`window.keptFiles.all("queue ").then((all) => all.length === 0)`)
	p.Follow(".leave button")
	p.Until(`caches.has("duban-forms").then((there) => !there)`)
}

// TestBrowserSaysWhatIsNotSentBeforeLeaving asks again before a log-out that would remove what waits to be sent.
func TestBrowserSaysWhatIsNotSentBeforeLeaving(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := newSubmissionFixture(t, 1)
	d.must(t, d.importReports(sampleYear, 1, models.MonthOf(2021, 5), d.now, nil))
	var away atomic.Bool
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() && r.Method == http.MethodPost && r.URL.Path != "/logout" {
			panic(http.ErrAbortHandler)
		}
		d.pages.ServeHTTP(w, r)
	}))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Noisy()
	d.sit(t, p, srv.URL, "owner-1", tracking.RoleGrant{Role: models.RoleOwner,
		Organisation: sampleYear.Projects[0].Owner})
	away.Store(true)
	p.Go(srv.URL + reportForm)
	p.Fill("#f-month_amount", "1321.5")
	p.Click(".send button")
	p.Wait("稍后自动送出")
	p.Click(".leave button")
	p.Wait("本机还有未送出的填报")
	p.Follow(".leave button")
	p.Until(noFiles)
}
