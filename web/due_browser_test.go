package web_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserLooksAtDays opens the calendar, the timeline, the towns and the sheets in three window sizes with
// axe-core, follows a tile to its projects, and prints the sheets.
func TestBrowserLooksAtDays(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "node_modules/axe-core/axe.min.js")
	d := halfYear(t)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	for name, page := range map[string][]string{
		"due":           {"/due", "到期日历", "逾期"},
		"timeline":      {"/timeline", "项目时间轴", "48 个项目"},
		"towns":         {"/towns", "各镇办情况", "年度计划完成率"},
		"sheets":        {"/sheets", "重点项目推进情况阅签单", "签批意见："},
		"sheets-owners": {"/sheets?kind=owner", "重点项目月报签字单", "负责人（盖章）："},
	} {
		for _, size := range []chrome.Size{chrome.Phone, chrome.Desktop, {Width: 1920, Height: 1080}} {
			p.Resize(size)
			p.Go(srv.URL + page[0])
			p.Shows(page[1:]...)
			p.Until(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
			for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
				t.Error(page[0], size, violation)
			}
			shot(t, p, fmt.Sprintf("%s-%d", name, size.Width))
		}
	}
	p.Resize(chrome.Desktop)
	for _, address := range []string{"/sheets", "/sheets?kind=owner"} {
		p.Go(srv.URL + address)
		var sheets int
		for p.Text(fmt.Sprintf("article.large:nth-of-type(%d) h2", sheets+1)) != "" {
			sheets++
		}
		if pages := strings.Count(string(p.Print(false)), "/Type /Page\n"); sheets == 0 || pages != sheets {
			t.Errorf("%s prints %d sheets on %d pages", address, sheets, pages)
		}
		p.Until(`[...document.querySelectorAll(".large td, .large th, .large p")].every(
			(e) => parseFloat(getComputedStyle(e).fontSize) >= 21)`) // 16 points
	}
	p.Go(srv.URL + "/towns")
	tile := p.Text(".tiles li:first-child .count b")
	p.Follow(".tiles li:first-child a")
	p.Shows("筛选出 " + tile + " 个")
}
