package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// Case 22 of the office: the board can be read from 4 m away. Opened by its link, without an account, every character
// is at least 44 of 1,080 pixels high (0.4° at 4 m on a screen of 55 inches), nothing is cut off or scrolls, and pages
// turn by themselves, by keys and not at all while paused.
func TestBrowserReadsTheBoardFromFarAway(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := halfYear(t)
	d.addBoardLink()
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Wall)
	const (
		atLeast = `[...document.querySelectorAll(".far *, .foot > h1, .foot > p")].filter((e) => e.offsetParent &&
			[...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).every((e) =>
			parseFloat(getComputedStyle(e).fontSize) * 0.92 >= 44 * innerHeight / 1080)`
		whole = `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth &&
			[...document.querySelectorAll(".rows:not([hidden]) *")].every((e) => e.scrollWidth <= e.clientWidth + 1 ||
			getComputedStyle(e).display === "inline")`
		apart = `[...document.querySelectorAll(".rows:not([hidden]) li")].every((li) => [...li.children].every((e, i, all) =>
			!i || all[i - 1].getBoundingClientRect().right <= e.getBoundingClientRect().left + 1))`
		place = `document.querySelector(".rows:not([hidden]) .place").textContent`
	)
	address := srv.URL + "/board/" + boardLinkSecret + "?view=far&every="
	for _, size := range []chrome.Size{chrome.Wall, {Width: 3840, Height: 2160}} {
		for _, language := range []string{"en", "zh"} {
			p.Resize(size)
			p.Go(address + "120&lang=" + language)
			p.Until(atLeast)
			p.Until(whole)
			p.Until(apart)
			p.Until(`document.querySelectorAll(".rows:not([hidden])").length === 1`)
		}
	}
	for _, v := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Error(v)
	}
	p.Until(`(window.first = ` + place + `, true)`)
	p.Press("ArrowRight")
	p.Until(place + ` !== window.first`)
	p.Press("ArrowLeft")
	p.Until(place + ` === window.first`)
	p.Press("Space")
	p.Until(`document.querySelector('[data-turn="0"]').getAttribute("aria-pressed") === "true"`)
	p.Until(`document.querySelector(".far.paused") !== null`)

	p.Go(address + "3") // turns by itself, through all pages
	p.Until(`((window.places = window.places || new Set()).add(` + place + `), window.places.size >= 2)`)
}
