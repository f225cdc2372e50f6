package chrome

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Go opens an address and waits until the page is loaded.
func (p *Page) Go(address string) {
	p.t.Helper()
	p.do("open "+address, chromedp.Navigate(address))
}

// At returns the address of the page.
func (p *Page) At() (address string) {
	p.t.Helper()
	p.do("address", chromedp.Location(&address))
	return address
}

// Click clicks the element that a CSS selector names. Follow also waits for the page that the click opens.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("scroll to "+selector, chromedp.ScrollIntoView(selector, chromedp.ByQuery))
	p.still(selector)
	p.do("click "+selector, chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

// still waits, a second at most, until an element stays where it is and nothing covers it. A click is sent to a place
// in the window, and a new page may still scroll to its fragment after it is complete.
func (p *Page) still(selector string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	expression := fmt.Sprintf(`(() => {
		const e = document.querySelector(%s), r = e && e.getClientRects()[0];
		if (!r) return false;
		const before = window.__place, place = [%d, r.x, r.y, r.width, r.height].join();
		window.__place = place;
		const at = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return place === before && !!at && (e.contains(at) || at.contains(e));
	})()`, strconv.Quote(selector), time.Now().UnixNano())
	for ; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		var yes bool
		if err := chromedp.Run(ctx, chromedp.Evaluate(expression, &yes)); err == nil && yes {
			return
		}
	}
}

// Follow clicks and waits until another document has been loaded.
func (p *Page) Follow(selector string) {
	p.t.Helper()
	p.then("follow "+selector, func() { p.Click(selector) })
}

// Press sends a key to the page: "Enter", "Tab", "a" …
func (p *Page) Press(key string) {
	p.t.Helper()
	named := map[string]string{"Enter": kb.Enter, "Tab": kb.Tab, "Escape": kb.Escape, "Space": " ",
		"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp,
		"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight}
	if k, ok := named[key]; ok {
		key = k
	}
	p.do("press "+key, chromedp.KeyEvent(key))
}

// FollowKey presses a key and waits until another document has been loaded.
func (p *Page) FollowKey(key string) {
	p.t.Helper()
	p.then("press "+key, func() { p.Press(key) })
}

// then acts and waits for another document. With scripts off it waits until the address or the text changes instead.
func (p *Page) then(what string, act func()) {
	p.t.Helper()
	if p.silent {
		ctx := p.ctx
		if _, err := chromedp.RunResponse(ctx,
			chromedp.ActionFunc(func(_ context.Context) error { act(); return nil })); err != nil {
			p.t.Fatalf("%s: %v\n%s", what, err, p.whereabouts())
		}
		return
	}
	p.do(what, chromedp.Evaluate(`window.__before = true`, nil))
	act()
	p.Until(`!window.__before && document.readyState === "complete"`)
}

// Fill replaces the content of a field.
func (p *Page) Fill(selector, text string) {
	p.t.Helper()
	p.do("fill "+selector, chromedp.ScrollIntoView(selector, chromedp.ByQuery), emptied(selector),
		chromedp.SendKeys(selector, text, chromedp.ByQuery))
}

// emptied clears a field. Chromium evaluates this for the test even if the page's own scripts are off.
func emptied(selector string) chromedp.Action {
	return chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%s).value = ""`, strconv.Quote(selector)), nil)
}

// Set gives a field a value that is not typed: a date, an option of a list.
func (p *Page) Set(selector, value string) {
	p.t.Helper()
	p.do("set "+selector, chromedp.SetValue(selector, value, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`["input", "change"].forEach(
			name => document.querySelector(%s).dispatchEvent(new Event(name, {bubbles: true})))`,
			strconv.Quote(selector)), nil))
}

// Upload chooses files for a field.
func (p *Page) Upload(selector string, files ...string) {
	p.t.Helper()
	p.do("upload "+selector, chromedp.SetUploadFiles(selector, files, chromedp.ByQuery))
}

// Wait waits until the page shows a text.
func (p *Page) Wait(text string) {
	p.t.Helper()
	p.Until(`document.body && document.body.innerText.includes(` + strconv.Quote(text) + `)`)
}

// Until waits until a JavaScript expression is true.
func (p *Page) Until(expression string) {
	p.t.Helper()
	if !p.comes(expression) {
		p.t.Fatalf("never came true: %s\n%s", expression, p.whereabouts())
	}
}

// comes reports whether an expression becomes true in time: the effect of a click may follow later.
func (p *Page) comes(expression string) bool {
	for deadline := time.Now().Add(stepTimeout); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var yes bool
		if err := chromedp.Run(p.ctx, chromedp.Evaluate("Boolean("+expression+")", &yes)); err == nil && yes {
			return true
		}
	}
	return false
}

// Text returns the text of the page, or of the elements that a selector names.
func (p *Page) Text(selector string) (text string) {
	p.t.Helper()
	p.do("text of "+selector,
		chromedp.Evaluate(fmt.Sprintf(`Array.from(document.querySelectorAll(%s), e => e.innerText).join("\n")`,
			strconv.Quote(selector)), &text))
	return text
}

// Shows fails the test for every text that the page does not show in time.
func (p *Page) Shows(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !p.comes(`document.body && document.body.innerText.includes(` + strconv.Quote(text) + `)`) {
			p.t.Errorf("the page lacks %q\n%s", text, p.whereabouts())
		}
	}
}
