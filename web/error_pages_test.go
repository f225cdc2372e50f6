package web_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

func TestEveryKindOfErrorHasAPage(t *testing.T) {
	d := empty(t)
	secret := d.session(models.RoleReadOnly)
	for kind, status := range map[models.Kind]int{
		models.KindInvalid: 422, models.KindNotFound: 404, models.KindConflict: 409, models.KindForbidden: 403,
		models.KindUnavailable: 503, models.KindInternal: 500,
	} {
		err := models.Errorf(kind, "some_code", "第 3 行有误，请改正").Because(fmt.Errorf("SQL logic error at /var/lib"))
		h := with(web.HandlerShowing(d.service(), web.Options{Log: slog.New(slog.DiscardHandler)},
			func(http.ResponseWriter, *http.Request) error { return err }), secret)
		got := get(h, "/")
		if got.Code != status {
			t.Errorf("%s: status %d, want %d", kind, got.Code, status)
		}
		check(t, h, got.Body.String())
		contains(t, got.Body.String(), []string{"第 3 行有误，请改正", "回到首页", `<html lang="zh-CN">`}, []string{"SQL", "/var/lib",
			"some_code"})
		if numbered := strings.Contains(got.Body.String(), "编号"); numbered != kind.Ours() {
			t.Errorf("%s: number shown: %v", kind, numbered)
		}
	}
}

func TestRefusals(t *testing.T) {
	h := halfYear(t).handler(io.Discard)
	for _, tt := range []struct {
		name, method, address string
		change                func(*http.Request)
		status                int
		text                  string
	}{
		{"no such page", "GET", "/nobody", nil, 404, "没有这个页面"},
		{"a page is not posted to", "POST", "/", nil, 404, "没有这个页面"},
		{"no such year", "GET", "/?year=1999", nil, 404, "1999"},
		{"a year is not SQL", "GET", "/?year=1%27+OR+1%3D1", nil, 404, "没有找到"},
		{"no such colour", "GET", "/?colour=pink", nil, 422, "pink"},
		{"from another site", "POST", "/", header("Sec-Fetch-Site", "cross-site"), 403, "其他网站"},
		{"an old asset", "GET", "/static/000000000000/base.css", nil, 404, "没有这个页面"},
		{"no such asset", "GET", "/static/000000000000/..%2fseed.go", nil, 404, "没有这个页面"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, tt.address, nil)
			r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
			if tt.change != nil {
				tt.change(r)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			contains(t, w.Body.String(), []string{tt.text}, []string{"亿元"})
			check(t, h, w.Body.String())
			secured(t, w.Header())
		})
	}
}

func secured(t *testing.T, h http.Header) {
	t.Helper()
	policy := h.Get("Content-Security-Policy")
	for _, forbidden := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(policy, forbidden) {
			t.Errorf("the policy %q allows %s", policy, forbidden)
		}
	}
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
		h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("headers %v", h)
	}
}

// A request that another site made a browser send is in the log, with where it came from.
func TestARequestOfAnotherSiteIsLogged(t *testing.T) {
	var log bytes.Buffer
	h := empty(t).pages(&log)
	r := httptest.NewRequest(http.MethodPost, "/logout", nil)
	r.RemoteAddr = "10.0.0.7:5"
	r.Header.Set("Origin", "https://evil.example")
	h.ServeHTTP(httptest.NewRecorder(), r)
	contains(t, log.String(), []string{"a request of another site was refused", "address=10.0.0.7", "evil.example"}, nil)
}

func TestAssetsAreCached(t *testing.T) {
	h := empty(t).handler(io.Discard)
	page := get(h, "/")
	secured(t, page.Header())
	if page.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the page may be kept: %s", page.Header().Get("Cache-Control"))
	}
	address := regexp.MustCompile(`/static/[0-9a-f]{12}/base\.css`).FindString(page.Body.String())
	plain := get(h, address)
	packed := get(h, address, header("Accept-Encoding", "gzip, br"))
	secured(t, plain.Header())
	if !strings.Contains(plain.Header().Get("Cache-Control"), "immutable") ||
		!strings.HasPrefix(plain.Header().Get("Content-Type"), "text/css") {
		t.Errorf("asset headers %v", plain.Header())
	}
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Body.Len() >= plain.Body.Len() {
		t.Errorf("packed: %v, %d of %d bytes", packed.Header(), packed.Body.Len(), plain.Body.Len())
	}
}
