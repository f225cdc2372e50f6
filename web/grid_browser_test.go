package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserEditsTheGridByKeyboard sorts, edits a cell, is refused, pastes a block and undoes it, all by keyboard, and
// runs axe-core in three window sizes.
func TestBrowserEditsTheGridByKeyboard(t *testing.T) {
	d := newSubmissionFixture(t, 8)
	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + "/projects?cols=contact,step,finish,plan")
	p.Until(`document.querySelector("#grid [tabindex]") !== null`)
	p.Until(`(document.querySelector('th[data-field=name] a').focus(), true)`)
	p.FollowKey("Enter")
	p.Until(`document.querySelector("th[aria-sort=ascending]") !== null`)
	p.Go(srv.URL + "/projects?cols=contact,step,finish,plan")
	p.Until(`(document.querySelector("#grid [tabindex]").focus(), true)`)

	p.Press("ArrowRight") // to the contact of the first project
	p.Press("Enter")
	for _, letter := range "Li" {
		p.Press(string(letter))
	}
	p.Press("Enter")
	p.Until(`document.querySelector("#grid tbody tr:nth-child(1) td").textContent === "Li"`)
	p.Until(`document.activeElement === document.querySelector("#grid tbody tr:nth-child(2) td")`)

	for _, letter := range "13812345678" { // a refusal in the cell
		p.Press(string(letter))
	}
	p.Press("Enter")
	p.Until(`document.getElementById("grid-said").textContent.includes("通讯录")`)
	p.Until(`document.activeElement.matches("input[aria-invalid=true]")`)
	p.Press("Escape")
	p.Until(`document.querySelector("#grid tbody tr:nth-child(2) td").textContent === ""`)

	d.must(t, d.touch(t, 1)) // another person changes the second project: the row is stale
	p.Press("W")
	p.Press("Enter")
	p.Until(`document.getElementById("grid-said").textContent.includes("已被")`)
	p.Until(`document.querySelector("#grid tbody tr:nth-child(2) td").textContent === "Zhao"`)

	p.Until(`(() => { const c = new DataTransfer(); c.setData("text/plain", "A\tB\nC\tD");
		const at = document.querySelector("#grid [tabindex]");
		at.dispatchEvent(new ClipboardEvent("paste", {clipboardData: c, bubbles: true}));
		return true })()`)
	p.Until(`document.querySelector(".diff") !== null`)
	p.Shows("将修改 2 个项目的 4 个单元格")
	p.Until(`(document.querySelector("button[name=commit]").focus(), true)`)
	p.FollowKey("Enter")
	p.Until(`document.querySelector("#grid tbody tr:nth-child(3) td").textContent === "C"`)
	p.Until(`(document.querySelector("#grid [tabindex]").focus(), true)`)
	p.Until(`(() => { const key = new KeyboardEvent("keydown", {key: "z", ctrlKey: true, bubbles: true});
		document.activeElement.dispatchEvent(key); return true })()`)
	p.Until(`document.querySelector("#grid tbody tr:nth-child(3) td").textContent === ""`)
	p.Until(`document.querySelector("#grid tbody tr:nth-child(2) td").textContent === "Zhao"`)

	for name, size := range map[string]chrome.Size{"grid-1440": chrome.Desktop, "grid-390": chrome.Phone,
		"grid-1920": {Width: 1920, Height: 1080}} {
		p.Resize(size)
		p.Go(srv.URL + "/projects")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Error(name, violation)
		}
		if !size.Touch {
			p.Until(`[...document.querySelectorAll("#grid tbody tr")].every((r) => r.offsetHeight <= 36)`)
		}
		shot(t, p, name)
	}
}
