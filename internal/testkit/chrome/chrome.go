// Package chrome drives a real browser in tests: it clicks, types, goes offline, looks, and fails the test for whatever
// a page writes to its console and for every request to another host.
package chrome

import (
	"context"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"duban/internal/testkit/need"
)

// Size is how large a window is, in CSS pixels. A phone's has touch.
type Size struct {
	Width, Height int64
	Touch         bool
}

// The sizes pages are looked at.
var (
	Desktop = Size{Width: 1440, Height: 900}
	Phone   = Size{Width: 390, Height: 844, Touch: true}
	Wall    = Size{Width: 1920, Height: 1080}
)

// patience bounds every single step: a page that does not come to it within this time fails the test.
const patience = 20 * time.Second

// Page is one tab of a browser of its own: cookies and storage are shared with nobody.
type Page struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	noisy  bool
	silent bool // scripts are off
}

// Open starts a browser with a blank page; it ends with the test. The test is skipped where there is no Chromium.
func Open(t testing.TB, size Size) *Page {
	t.Helper()
	path := need.Tool(t, "chromium", "apt-get install chromium")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(profile(t)), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update",
			true),
		chromedp.Flag("accept-lang", "zh-CN"), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("hide-scrollbars", true),
		// Chromium's own services are not told either
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocated)
	t.Cleanup(func() { end(); stop() }) // before the folder of its data goes
	p := &Page{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, p.listen)
	p.do("start", network.Enable(), runtime.Enable())
	p.Resize(size)
	return p
}

// profile is a folder for the data of a browser. Processes of it may still be writing while it ends: what is then left
// of the folder is removed as far as it goes, and no test fails of it.
func profile(t testing.TB) (dir string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "duban-chrome")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 50 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	})
	return dir
}

// listen watches what a page says and asks.
func (p *Page) listen(event any) {
	p.mu.Lock()
	noisy := p.noisy
	p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if !noisy && (e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning) {
			for _, a := range e.Args {
				p.t.Errorf("the page says on its console: %s%s", a.Value, a.Description)
			}
		}
	case *runtime.EventExceptionThrown:
		p.t.Errorf("a script of the page fails: %v", e.ExceptionDetails)
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
			u.Hostname() != "127.0.0.1" {
			p.t.Errorf("the page asks %s", e.Request.URL)
		}
	}
}

// do takes steps, and ends the test when one does not succeed in time.
func (p *Page) do(what string, steps ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	if chromedp.FromContext(p.ctx).Browser == nil {
		cancel() // the browser lives as long as the context that starts it: that one has no end
		ctx, cancel = p.ctx, func() {}
	}
	defer cancel()
	if err := chromedp.Run(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v\n%s", what, err, p.whereabouts())
	}
}

// whereabouts says what the page shows, for a test that failed.
func (p *Page) whereabouts() string {
	ctx, cancel := context.WithTimeout(p.ctx, patience/4)
	defer cancel()
	var at, text string
	if err := chromedp.Run(ctx, chromedp.Location(&at),
		chromedp.Evaluate(`document.body ? document.body.innerText.slice(0, 1500) : ""`, &text)); err != nil {
		return "nothing to be seen of the page: " + err.Error()
	}
	return at + "\n" + text
}

// Resize gives the window another size.
func (p *Page) Resize(s Size) {
	p.t.Helper()
	p.do("resize", emulation.SetDeviceMetricsOverride(s.Width, s.Height, 1, s.Touch),
		emulation.SetTouchEmulationEnabled(s.Touch))
}

// Noisy lets the page write to its console from now on: a browser itself reports every request that fails there.
func (p *Page) Noisy() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.noisy = true
}

// Scripts turns JavaScript on or off, from the next page on.
func (p *Page) Scripts(on bool) {
	p.t.Helper()
	p.silent = !on
	p.do("scripts", emulation.SetScriptExecutionDisabled(!on))
}

// Offline takes the network away or gives it back.
func (p *Page) Offline(away bool) {
	p.t.Helper()
	p.do("offline", network.EmulateNetworkConditions(away, 0, -1, -1))
}
