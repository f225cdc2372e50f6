package web_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// photoFile writes a picture of the size phones take.
func photoFile(t *testing.T, name string) (file string) {
	t.Helper()
	picture, hue := image.NewRGBA(image.Rect(0, 0, 3000, 2250)), uint8(0)
	for _, b := range []byte(name) { // each name has a picture of its own
		hue = hue*31 + b
	}
	for y := range 2250 {
		for x := range 3000 {
			picture.Set(x, y, color.RGBA{uint8(x * y >> 8), uint8(x ^ y), uint8(y>>3) + hue, 255})
		}
	}
	var content bytes.Buffer
	if err := jpeg.Encode(&content, picture, nil); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// ownerAccount creates an account of the first project's owner.
func (d submissionFixture) ownerAccount(t *testing.T) tracking.GivenPassword {
	t.Helper()
	created, err := d.service.CreateAccount(t.Context(), models.Operator, "account", tracking.NewAccount{
		Login: "owner-1", Name: "王工", RoleGrant: tracking.RoleGrant{Role: models.RoleOwner,
			Organisation: sampleYear.Projects[0].Owner},
	})
	d.must(t, err)
	return created
}

var shots = flag.String("shots", "", "folder to put pictures of the owner's pages in")

func shot(t *testing.T, p *chrome.Page, name string) {
	t.Helper()
	if *shots != "" {
		p.Shot(filepath.Join(*shots, name+".png"), true)
	}
}

// TestBrowserOwnerSubmitsFromAPhone takes a milestone from the task to its acceptance on a phone.
func TestBrowserOwnerSubmitsFromAPhone(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := newSubmissionFixture(t, 2)
	created := d.ownerAccount(t)
	srv := httptest.NewServer(d.pages)
	defer srv.Close()
	address, milestone := d.dueMilestone(t)
	p := chrome.Open(t, chrome.Phone)

	p.Go(srv.URL + "/tasks")
	p.Fill("#f-login", "owner-1")
	p.Fill("#f-password", created.Password)
	p.Follow("main button")
	p.Fill("#f-old", created.Password)
	p.Fill("#f-password", "一句好记而又足够长的话")
	p.Fill("#f-again", "一句好记而又足够长的话")
	p.Follow("main button")

	p.Go(srv.URL + "/tasks")
	p.Shows("我的事项", "已逾期", milestone.Name)
	shot(t, p, "tasks-390")
	axe(t, p)
	p.Follow(`a.act[href="` + address + `"]`)
	p.Upload("#f-files", photoFile(t, "封顶现场.jpg"))
	p.Wait("已压缩，原为")
	shot(t, p, "milestone-390")
	axe(t, p)
	p.Follow(".send button")
	p.Shows("节点“"+milestone.Name+"”已提交，等待审核", "等待审核")
	d.wantShrunk(t, "封顶现场.jpg")

	d.decide(t, models.Return, "照片看不出楼层，请补一张全景")
	p.Go(srv.URL + "/tasks")
	if first := p.Text(".group:first-of-type"); !strings.Contains(first, "照片看不出楼层，请补一张全景") {
		t.Errorf("the reason is not on top:\n%s", first)
	}
	shot(t, p, "tasks-returned-390")
	p.Follow(".is-returned a.act")
	p.Shows("已退回，请改正后重新提交", "照片看不出楼层，请补一张全景", "封顶现场.jpg")
	shot(t, p, "milestone-returned-390")
	axe(t, p)
	p.Upload("#f-files", photoFile(t, "全景.jpg"))
	p.Wait("全景.jpg")
	p.Follow(".send button")
	d.decide(t, models.Accept, "")
	p.Go(srv.URL + "/tasks")
	if done := p.Text(".is-accepted"); !strings.Contains(done, milestone.Name) || !strings.Contains(done, "审核员") {
		t.Errorf("what was accepted is not to be seen:\n%s", done)
	}
	shot(t, p, "tasks-accepted-390")
}

// wantShrunk checks that the stored photograph was shrunk.
func (d submissionFixture) wantShrunk(t *testing.T, name string) {
	t.Helper()
	var kept []models.Attachment
	err := d.store.Read(t.Context(), func(tx *store.Tx) (err error) {
		kept, err = tx.AttachmentsOf(projectID(2021, 0))
		return err
	})
	d.must(t, err)
	if len(kept) != 1 || kept[0].Name != name || kept[0].MediaType != "image/jpeg" {
		t.Fatalf("kept %+v", kept)
	}
	content, err := d.service.Evidence.Content(kept[0].SHA256)
	d.must(t, err)
	defer func() { d.must(t, content.Close()) }()
	picture, err := jpeg.DecodeConfig(content)
	d.must(t, err)
	if picture.Width != 2000 || picture.Height != 1500 {
		t.Errorf("the photograph arrived with %d × %d", picture.Width, picture.Height)
	}
}

func axe(t *testing.T, p *chrome.Page) {
	t.Helper()
	for _, found := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Error(found)
	}
}

// TestBrowserKeepsADraftWhileOffline goes offline while a report is typed, closes the page and restores the draft. The
// restored form has the same key.
func TestBrowserKeepsADraftWhileOffline(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := newSubmissionFixture(t, 1)
	d.must(t, d.importReports(sampleYear, 1, models.MonthOf(2021, 5), d.now, nil))
	srv := httptest.NewServer(d.as(models.RoleOwner))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Noisy() // the browser logs failed requests
	p.Go(srv.URL + reportForm)
	p.Fill("#f-month_amount", "1321.5")
	p.Fill("#f-physical", "二层楼板浇筑")
	p.Wait("核对无误")
	shot(t, p, "report-390")
	axe(t, p)
	p.Until(`window.__key = document.querySelector("#submission [name=key]").value`)
	p.Offline(true)
	p.Fill("#f-next_step", "三层钢筋绑扎")
	p.Until(`Object.entries(localStorage).some(([k, v]) => k.startsWith("duban-draft") && v.includes("三层钢筋绑扎"))`)
	p.Offline(false)
	p.Until(`(localStorage.setItem("test-key", window.__key), true)`)

	p.Go(srv.URL + "/account") // leave the page
	p.Go(srv.URL + reportForm)
	p.Wait("本机有未提交的草稿")
	shot(t, p, "report-draft-390")
	p.Click("#draft-take")
	p.Until(
		`document.querySelector("#f-month_amount").value === "1321.5" && document.querySelector("#f-physical").value === ` +
			`"二层楼板浇筑"`)
	p.Until(`document.querySelector("#submission [name=key]").value === localStorage.getItem("test-key")`)
	p.Fill("#f-ytd", "1")
	p.Click(".send button")
	p.Wait("不得小于上月") // refused by the server: values and draft are kept
	p.Until(`document.querySelector("#f-month_amount").value === "1321.5"`)
	shot(t, p, "report-wrong-390")
	p.Fill("#f-ytd", "")
	p.Follow(".send button")
	p.Shows("月报已提交，等待审核")
	p.Until(`Object.keys(localStorage).filter(k => k.startsWith("duban-draft")).length === 0`)
	if views := d.waiting(t); len(views) != 1 || *views[0].MonthAmount != 1_321_500_000 {
		t.Errorf("handed in: %+v", views)
	}
}

// TestBrowserFormsWorkWithoutScripts submits a milestone and a report in a browser without scripts.
func TestBrowserFormsWorkWithoutScripts(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css")
	d := newSubmissionFixture(t, 1)
	d.must(t, d.importReports(sampleYear, 1, models.MonthOf(2021, 5), d.now, nil))
	srv := httptest.NewServer(d.as(models.RoleOwner))
	defer srv.Close()
	address, milestone := d.dueMilestone(t)
	file := filepath.Join(t.TempDir(), "验收.pdf")
	d.must(t, os.WriteFile(file, []byte("%PDF-1.4\n"), 0o600))
	p := chrome.Open(t, chrome.Phone)
	p.Scripts(false)
	p.Go(srv.URL + address)
	p.Upload("#f-files", file)
	p.Follow(".send button")
	p.Shows("节点“" + milestone.Name + "”已提交，等待审核")
	p.Go(srv.URL + reportForm)
	p.Fill("#f-month_amount", "10")
	p.Fill("#f-ytd", "1")
	p.Follow("button[name=check]")
	p.Shows("须改正", "不得小于上月")
	p.Follow(".send button")
	p.Shows("不得小于上月")
	if views := d.waiting(t); len(views) != 1 || views[0].Evidence != 1 {
		t.Errorf("handed in: %+v", views)
	}
}

// TestShotsOfTasks takes screenshots, with -shots.
func TestShotsOfTasks(t *testing.T) {
	if *shots == "" {
		t.SkipNow()
	}
	d := halfYear(t)
	p := chrome.Open(t, chrome.Desktop)
	for _, look := range []struct {
		role          models.RoleName
		name, address string
	}{{models.RoleOwner, "tasks-owner", "/tasks"}, {models.RoleUnit, "tasks-unit", "/tasks"},
		{models.RoleOffice, "tasks-office", "/tasks"}, {models.RoleOffice, "report-office",
			"/projects/2021/ZD-2021-005/report?month=2021-06"}} {
		srv := httptest.NewServer(d.as(look.role))
		for name, size := range map[string]chrome.Size{"1440": chrome.Desktop, "390": chrome.Phone} {
			p.Resize(size)
			p.Go(srv.URL + look.address)
			shot(t, p, look.name+"-"+name)
		}
		srv.Close()
	}
}
