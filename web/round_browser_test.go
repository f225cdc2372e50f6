package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserCopiesTheReminder copies the reminder text, and runs axe-core in two window sizes.
func TestBrowserCopiesTheReminder(t *testing.T) {
	srv := httptest.NewServer(halfYear(t).as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + "/round?month=2021-06")
	shot(t, p, "round-1440")
	p.Click("button.copy")
	p.Shows("已复制")
	for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
		p.Resize(size)
		p.Go(srv.URL + "/round")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Error(violation)
		}
	}
	shot(t, p, "round-390")
}
