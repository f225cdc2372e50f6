package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserChangesAPlan enters a pause and cancels it, and runs axe-core in two window sizes.
func TestBrowserChangesAPlan(t *testing.T) {
	d := newSubmissionFixture(t, 8)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + "/plans")
	p.Follow(".plan-list th a")
	p.Follow(`.kinds a[href*="pause"]`)
	p.Set("#f-date", "2021-07-01")
	p.Click(`input[name="moves_due"][value="no"]`)
	p.Fill("#f-reason", "登记错项目")
	p.Follow(".forms button")
	p.Shows("停工，自 2021年7月1日")
	p.Follow(`.kinds a[href*="cancel"]`)
	p.Fill("#f-reason", "更正")
	shot(t, p, "plan-1440")
	p.Follow(".forms button")
	p.Shows("停工登记已取消")
	for _, address := range []string{"/plans", "/plans/2021/ZD-2021-001?do=move"} {
		for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
			p.Resize(size)
			p.Go(srv.URL + address)
			for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
				t.Error(address, violation)
			}
			shot(t, p, "plans-"+map[bool]string{true: "list", false: "one"}[address == "/plans"]+map[bool]string{true: "-390",
				false: "-1440"}[size.Touch])
		}
	}
}
