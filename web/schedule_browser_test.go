package web_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserSchedulesBackwards lays a template backwards, sets it, delays a milestone and sees what follows move, and
// again when it is late; it runs axe-core in two window sizes and prints the chart across.
func TestBrowserSchedulesBackwards(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	const at = "/projects/2021/ZD-2021-001"
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + at)
	p.Follow(`a[href$="/schedule"]`)
	p.Set("#f-template", "产业")
	p.Set("#f-way", "by")
	p.Set("#f-date", "2023-12-31")
	p.Follow(".lay button")
	p.Shows("设备安装调试", "仅供对照")
	p.Fill("#f-reason", "年度节点计划")
	shot(t, p, "schedule-1440")
	p.Follow(".step-form > button")
	p.Shows("已排定", "设备安装调试")
	p.Go(srv.URL + "/plans/2021/ZD-2021-001?do=move")
	p.Set("#f-milestone", models.MilestoneID(projectID(2021, 0), "设备安装调试"))
	p.Set("#f-date", "2021-09-20")
	p.Fill("#f-reason", "设备到货推迟")
	p.Follow(".forms button")
	p.Go(srv.URL + at)
	p.Shows("预计 2021年10月20日", "晚 65 天", "受前置节点影响：设备安装调试")
	// on the day it is 18 days late and not done, what follows is expected 18 days later still
	j := roundJourney{d, t, models.MonthOf(2021, 10)}
	was := d.now
	d.now = models.DateOf(2021, 10, 8).At(10, 0)
	p.Go(j.pagesOf(models.RoleOffice) + at)
	p.Shows("预计 2021年11月7日", "受前置节点影响：设备安装调试")
	d.now = was
	for name, address := range map[string]string{"templates": "/settings/milestones?template=民生", "gantt": at + "/gantt",
		"schedule": at + "/schedule?way=by&template=产业&date=2023-12-31"} {
		for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
			p.Resize(size)
			p.Go(srv.URL + address)
			for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
				t.Error(address, violation)
			}
			shot(t, p, "milestones-"+name+map[bool]string{true: "-390", false: "-1440"}[size.Touch])
		}
	}
	p.Resize(chrome.Desktop)
	p.Go(srv.URL + at + "/gantt")
	p.Shows("节点横道图", "预计 2021年10月20日")
	if pdf := p.Print(true); len(pdf) < 10_000 {
		t.Errorf("printed: %d bytes", len(pdf))
	} else if *shots != "" {
		d.must(t, os.WriteFile(filepath.Join(*shots, "gantt.pdf"), pdf, 0o600))
	}
}
