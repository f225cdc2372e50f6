package web_test

import (
	"bytes"
	"net/http/httptest"
	"regexp"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserShowsTheBoard checks on a wall screen that the board fits without scrolling, marks old data when offline
// and prints on one A0 page, and runs axe-core on the related pages.
func TestBrowserShowsTheBoard(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := halfYear(t)
	d.addBoardLink()
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Wall)
	for _, wall := range []struct {
		size  chrome.Size
		lang  string
		shows []string
	}{{chrome.Wall, "en", []string{"billion yuan", "Behind schedule"}}, {chrome.Wall, "zh", []string{"70.00", "落后序时"}},
		{chrome.Size{Width: 3840, Height: 2160}, "zh", []string{"70.00", "数据截至 2021年7月12日 10:20"}}} {
		p.Resize(wall.size)
		p.Go(srv.URL + "/board/" + boardLinkSecret + "?lang=" + wall.lang)
		p.Shows(wall.shows...)
		p.Until("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth")
	}
	p.Noisy()
	p.Offline(true)
	p.Until(
		`(htmx.trigger("#main", "every"), htmx.ajax("GET", location.href, "#main"), ` +
			`document.querySelector("#as-of.stale") !== null)`)
	p.Shows("连接中断，以下是先前的数据", "70.00")
	p.Offline(false)

	p.Go(srv.URL + "/board?print=a0")
	pdf := p.Print(false)
	if pages := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(pdf, -1)); pages != 1 || !bytes.Contains(pdf,
		[]byte("/MediaBox [0 0 3370.")) {
		t.Errorf("%d pages: %s", pages, regexp.MustCompile(`/MediaBox \[[^\]]*\]`).Find(pdf))
	}
	for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
		p.Resize(size)
		for _, address := range []string{"/rankings", "/rankings?by=level&group=city", "/board", "/board?print=a0",
			"/walls"} {
			p.Go(srv.URL + address)
			for _, v := range p.Axe("node_modules/axe-core/axe.min.js") {
				t.Errorf("%s, %d wide: %s", address, size.Width, v)
			}
		}
	}
}
