package web_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/internal/testkit/need"
	"duban/models"
)

// thirdParty skips a test when third-party files are missing.
func thirdParty(t *testing.T, files ...string) {
	t.Helper()
	for _, f := range files {
		if _, err := os.Stat(f); err != nil {
			need.Skip(t, "needs the third-party assets: make assets")
		}
	}
}

// browser loads pages in Chromium.
type browser struct {
	path  string
	t     *testing.T
	noisy bool // console messages are expected
}

func newBrowser(t *testing.T) browser {
	t.Helper()
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	return browser{path: need.Tool(t, "chromium", "apt-get install chromium"), t: t}
}

// run starts headless Chromium and returns its output. A console message of a page and a request to another host fail
// the test.
func (b browser) run(address string, args ...string) string {
	b.t.Helper()
	netlog := filepath.Join(b.t.TempDir(), "net.json")
	args = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update",
		"--disable-sync", "--hide-scrollbars", "--user-data-dir=" + b.t.TempDir(), "--enable-logging=stderr",
		"--accept-lang=zh-CN", "--log-net-log=" + netlog,
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // no requests of Chromium itself
	}, args...)
	var out, output bytes.Buffer
	command := exec.CommandContext(b.t.Context(), b.path, append(args, address)...)
	command.Stdout, command.Stderr = &out, &output
	if err := command.Run(); err != nil {
		b.t.Fatalf("chromium: %v\n%s", err, output.String())
	}
	for line := range strings.Lines(output.String()) {
		if strings.Contains(line, ":CONSOLE") && !b.noisy {
			b.t.Errorf("the page says on its console: %s", line)
		}
	}
	for _, asked := range requests(b.t, netlog) {
		if u, err := url.Parse(asked); err != nil || u.Hostname() != "127.0.0.1" {
			b.t.Errorf("the page asks %s", asked)
		}
	}
	return out.String()
}

// requests returns the addresses that pages of the test's server requested, from Chromium's network log. Chromium's own
// requests have no page as initiator.
func requests(t *testing.T, netlog string) (asked []string) {
	t.Helper()
	content, err := os.ReadFile(netlog)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Events []struct {
			Params struct{ URL, Initiator string }
		}
	}
	if err := json.Unmarshal(content, &log); err != nil {
		t.Fatalf("network log: %v", err)
	}
	for _, e := range log.Events {
		if strings.HasPrefix(e.Params.Initiator, "http://127.0.0.1") {
			asked = append(asked, e.Params.URL)
		}
	}
	if len(asked) == 0 {
		t.Fatal("no request in the network log: nothing was checked")
	}
	return asked
}

// dom returns the document after budget milliseconds of virtual time.
func (b browser) dom(address, budget string) string {
	b.t.Helper()
	return b.run(address, "--dump-dom", "--virtual-time-budget="+budget)
}

// TestBrowserRefreshes lets a minute pass in the browser, without and with a new report.
func TestBrowserRefreshes(t *testing.T) {
	b := newBrowser(t)
	for _, tt := range []struct {
		name              string
		meanwhile         func(*testing.T, *fixture)
		wanted, forbidden []string
	}{
		{"nothing happened", func(*testing.T, *fixture) {}, []string{"数据截至 2021年7月12日 10:21", "尚无审定数"},
			[]string{"hx-swap-oob"}},
		{
			"a report was approved", func(t *testing.T, d *fixture) {
				d.must(t, d.importReports(sampleYear, 2, models.MonthOf(2021, 2), d.now, nil))
			}, []string{"数据截至 2021年7月12日 10:21", "截至2月底", `<figure class="multiple to-date">`}, []string{"尚无审定数<", `"stale"`},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b.t = t
			d := planned(t, 2, 0)
			h := d.handler(io.Discard)
			polled := 0
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("HX-Request") == "true" {
					if polled++; polled == 1 {
						d.now = d.now.Add(60_000_000_000)
						tt.meanwhile(t, d)
					}
				}
				h.ServeHTTP(w, r)
			}))
			defer srv.Close()
			page := b.dom(srv.URL, "75000")
			if polled != 1 {
				t.Errorf("asked again %d times", polled)
			}
			contains(t, page, tt.wanted, tt.forbidden)
		})
	}
}

// TestBrowserMarksOldData stops the database, or the server, before the page polls.
func TestBrowserMarksOldData(t *testing.T) {
	b := newBrowser(t)
	for _, tt := range []struct {
		name, said string
		fail       func(*fixture, http.ResponseWriter)
	}{
		{"no database", "未能更新", func(d *fixture, _ http.ResponseWriter) { _ = d.store.Close() }},
		{"no server", "连接中断，以下是先前的数据 · 数据截至 2021年7月12日 10:20", func(*fixture, http.ResponseWriter) {
			panic(http.ErrAbortHandler)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b.t, b.noisy = t, true // the browser logs failed requests
			d := planned(t, 2, 0)
			h := d.handler(io.Discard)
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("HX-Request") == "true" {
					tt.fail(d, w)
				}
				h.ServeHTTP(w, r)
			}))
			defer srv.Close()
			contains(t, b.dom(srv.URL, "75000"), []string{`class="as-of stale"`, tt.said, "年度目标"}, nil)
		})
	}
}

// TestBrowserFindsNothingInaccessible runs axe-core on pages in wide and narrow windows.
func TestBrowserFindsNothingInaccessible(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "node_modules/axe-core/axe.min.js")
	srv := httptest.NewServer(halfYear(t).handler(io.Discard))
	defer srv.Close()
	const project = "/projects/2021/ZD-2021-001"
	p := chrome.Open(t, chrome.Desktop)
	for size, addresses := range map[chrome.Size][]string{
		chrome.Desktop: {"/", "/?lang=en", "/?colour=top", "/password", "/projects", project, project + "/history",
			"/account", "/help", "/docs/api"},
		chrome.Phone: {"/", "/projects", project, "/account?lang=en", "/help?lang=en", "/docs/api/plans-and-lists"},
		chrome.Wall:  {"/"},
	} {
		p.Resize(size)
		for _, address := range addresses {
			p.Go(srv.URL + address)
			for _, v := range p.AxeAll("node_modules/axe-core/axe.min.js") {
				t.Errorf("%d wide, %s: %s", size.Width, address, v)
			}
		}
	}
	p.Noisy() // the answer's status is an error
	p.Go(srv.URL + "/nobody")
	for _, v := range p.AxeAll("node_modules/axe-core/axe.min.js") {
		t.Errorf("error page: %s", v)
	}
}

var look = flag.String("look", "", "folder to put screenshots of the overview in")

// TestLook takes the screenshots for the README, with -look.
func TestLook(t *testing.T) {
	if *look == "" {
		t.SkipNow()
	}
	b := newBrowser(t)
	srv := httptest.NewServer(halfYear(t).handler(io.Discard))
	defer srv.Close()
	for _, shot := range []struct{ name, size, path string }{
		{"overview-desktop", "1440,1240", "/"}, {"overview-phone", "390,1560", "/"}, {"overview-wall", "1920,1080", "/"},
		{"overview-list", "1440,3600", "/"}, {"overview-phone-list", "390,4000", "/?colour=yellow"},
		{"overview-english", "1440,3600", "/?lang=en"},
		{"projects", "1440,1400", "/projects"}, {"projects-phone", "390,1800", "/projects"}, {"project", "1440,1900",
			"/projects/2021/ZD-2021-001"},
		{"project-phone", "390,3200", "/projects/2021/ZD-2021-001"}, {"history", "1440,1000",
			"/projects/2021/ZD-2021-001/history"},
		{"account", "1440,900", "/account"}, {"account-phone", "390,900", "/account"}, {"password", "1440,900", "/password"},
		{"password-phone", "390,844", "/password"},
	} {
		file := filepath.Join(*look, shot.name+".png")
		b.run(srv.URL+shot.path, "--virtual-time-budget=3000", "--window-size="+shot.size, "--screenshot="+file)
		shrink(t, file)
	}
}

// shrink rewrites a picture with its 256 most frequent colours, which makes the file much smaller.
func shrink(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	full, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	used := map[color.Color]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			used[color.RGBAModel.Convert(full.At(x, y))]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(used), func(a, b color.Color) int { return used[b] - used[a] })
	few := image.NewPaletted(full.Bounds(), colours[:min(len(colours), 256)])
	draw.Draw(few, few.Bounds(), full, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
