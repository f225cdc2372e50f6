// Package chrome drives a real browser in tests: it clicks, types, goes offline and reads pages. It fails the test for
// anything a page writes to its console and for every request to another host.
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

// Size is the size of a window in CSS pixels; Phone also has touch.
type Size struct {
	Width, Height int64
	Touch         bool
}

// The window sizes in which pages are tested.
var (
	Desktop = Size{Width: 1440, Height: 900}
	Phone   = Size{Width: 390, Height: 844, Touch: true}
	Wall    = Size{Width: 1920, Height: 1080}
)

// stepTimeout bounds every single step.
const stepTimeout = 20 * time.Second

// Page is a tab of a separate browser: cookies and storage are not shared.
type Page struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	noisy  bool
	silent bool // scripts are off
}

// Open starts a browser with a blank page; it ends with the test. The test is skipped if there is no Chromium.
func Open(t testing.TB, size Size) *Page {
	t.Helper()
	path := need.Tool(t, "chromium", "apt-get install chromium")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(profile(t)), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update",
			true),
		chromedp.Flag("accept-lang", "zh-CN"), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("hide-scrollbars", true),
		// Chromium's own services cannot be reached either.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocated)
	t.Cleanup(func() { end(); stop() }) // before the profile directory is removed
	p := &Page{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, p.listen)
	p.do("start", network.Enable(), runtime.Enable())
	p.Resize(size)
	return p
}

// profile returns a directory for the browser's data. Browser processes may still be writing when it is removed, so the
// test does not fail if files remain.
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

// listen handles the browser's events: console output and requests.
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

// do runs steps, and ends the test if one does not succeed in time.
func (p *Page) do(what string, steps ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	if chromedp.FromContext(p.ctx).Browser == nil {
		cancel() // the browser lives as long as the context that starts it, so that context has no deadline
		ctx, cancel = p.ctx, func() {}
	}
	defer cancel()
	if err := chromedp.Run(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v\n%s", what, err, p.whereabouts())
	}
}

// whereabouts describes the page for a failure message.
func (p *Page) whereabouts() string {
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout/4)
	defer cancel()
	var at, text string
	if err := chromedp.Run(ctx, chromedp.Location(&at),
		chromedp.Evaluate(`document.body ? document.body.innerText.slice(0, 1500) : ""`, &text)); err != nil {
		return "nothing to be seen of the page: " + err.Error()
	}
	return at + "\n" + text
}

// Resize changes the size of the window.
func (p *Page) Resize(s Size) {
	p.t.Helper()
	p.do("resize", emulation.SetDeviceMetricsOverride(s.Width, s.Height, 1, s.Touch),
		emulation.SetTouchEmulationEnabled(s.Touch))
}

// Noisy allows console output from now on: the browser itself logs every failing request.
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

// Offline disconnects the page from the network or reconnects it.
func (p *Page) Offline(away bool) {
	p.t.Helper()
	p.do("offline", network.EmulateNetworkConditions(away, 0, -1, -1))
}
