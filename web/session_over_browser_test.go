package web_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// sitting is a person at a browser whose session can end at any moment.
type sitting struct {
	submissionFixture
	t        *testing.T
	p        *chrome.Page
	site     string
	login    string
	password string
	person   string
}

const longPassword = "一句好记而又足够长的话"

// sit creates an account and logs it in.
func (d submissionFixture) sit(t *testing.T, p *chrome.Page, site, login string, role tracking.RoleGrant) *sitting {
	t.Helper()
	created, err := d.service.CreateAccount(t.Context(), models.Operator, "account of "+login, tracking.NewAccount{
		Login: login, Name: "王工", RoleGrant: role})
	d.must(t, err)
	s := &sitting{d, t, p, site, login, longPassword, created.ID}
	p.Go(site + "/login")
	p.Fill("#f-login", login)
	p.Fill("#f-password", created.Password)
	p.Follow("main button")
	p.Fill("#f-old", created.Password)
	p.Fill("#f-password", longPassword)
	p.Fill("#f-again", longPassword)
	p.Follow("main button")
	return s
}

// end ends the session behind the person's back.
func (s *sitting) end() {
	s.t.Helper()
	storetest.Write(s.t, s.store, func(tx *store.Tx) error {
		return tx.EndSessionsOf(s.person, "", "a test", s.now)
	})
}

// again logs in on the page that the browser was led to, and expects to be led back to the form.
func (s *sitting) again(address string) {
	s.t.Helper()
	s.p.Fill("#f-login", s.login)
	s.p.Fill("#f-password", s.password)
	s.p.Follow(`form[action="/login"] button`)
	if at := strings.TrimPrefix(s.p.At(), s.site); at != address {
		s.t.Errorf("led back to %s, want %s", at, address)
	}
	s.p.Until(`document.querySelector("[data-restored]") !== null`)
}

// Case 13 of the office: the session is over while something is written. Text and photographs are kept in the browser,
// the log-in leads back, and what is sent then counts once.
func TestBrowserKeepsWhatWasWrittenWhenTheSessionEnds(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := newSubmissionFixture(t, 2)
	srv := httptest.NewServer(d.pages)
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	milestoneForm, milestone := d.dueMilestone(t)

	owner := d.sit(t, p, srv.URL, "owner-1", tracking.RoleGrant{Role: models.RoleOwner,
		Organisation: sampleYear.Projects[0].Owner})
	t.Run("a milestone with photographs", func(t *testing.T) {
		p.Go(srv.URL + milestoneForm)
		p.Fill("#f-note", "主体已封顶，监理已签字")
		p.Upload("#f-files", photoFile(t, "封顶现场.jpg"), paperFile(t, "监理意见.pdf"))
		p.Until(`document.querySelectorAll("#picked li").length === 2`)
		owner.end()
		p.Click(".send button")
		p.Wait("已保存在本机")
		p.Follow("#again a")
		owner.again(milestoneForm)
		p.Until(
			`document.querySelectorAll("#picked li").length === 2 && document.querySelector("#f-files").files.length === 2`)
		p.Until(`document.querySelector("#f-note").value === "主体已封顶，监理已签字"`)
		p.Follow(".send button")
		waiting := d.waiting(t)
		if len(waiting) != 1 || waiting[0].Milestone != milestone.Name || waiting[0].Evidence != 2 {
			t.Fatalf("%+v", waiting)
		}
		p.Until(`window.keptFiles.get("` + "duban-draft " + owner.person + " " + milestoneForm +
			` ").then((f) => f === null)`)
	})
	t.Run("an extension", func(t *testing.T) {
		address := "/projects/2021/ZD-2021-001/requests?kind=extension"
		p.Go(srv.URL + address)
		p.Fill("#f-reason", "汛期停工，须顺延")
		p.Upload("#f-files", photoFile(t, "停工通知.jpg"))
		p.Wait("停工通知.jpg")
		owner.end()
		p.Click(".send button")
		p.Wait("已保存在本机")
		p.Follow("#again a")
		owner.again(address)
		p.Until(`document.querySelector("#f-reason").value === "汛期停工，须顺延"`)
		p.Until(`document.querySelector("#f-files").files.length === 1`)
	})
	t.Run("several projects", func(t *testing.T) {
		const address = "/reports?month=2021-06"
		const notKept = `window.keptFiles.get("form ` + address + ` ` + address + `&page=1 0").then((f) => f === null)`
		p.Go(srv.URL + address)
		p.Fill(`[name="ZD-2021-001.month_amount"]`, "1200")
		p.Fill(`[name="ZD-2021-001.ytd"]`, "9000")
		p.Fill(`[name="ZD-2021-001.physical"]`, "主体封顶")
		p.Upload(`[name="ZD-2021-001.files"]`, photoFile(t, "六月现场.jpg"))
		p.Until(notKept) // nothing is stored before the form is sent
		owner.end()
		p.Follow(".send button")
		// a log-in that leads elsewhere, as a unified sign-on may, loses nothing
		p.Until(`(document.querySelector('form[action="/login"]').elements.next.remove(), true)`)
		p.Fill("#f-login", owner.login)
		p.Fill("#f-password", owner.password)
		p.Follow(`form[action="/login"] button`)
		p.Go(srv.URL + address)
		p.Until(`document.querySelector('[name="ZD-2021-001.physical"]').value === "主体封顶"`)
		p.Until(`document.querySelector('[name="ZD-2021-001.files"]').files.length === 1`)
		p.Follow(".send button")
		p.Wait("已报送 1 个项目")
		p.Until(notKept)
		if waiting := d.waiting(t); len(waiting) != 2 || waiting[0].Evidence+waiting[1].Evidence != 3 {
			t.Fatalf("%+v", waiting)
		}
	})
	t.Run("another account sees nothing of it", func(t *testing.T) {
		p.Go(srv.URL + "/projects/2021/ZD-2021-001/requests?kind=extension")
		p.Fill("#f-reason", "只给本人看的理由")
		p.Upload("#f-files", photoFile(t, "只给本人.jpg"))
		p.Wait("只给本人.jpg")
		p.Go(srv.URL + "/tasks")
		p.Follow(".leave button")
		p.Until(noFiles)
		d.sit(t, p, srv.URL, "owner-2", tracking.RoleGrant{Role: models.RoleOwner,
			Organisation: sampleYear.Projects[0].Owner})
		p.Go(srv.URL + "/projects/2021/ZD-2021-001/requests?kind=extension")
		p.Until(`document.querySelector("#draft").hidden && document.querySelector("#f-reason").value === "" &&
			document.querySelector("#f-files").files.length === 0`)
		p.Follow(".leave button")
	})
	office := d.sit(t, p, srv.URL, "office-1", tracking.RoleGrant{Role: models.RoleOffice})
	t.Run("the reason of a return", func(t *testing.T) {
		address := "/reviews?at=" + d.waiting(t)[0].ID
		p.Go(srv.URL + address)
		p.Until(`(document.querySelector("form.return details").open = true)`)
		p.Fill("#f-more", "照片看不出楼层，请补一张全景")
		office.end()
		p.Follow("form.return .btn-danger")
		office.again(address)
		p.Until(`document.querySelector("#f-more").value === "照片看不出楼层，请补一张全景"`)
		p.Follow("form.return .btn-danger")
		if waiting := d.waiting(t); len(waiting) != 1 {
			t.Fatalf("%+v", waiting)
		}
		p.Go(srv.URL + "/reviews")
		p.Follow(".leave button")
	})
	leader := d.sit(t, p, srv.URL, "leader-1", tracking.RoleGrant{Role: models.RoleLeader,
		Post: sampleYear.Projects[1].Sponsor})
	t.Run("an instruction", func(t *testing.T) {
		address := "/escalations/" + d.redOf(t)
		p.Go(srv.URL + address)
		p.Until(`[...document.querySelectorAll("details")].every((d) => (d.open = true))`)
		p.Fill("#f-instruct-text", "请园区一周内拿出赶工方案")
		leader.end()
		p.Follow(`form[action$="/instruct"] button[type=submit]`)
		leader.again(address)
		p.Until(`document.querySelector("#f-instruct-text").value === "请园区一周内拿出赶工方案"`)
		p.Follow(`form[action$="/instruct"] button[type=submit]`)
		p.Wait("请园区一周内拿出赶工方案")
	})
}

// noFiles is true when the browser keeps no files of any account.
const noFiles = `new Promise((done) => {
	const open = indexedDB.open("duban", 1);
	open.onsuccess = () => {
		const files = open.result.transaction("files").objectStore("files").count();
		files.onsuccess = () => { open.result.close(); done(files.result === 0); };
	};
})`

// paperFile writes a file that is no picture.
func paperFile(t *testing.T, name string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte("%PDF-1.4\n%%EOF\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// redOf returns a red rung of the second project, which its sponsor is told of.
func (d submissionFixture) redOf(t *testing.T) (id string) {
	t.Helper()
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		f, err := tx.Facts(projectID(2021, 1))
		for _, e := range f.Escalations {
			if e.Rung == models.Red && e.Kind == models.KindRung && e.ClosedAt == 0 {
				id = e.ID
			}
		}
		return err
	})
	return id
}
