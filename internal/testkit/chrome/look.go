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

// Shot writes a picture of the page as PNG: of the window, or of the whole page.
func (p *Page) Shot(file string, whole bool) {
	p.t.Helper()
	var picture []byte
	p.do("picture", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		picture, err = page.CaptureScreenshot().WithFormat(page.CaptureScreenshotFormatPng).WithCaptureBeyondViewport(whole).
			Do(ctx)
		return err
	}))
	if whole {
		p.do("whole picture", chromedp.FullScreenshot(&picture, 100))
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// Print returns the page as PDF, as paper would have it.
func (p *Page) Print(landscape bool) (pdf []byte) {
	p.t.Helper()
	p.do("print", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithLandscape(landscape).WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	return pdf
}

// Axe runs axe-core, whose script is in the file, over the page as it stands, and returns what is serious or critical.
func (p *Page) Axe(script string) []string {
	p.t.Helper()
	source, err := os.ReadFile(script)
	if err != nil {
		p.t.Fatal(err)
	}
	var said string
	p.do("axe", chromedp.Evaluate(string(source)+";0", nil), chromedp.Evaluate(
		`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify({passes: r.passes.length, violations: r.violations
			.filter(v => v.impact === "serious" || v.impact === "critical")
			.map(v => v.impact + " " + v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | "))}))`,
		&said, chromedp.EvalAsValue, awaited))
	var found struct {
		Passes     int
		Violations []string
	}
	if err := json.Unmarshal([]byte(said), &found); err != nil {
		p.t.Fatal(err)
	}
	if found.Passes < 5 {
		p.t.Errorf("axe-core looked at only %d rules", found.Passes)
	}
	return found.Violations
}

// awaited lets an expression that is a promise be waited for.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
