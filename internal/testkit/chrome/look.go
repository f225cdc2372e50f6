package chrome

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Shot writes a screenshot as PNG: of the window, or of the complete page.
func (p *Page) Shot(file string, full bool) {
	p.t.Helper()
	var picture []byte
	p.do("picture", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		picture, err = page.CaptureScreenshot().WithFormat(page.CaptureScreenshotFormatPng).WithCaptureBeyondViewport(full).
			Do(ctx)
		return err
	}))
	if full {
		p.do("full page", chromedp.FullScreenshot(&picture, 100))
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// Print returns the page as printed, as PDF.
func (p *Page) Print(landscape bool) (pdf []byte) {
	p.t.Helper()
	p.do("print", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithLandscape(landscape).WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	return pdf
}

// TooWide returns elements that reach beyond the right edge of the window, if the page can be moved sideways. The
// window's innerWidth does not tell: a phone zooms out until everything fits.
func (p *Page) TooWide() (found []string) {
	p.t.Helper()
	p.do("width", chromedp.Evaluate(`(width => document.documentElement.scrollWidth <= width ? [] :
		[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3)
			.map(e => e.tagName.toLowerCase() + (e.className ? "." + e.className : "") + " " +
				e.textContent.trim().slice(0, 40)))(
		document.documentElement.clientWidth)`, &found))
	return found
}

// Axe runs axe-core, whose script is in the file, on the page and returns the serious and critical findings.
func (p *Page) Axe(script string) []string {
	p.t.Helper()
	return p.axe(script, "", `v => v.impact === "serious" || v.impact === "critical"`)
}

// AxeAll returns findings of every weight, by WCAG 2.2 AA and good practice.
func (p *Page) AxeAll(script string) []string {
	p.t.Helper()
	const rules = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], `
	return p.axe(script, rules, "v => true")
}

func (p *Page) axe(script, options, counts string) []string {
	p.t.Helper()
	source, err := os.ReadFile(script)
	if err != nil {
		p.t.Fatal(err)
	}
	var result string
	p.do("axe", chromedp.Evaluate(string(source)+";0", nil), chromedp.Evaluate(
		`axe.run(document, {`+options+`resultTypes: ["violations"]}).then(r => JSON.stringify({
			passes: r.passes.length,
			violations: r.violations.filter(`+counts+`).map(v =>
				v.impact + " " + v.id + ": " + v.help + " " +
				v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | "))}))`,
		&result, chromedp.EvalAsValue, awaited))
	var found struct {
		Passes     int
		Violations []string
	}
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		p.t.Fatal(err)
	}
	if found.Passes < 5 {
		p.t.Errorf("axe-core looked at only %d rules", found.Passes)
	}
	return found.Violations
}

// awaited makes Chromium wait for a promise.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
