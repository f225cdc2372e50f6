package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserFindsItsWay uses the groups of the navigation by keyboard and by mouse, without scripts, and as the menu
// of a phone.
func TestBrowserFindsItsWay(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	srv := httptest.NewServer(halfYear(t).as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	const (
		group = `document.querySelectorAll(".places details")`
		open  = `[...` + group + `].filter((g) => g.open).length`
	)
	p.Go(srv.URL + "/projects")
	for _, size := range []chrome.Size{chrome.Desktop, chrome.Wall} {
		p.Resize(size)
		p.Until(`document.querySelector(".places").offsetHeight < 100`) // one or two rows
	}
	p.Until(`(` + group + `[1].firstElementChild.focus(), true)`)
	p.Press("Enter")
	p.Until(group + `[1].open && ` + open + ` === 1`)
	shot(t, p, "navigation-1920")
	p.Press("Escape")
	p.Until(open + ` === 0 && document.activeElement === ` + group + `[1].firstElementChild`)
	p.Press("Enter")
	p.Click(".places > ul > li:nth-child(6) summary") // another one closes it
	p.Until(open + ` === 1 && !` + group + `[1].open`)
	p.Click("main h1")
	p.Until(open + ` === 0`)
	p.Scripts(false)
	p.Go(srv.URL + "/projects")
	p.Click(".places > ul > li:nth-child(5) summary")
	p.Follow(`.places a[href="/reviews"]`)
	p.Scripts(true)
	p.Resize(chrome.Phone)
	p.Go(srv.URL + "/projects")
	p.Until(`document.querySelector(".places").offsetHeight === 0`)
	p.Click(`.thumbs a[href="#menu"]`)
	p.Shows("全部功能", "督办落实")
	p.Click(".places > ul > li:nth-child(6) summary")
	p.Until(`[...document.querySelectorAll(".places a, .places summary")].every(
		(e) => !e.offsetHeight || e.offsetHeight >= 44)`)
	shot(t, p, "navigation-390")
	p.Press("Escape")
	p.Press("Escape")
	p.Until(`document.querySelector(".places").offsetHeight === 0`)
	p.Click(`.thumbs a[href="#menu"]`)
	p.Click(".places > ul > li:nth-child(6) summary")
	p.Follow(`.places a[href="/orders"]`)
	p.Shows("督办台账")
}
