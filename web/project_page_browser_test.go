package web_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserPrintsAProjectOnOneSheet prints projects of every kind of the sample year, opens their pages in three
// window sizes, and runs axe-core.
func TestBrowserPrintsAProjectOnOneSheet(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "node_modules/axe-core/axe.min.js")
	d := halfYear(t)
	d.addProblems(t)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	for i := 1; i <= 48; i += 5 {
		code := fmt.Sprintf("ZD-2021-%03d", i)
		p.Go(srv.URL + "/projects/2021/" + code)
		pdf := p.Print(false)
		if sheets := strings.Count(string(pdf), "/Type /Page\n"); sheets != 1 {
			t.Errorf("%s takes %d sheets", code, sheets)
		}
		if *shots != "" {
			d.must(t, os.WriteFile(filepath.Join(*shots, code+".pdf"), pdf, 0o600))
		}
	}
	for _, size := range []chrome.Size{chrome.Phone, chrome.Desktop, {Width: 1920, Height: 1080}} {
		p.Resize(size)
		p.Go(srv.URL + "/projects/2021/ZD-2021-001")
		p.Until(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Error(size, violation)
		}
		shot(t, p, fmt.Sprintf("project-%d", size.Width))
	}
}

// TestBrowserWorksOnAProjectsPage moves a milestone, adds one and writes a comment without leaving the page.
func TestBrowserWorksOnAProjectsPage(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css")
	d := newSubmissionFixture(t, 2)
	_ = d.as(models.RoleOwner)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	const at = "/projects/2021/ZD-2021-001"
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + at)
	p.Click("#add-step summary")
	p.Fill("#f-name-0", "设备基础")
	p.Set("#f-date-0", "2021-11-20")
	p.Fill("#f-step-reason", "调度会要求细化节点")
	p.Follow("#add-step button")
	p.Shows("已排定 1 个节点的日期", "设备基础", "2021-11-20")
	id := models.MilestoneID(projectID(2021, 0), "设备基础")
	p.Follow(`a[href="?move=` + id + `#step"]`)
	p.Set("#f-date", "2021-12-10")
	p.Fill("#f-reason", "设备到货推迟")
	p.Follow("#step button")
	p.Shows("已改期至2021年12月10日", "基准 2021年11月20日")
	p.Click("#facts-edit summary")
	p.Fill("#f-content", "新建厂房三栋")
	p.Set("#f-planned_finish", "2022-06-30")
	p.Fill("#f-facts-reason", "区政府专题会议纪要〔2021〕9号")
	p.Follow("#facts-edit button")
	p.Shows("建设内容由", "新建厂房三栋", "2022-06-30")
	p.Fill("#f-text", "请@项目单位某 补充照片")
	p.Follow("#comments form button")
	p.Shows("留言已发布", "提醒：项目单位某")
	p.Fill("#f-text", "请@无此人 补充照片")
	p.Follow("#comments form button")
	p.Shows("“@无此人”不是该项目的相关人员")
	if got := p.Text("#comments .notes"); strings.Contains(got, "无此人") {
		t.Errorf("posted: %s", got)
	}
}
